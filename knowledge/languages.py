"""Which language a stretch of a document is written in."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

CODES = {Language.DANISH: "da", Language.BOKMAL: "nb", Language.ENGLISH: "en", Language.SWEDISH: "sv"}
ENOUGH_WORDS = 12
"""Fewer words say too little to overrule the document's own language."""
SURE = 0.8


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*CODES).build()


def detect_language(text: str) -> str | None:
    """ISO 639-1 code among da, nb, en, sv, or None where the text is too short or too mixed to tell."""
    if len(text.split()) < ENOUGH_WORDS:
        return None
    best = _detector().compute_language_confidence_values(text)[0]
    return CODES[best.language] if best.value >= SURE else None
