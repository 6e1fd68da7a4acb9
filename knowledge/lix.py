"""LIX, the Scandinavian measure of how hard a text is to read: under 30 easy, over 40 hard."""

import re

LONG_WORD = 7
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:](?=\s+[^a-zæøå0-9]|\s*$)|\n+")


def lix(text: str) -> float:
    """Words a sentence plus the percentage of words of seven letters or more; a list item counts as a sentence."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(bool(WORD.search(part)) for part in SENTENCE_END.split(text))
    return len(words) / sentences + 100 * sum(len(word) >= LONG_WORD for word in words) / len(words)
