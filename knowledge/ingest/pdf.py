"""PDF through pdfium: lines with their size and spacing, and rows of tables, page by page."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from knowledge.ingest.document import Block, Page, RawDocument
from knowledge.ingest.errors import (
    CorruptDocument,
    EmptyDocument,
    EncryptedDocument,
    ScannedDocument,
    TooLargeDocument,
)
from knowledge.ingest.pdf_tables import Row, Stretch, jumps_up, stretches, table_rows

MOST_PAGES = 2000
HEADING_SCALE = 1.12
"""A line this much larger than the body is a heading."""
HEADING_LENGTH = 120
PARAGRAPH_SCALE = 1.45
"""A step between lines this much larger than the usual one is a paragraph break."""
LETTER = re.compile(r"[^\W_]")
"""A line's size is that of its first letter: bullets are often set larger than the text."""
BROKEN_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
"""pdfium writes a hyphen at a line's end as one of these."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    top: float
    row: bool = False
    """A whole row of a table."""


def read(path: Path) -> RawDocument:
    """Lines of a PDF's text layer. Raises encrypted, corrupt, too large, scanned-only or empty."""
    document = _open(path)
    try:
        if len(document) > MOST_PAGES:
            raise TooLargeDocument(path.name, f"{len(document)} pages, at most {MOST_PAGES}")
        pages = [list(_lines(page)) for page in document]
        pictures = any(_has_picture(page) for page in document) if not any(pages) else False
    except pdfium.PdfiumError as error:
        raise CorruptDocument(path.name) from error
    finally:
        document.close()
    if not any(pages):
        raise ScannedDocument(path.name) if pictures else EmptyDocument(path.name)
    return RawDocument("pdf", _blocks(pages), laid_out=True)


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise EncryptedDocument(path.name) from error
        raise CorruptDocument(path.name) from error


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))


def _lines(page: pdfium.PdfPage) -> Iterator[_Line]:
    layer = page.get_textpage()
    starts, lines = [], []
    start = 0
    for line in layer.get_text_range().split("\n"):
        if line.strip():
            letter = LETTER.search(line)
            place = start + (letter.start() if letter else 0)
            lines.append(_Line(line.translate(BROKEN_HYPHENS), _size(layer, place), _top(layer, place)))
            starts.append(start)
        start += len(line) + 1
    rows = _table_rows(layer, starts, lines) if jumps_up([line.top for line in lines]) else []
    yield from _with_rows(lines, rows)


def _table_rows(layer: pdfium.PdfTextPage, starts: list[int], lines: list[_Line]) -> list[Row]:
    found: list[Stretch] = []
    for number, (start, line) in enumerate(zip(starts, lines, strict=True)):
        found += stretches(layer, number, start, line.text, line.top, line.size)
    return table_rows(found)


def _with_rows(lines: list[_Line], rows: list[Row]) -> Iterator[_Line]:
    """The lines in order, those of a row as one."""
    first = {row.first: row for row in rows}
    inside = {number for row in rows for number in range(row.first + 1, row.last + 1)}
    for number, line in enumerate(lines):
        if row := first.get(number):
            yield _Line(row.text, line.size, line.top, row=True)
        elif number not in inside:
            yield replace(line, text=line.text.strip())


def _size(layer: pdfium.PdfTextPage, place: int) -> float:
    return round(float(raw.FPDFText_GetFontSize(layer, place)), 1)


def _top(layer: pdfium.PdfTextPage, place: int) -> float:
    """Height of the baseline in points from the page's foot."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer, place, x, y)
    return y.value


def _blocks(pages: list[list[_Line]]) -> tuple[Page, ...]:
    body = _body_size(pages)
    sizes = sorted({line.size for page in pages for line in page if _is_heading(line, body)}, reverse=True)
    levels = {size: min(rank, 4) for rank, size in enumerate(sizes, start=1)}
    step = _usual_step(pages)
    return tuple(Page(tuple(_page_blocks(page, levels, body, step)), n) for n, page in enumerate(pages, 1))


def _page_blocks(page: list[_Line], levels: dict[float, int], body: float, step: float) -> Iterator[Block]:
    above: _Line | None = None
    for line in page:
        level = levels.get(line.size) if _is_heading(line, body) else None
        gap = int(above is not None and _stands_apart(above, line, step))
        yield Block(line.text, level, gap)
        above = line


def _stands_apart(above: _Line, line: _Line, step: float) -> bool:
    return above.row or line.row or abs(above.top - line.top) > PARAGRAPH_SCALE * step


def _body_size(pages: list[list[_Line]]) -> float:
    weights: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0]


def _usual_step(pages: list[list[_Line]]) -> float:
    steps = Counter(round(a.top - b.top) for page in pages for a, b in pairwise(page) if a.top > b.top)
    return float(steps.most_common(1)[0][0]) if steps else 1e9


def _is_heading(line: _Line, body: float) -> bool:
    return not line.row and line.size > HEADING_SCALE * body and len(line.text) <= HEADING_LENGTH
