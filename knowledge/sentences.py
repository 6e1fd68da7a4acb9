"""Cut a paragraph into whole sentences (da, nb, en)."""

import re
from functools import cache

from knowledge.clean.rules import reading_rules

BOUNDARY = re.compile(r"(?<=[.!?…])[»”\")\]]*\d?\s+(?=[«“”\"']*[A-ZÆØÅÄÖÉ0-9–-])|(?<=[»”\"])\s+(?=[«“])")
ORDINAL = re.compile(r"(?:^|\s)\(?\d{1,4}\.$")
INITIAL = re.compile(r"(?:^|[\s(.])[A-ZÆØÅ]\.$")


def split_sentences(text: str) -> list[str]:
    """Sentences of one paragraph in order; joined by single spaces they give the paragraph back.

    A full stop after an abbreviation, an initial or a number does not end a sentence.
    """
    sentences: list[str] = []
    start = 0
    for match in BOUNDARY.finditer(text):
        before = text[start : match.end()].rstrip()
        if not _goes_on(before):
            sentences.append(before)
            start = match.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def _goes_on(text: str) -> bool:
    if not text.endswith("."):
        return False
    return bool(ORDINAL.search(text) or INITIAL.search(text) or _abbreviated().search(text))


@cache
def _abbreviated() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in reading_rules().abbreviations)
    return re.compile(rf"(?:^|[\s(«“”\"])(?:{words})\.$", re.IGNORECASE)
