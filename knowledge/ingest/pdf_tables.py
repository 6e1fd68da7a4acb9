"""Tables in a PDF: their cells come one below another, and are put back into the rows they stood in.

A PDF knows no tables. What gives one away is where words stand: a cell to the right begins no lower than the one
before it ends, and at least two rows in a row share the places where their columns begin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

from knowledge.ingest.document import BETWEEN_CELLS

WIDE = 1.5
"""A gap in a line wider than this many letter sizes parts two cells."""
SAME_PLACE = 3.0
"""Points within which two things begin at the same place."""
LINE_STEP = 1.7
"""Lines of one cell are at most this many letter sizes apart."""
MOST_WORDS = 60
"""A longer stretch is a column of a page, not a cell."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one line that stand together. `line` is the line's number on its page; points from page's left and foot."""

    line: int
    text: str
    left: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """Lines `first` to `last` of a page are one row of a table."""

    first: int
    last: int
    text: str


Cell = list[Stretch]


def jumps_up(tops: Sequence[float]) -> bool:
    """Whether any line stands above the one before it, as where a table's next cell begins."""
    return any(below > above + 1 for above, below in pairwise(tops))


def stretches(
    layer: pdfium.PdfTextPage, line: int, start: int, text: str, top: float, size: float
) -> Iterator[Stretch]:
    """The line's words, cut where a wide gap stands between two letters. `start` is its place in the layer."""
    begun, left, right = 0, 0.0, None
    for place, letter in enumerate(text):
        if letter.isspace():
            continue
        box = layer.get_charbox(start + place)
        if right is None:
            begun, left = place, box[0]
        elif box[0] - right > WIDE * size:
            yield Stretch(line, text[begun:place].strip(), left, top, size)
            begun, left = place, box[0]
        right = box[2]
    if right is not None:
        yield Stretch(line, text[begun:].strip(), left, top, size)


def table_rows(found: Sequence[Stretch]) -> list[Row]:
    """The rows of every table among a page's stretches, in order; no line belongs to two."""
    rows: list[Row] = []
    for run in _runs([row for row in _rows(_cells(found)) if _whole_lines(row, found)]):
        if _is_table(run):
            rows += [_row(cells) for cells in run]
    return rows


def _cells(found: Sequence[Stretch]) -> Iterator[Cell]:
    """Stretches straight below each other."""
    cell: Cell = []
    for stretch in found:
        if cell and not _below(cell[-1], stretch):
            yield cell
            cell = []
        cell.append(stretch)
    if cell:
        yield cell


def _below(above: Stretch, under: Stretch) -> bool:
    step = above.top - under.top
    return abs(above.left - under.left) < SAME_PLACE and 0 < step <= LINE_STEP * above.size


def _rows(cells: Iterator[Cell]) -> Iterator[list[Cell]]:
    """Cells beside each other, from left to right."""
    row: list[Cell] = []
    for cell in cells:
        if row and not _beside(row[-1], cell):
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _beside(cell: Cell, right: Cell) -> bool:
    """It begins further right, and no lower than the last line of the cell before."""
    size = cell[0].size
    return right[0].left > cell[0].left + 2 * size and right[0].top >= cell[-1].top - size / 2


def _whole_lines(row: list[Cell], found: Sequence[Stretch]) -> bool:
    """Whether no other row has a part of the same lines."""
    held = [stretch for cell in row for stretch in cell]
    first, last = held[0].line, held[-1].line
    return len(held) == sum(first <= stretch.line <= last for stretch in found)


def _runs(rows: Sequence[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Rows of at least two cells that follow each other and begin at the same place."""
    run: list[list[Cell]] = []
    for row in rows:
        if run and not (_follows(run[-1], row) and len(row) > 1):
            yield run
            run = []
        if len(row) > 1:
            run.append(row)
    if run:
        yield run


def _follows(above: list[Cell], row: list[Cell]) -> bool:
    return row[0][0].line == above[-1][-1].line + 1 and abs(row[0][0].left - above[0][0].left) < SAME_PLACE


def _is_table(run: Sequence[list[Cell]]) -> bool:
    if len(run) < 2 or any(len(_words(cell).split()) > MOST_WORDS for row in run for cell in row):
        return False
    return all(_shared(one, other) >= 2 for one, other in pairwise(run))


def _shared(one: list[Cell], other: list[Cell]) -> int:
    """How many columns of two rows begin at the same place."""
    return sum(any(abs(a[0].left - b[0].left) < SAME_PLACE for b in other) for a in one)


def _row(cells: list[Cell]) -> Row:
    return Row(cells[0][0].line, cells[-1][-1].line, BETWEEN_CELLS.join(_words(cell) for cell in cells))


def _words(cell: Cell) -> str:
    return " ".join(stretch.text for stretch in cell)
