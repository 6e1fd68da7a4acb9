"""The two statistical voices: lingua for every message, langdetect where lingua is unsure."""

from collections.abc import Mapping
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from lingua import IsoCode639_1, LanguageDetectorBuilder

_LINGUA = {"da": "DA", "nb": "NB", "en": "EN", "sv": "SV", "de": "DE", "tr": "TR", "pl": "PL", "so": "SO"}
_LANGDETECT = {"da": "da", "no": "nb", "en": "en", "sv": "sv", "de": "de", "tr": "tr", "pl": "pl", "so": "so"}
_SEED = 0


class FirstVoice:
    """lingua over the expected Latin-script languages.

    All of them in low-accuracy mode (21 MB); Danish against Norwegian, the hard pair, with the full models (105 MB).
    Full models for every language take 277 MB.
    """

    def __init__(self) -> None:
        codes = [getattr(IsoCode639_1, code) for code in _LINGUA.values()]
        self._all = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
        pair = [IsoCode639_1.DA, IsoCode639_1.NB]
        self._pair = LanguageDetectorBuilder.from_iso_codes_639_1(*pair).build()

    def confidences(self, text: str) -> dict[str, float]:
        """Language -> confidence; they add up to 1."""
        found = {_code(v.language): v.value for v in self._all.compute_language_confidence_values(text)}
        both = found["da"] + found["nb"]
        for value in self._pair.compute_language_confidence_values(text):
            found[_code(value.language)] = both * value.value
        return found


class SecondVoice:
    """langdetect with only the profiles of the expected languages, seeded: the same text, the same answer."""

    def __init__(self) -> None:
        folder = Path(langdetect.__file__).parent / "profiles"
        self._factory = DetectorFactory()
        self._factory.seed = _SEED
        self._factory.load_json_profile([(folder / code).read_text(encoding="utf-8") for code in _LANGDETECT])

    def choice(self, text: str) -> str | None:
        """The language it hears, or None when it hears none."""
        detector = self._factory.create()
        detector.append(text)
        try:
            return _LANGDETECT.get(detector.detect())
        except LangDetectException:
            return None


def _code(language: object) -> str:
    name = str(getattr(language, "iso_code_639_1").name)  # noqa: B009  lingua ships no complete stubs
    return name.lower()


LATIN: Mapping[str, str] = _LINGUA
"""Expected languages in Latin script; Arabic and Cyrillic ones are told by their letters."""
