"""Find the headings among the lines of a text that has no styles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.clean.labels import CHAPTER, NUMBER, NUMBERED, PART, TITLE, label_level
from knowledge.clean.lines import ITEM, Line, ends_sentence, may_end, wrap_width
from knowledge.clean.stray_headings import put_in_place
from knowledge.ingest.document import BETWEEN_CELLS

CAPTION_OR_FIGURES = re.compile(r"^(?:Tabell?|Figure?)\b|\d\D+\d+$")
LONGEST_TITLE = 70
LEAST_STYLED = 3
"""Headings known by their type size after which words are no longer guessed at."""
LEAST_BODY = 55
"""A line at least this long below a title shows that body text follows."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a line is judged by."""

    above: Line | None
    below: Line | None
    width: int
    dotted: bool
    """Whether the document numbers its headings 1.1, 1.2 ..."""
    chapters: frozenset[str]
    styled: bool
    """Whether the format itself shows headings; then a plain line is no title, however short."""
    numbers: frozenset[str]
    """Numbers that chapters must have, since "3.1" shows that there is a 3."""


def mark_headings(lines: Sequence[Line], *, chapters: Sequence[str] = ()) -> list[Line]:
    """Lines with `level` set on headings. `chapters` names headings an editor knows to begin a chapter."""
    lines = _joined_headings(lines)
    width = wrap_width(lines)
    numbers = frozenset(
        m[1].split(".")[0] for line in lines if (m := NUMBERED.match(line.text)) and "." in m[1]
    )
    names = frozenset(re.sub(r"\W+", "", name.casefold()) for name in chapters)
    styled = sum(line.level is not None for line in lines) >= LEAST_STYLED
    marked = list(lines)
    for place in range(len(marked) - 1, -1, -1):
        above = marked[place - 1] if place else None
        below = marked[place + 1] if place + 1 < len(marked) else None
        level = _level(marked[place], _Around(above, below, width, bool(numbers), names, styled, numbers))
        marked[place] = replace(marked[place], level=level)
    return put_in_place(marked)


def _level(line: Line, around: _Around) -> int | None:
    if line.key in around.chapters:
        return CHAPTER
    if line.level is not None or around.styled or BETWEEN_CELLS in line.text:
        return line.level
    text = line.text
    if (label := label_level(text)) is not None:
        return label
    if _is_capitals(text):
        return PART
    if match := NUMBERED.match(text):
        free = _stands_free(line, around) or match[1] in around.numbers
        return _numbered_level(match, around) if free else None
    return TITLE if _is_title(line, around) else None


def _numbered_level(match: re.Match[str], around: _Around) -> int | None:
    if match[0].endswith((".", ",", ";", ":")) or len(match[0].split()) > 14:
        return None
    if "." in match[1] or around.dotted:
        return match[1].count(".") + 1
    return None if match[0].endswith("?") else NUMBER


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    shouted = len(letters) >= 5 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
    return shouted and len(text) < 90 and not text.endswith((".", ",", ";")) and not text.startswith("(")


def _stands_free(line: Line, around: _Around) -> bool:
    """Nothing above runs on into the line."""
    above = around.above
    if above is None or line.gap > 0 or above.level is not None or above.sheet != line.sheet:
        return True
    return may_end(above.text) or len(above.text) < 0.6 * around.width or _is_capitals(above.text)


def _is_title(line: Line, around: _Around) -> bool:
    text, below = line.text, around.below
    if not (3 <= len(text) <= LONGEST_TITLE and text[0].isupper() and len(text.split()) <= 11):
        return False
    if ends_sentence(text) or text.endswith((",", "-", "–")) or ITEM.match(text) or below is None:
        return False
    if not _stands_free(line, around) or CAPTION_OR_FIGURES.search(text):
        return False
    return _body_follows(line, below, around.above)


def _body_follows(line: Line, below: Line, above: Line | None) -> bool:
    if below.level is not None:
        return below.sheet == line.sheet and below.level > CHAPTER
    if ITEM.match(below.text):
        return line.gap > 0 or below.gap > 0 or above is None or may_end(above.text)
    sentence = ends_sentence(below.text) and len(below.text) > len(line.text)
    return (sentence or len(below.text) > LEAST_BODY) and not below.text[0].islower()


def _joined_headings(lines: Sequence[Line]) -> list[Line]:
    """A labelled or numbered heading that wrapped onto a second, short line, as one line."""
    joined: list[Line] = []
    width = wrap_width(lines)
    for line in lines:
        if joined and _wrapped_heading(joined[-1], line, width):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _wrapped_heading(head: Line, rest: Line, width: int) -> bool:
    if rest.gap or rest.sheet != head.sheet or rest.level != head.level or ends_sentence(head.text):
        return False
    if _is_capitals(head.text) and _is_capitals(rest.text):
        return len(head.text) > 0.7 * width
    if head.level is not None:
        return True
    starts = label_level(head.text) is not None or bool(NUMBERED.match(head.text) and "." in head.text[:4])
    return starts and rest.text[0].islower() and len(rest.text) < 0.6 * width and not ends_sentence(rest.text)
