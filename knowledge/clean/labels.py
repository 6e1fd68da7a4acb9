"""Headings that show themselves by a label or a number: "Step 2: a title", "2.1 A title"."""

import re
from functools import cache

from knowledge.clean.rules import reading_rules

APPENDIX, PART, CHAPTER, NUMBER, TITLE, STEP = 0, 1, 2, 3, 4, 5
"""Levels of headings without decimal numbers; a numbered chapter ("2 Method", "2.1 ...") has 1, 2, 3 ..."""
NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\s+([A-ZÆØÅÄÖ«”\"].{1,90})$")
LONGEST_LABELLED = 110


@cache
def _labels() -> tuple[tuple[re.Pattern[str], int], ...]:
    rules = reading_rules()
    groups = (
        (rules.appendix_labels, APPENDIX),
        (rules.part_labels, PART),
        (rules.chapter_labels, CHAPTER),
        (rules.step_labels, STEP),
    )
    return tuple(
        (re.compile(rf"^(?:{'|'.join(words)})(?:\s+\d{{1,2}}\s?(?:[:–-]|$)|:\s)", re.IGNORECASE), level)
        for words, level in groups
    )


def label_level(text: str) -> int | None:
    """Level of a heading such as "Step 2: a title", or None."""
    if len(text) > LONGEST_LABELLED or text.endswith((".", ";", ",")):
        return None
    return next((level for pattern, level in _labels() if pattern.match(text)), None)
