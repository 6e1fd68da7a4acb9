"""Plain text, above all text somebody extracted from a PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.ingest.decoding import decode
from knowledge.ingest.document import Block, Page, RawDocument

PRINTED_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
FOOTER_GAP = 3
"""Blank lines above a bare number that make it a printed page number and not a table's figure."""


@dataclass(slots=True)
class _Sheet:
    blocks: list[Block] = field(default_factory=list)
    printed: int | None = None


def read(path: Path) -> RawDocument:
    """Lines of a text file, cut into pages where form feeds, or what is left of them, stand."""
    sheets = [sheet for sheet in _sheets(decode(path.read_bytes())) if sheet.blocks]
    numbers = page_numbers([sheet.printed for sheet in sheets])
    pages = tuple(Page(tuple(sheet.blocks), number) for sheet, number in zip(sheets, numbers, strict=True))
    return RawDocument("text", pages, laid_out=True)


def _sheets(text: str) -> Iterator[_Sheet]:
    """Many converters turn a form feed into one leading space on a line with no blank line above it."""
    sheet, gap, ordinal = _Sheet(), 0, 1
    for line in re.split(r"\r\n?|\n", text.replace("\f", "\n\f")):
        if not line.strip(" \t\f\v\u00a0"):
            gap += 1
            if "\f" not in line:
                continue
        if _starts_page(line, gap, sheet):
            yield sheet
            sheet, gap, ordinal = _Sheet(), 0, ordinal + 1
        if not line.strip():
            continue
        sheet.blocks.append(Block(line.replace("\f", "").rstrip(), gap=gap))
        if _is_printed_number(line, gap, ordinal):
            sheet.printed = int(line)
            yield sheet
            sheet, ordinal = _Sheet(), ordinal + 1
        gap = 0
    yield sheet


def _starts_page(line: str, gap: int, sheet: _Sheet) -> bool:
    if not sheet.blocks:
        return False
    lost_form_feed = line.startswith(" ") and not line.startswith("  ") and gap == 0
    return line.startswith("\f") or lost_form_feed


def _is_printed_number(line: str, gap: int, ordinal: int) -> bool:
    """A number smaller than the count of pages so far cannot be this page's number."""
    match = PRINTED_NUMBER.fullmatch(line)
    return bool(match) and gap >= FOOTER_GAP and int(line) >= ordinal


def page_numbers(printed: list[int | None]) -> list[int | None]:
    """Number of each page from the few numbers that were printed.

    Between two printed numbers that disagree a page break was lost: those pages get None, since a wrong
    page is worse than none. One page in all means that the source had no pages.
    """
    if len(printed) < 2:
        return [None] * len(printed)
    shifts = [(place, number - place) for place, number in enumerate(printed) if number is not None]
    return [_numbered(place, shifts) for place in range(len(printed))]


def _numbered(place: int, shifts: list[tuple[int, int]]) -> int | None:
    before = [shift for at, shift in shifts if at <= place]
    after = [shift for at, shift in shifts if at >= place]
    first, last = (before or after or [1])[-1 if before else 0], (after or before or [1])[0 if after else -1]
    return place + first if first == last else None
