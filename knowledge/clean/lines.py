"""A line on its way from paper to paragraph, and a paragraph."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.clean.characters import clean_characters
from knowledge.ingest.document import RawDocument

ITEM = re.compile(r"^(?:[-–*]\s+|\d{1,2}[.)]\s+(?=[A-ZÆØÅÄÖ])|[a-h][.)]\s+)")
TERMINAL = re.compile(r"[.!?:;…][»”\")\]]*\d?$")
CLOSED = re.compile(r"[»”\")\]]$")


@dataclass(frozen=True, slots=True)
class Line:
    """`sheet` counts the document's pages from 0; `gap` is the number of blank lines above."""

    text: str
    sheet: int
    page: int | None
    gap: int = 0
    level: int | None = None

    @property
    def key(self) -> str:
        """What two printings of the same line share."""
        return re.sub(r"\W+", "", self.text.casefold())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list item (`item`) or heading (`level` from 0)."""

    text: str
    page: int | None
    level: int | None = None
    item: bool = False


def lines_of(document: RawDocument) -> list[Line]:
    """Every line that still holds something once its characters are mended; spacing evened out."""
    lines = []
    for sheet, page in enumerate(document.pages):
        for block in page.blocks:
            if text := clean_characters(block.text):
                lines.append(Line(text, sheet, page.number, block.gap, block.level))
    return _single_spaced(lines)


def _single_spaced(lines: list[Line]) -> list[Line]:
    """In double-spaced text one blank line means nothing, so every gap shrinks by one."""
    below = [line for line in lines if line.gap == 1]
    follows_on = sum(line.text[0].islower() for line in below)
    if not below or follows_on < 0.25 * len(below):
        return lines
    return [Line(li.text, li.sheet, li.page, max(0, li.gap - 1), li.level) for li in lines]


def ends_sentence(text: str) -> bool:
    return bool(TERMINAL.search(text))


def may_end(text: str) -> bool:
    """True also after a closing quote or bracket: people quoted from speech often end without a full stop."""
    return bool(TERMINAL.search(text) or CLOSED.search(text))


def wrap_width(lines: Iterable[Line]) -> int:
    """Characters of a full line: nine of ten lines are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0
