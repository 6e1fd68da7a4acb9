"""Put lines together into paragraphs, over page breaks too."""

from collections.abc import Sequence

from knowledge.clean.hyphens import BROKEN, Hyphens
from knowledge.clean.lines import ITEM, Line, Paragraph, may_end, wrap_width

SHORT = 0.75
"""A line that ends a sentence and is shorter than this share of a full line ends its paragraph."""


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Paragraphs, list items and headings. Page of each: where it begins."""
    hyphens = Hyphens([line.text for line in lines])
    width = wrap_width(lines)
    result: list[Paragraph] = []
    above: Line | None = None
    for line in lines:
        if above is not None and result and _runs_on(above, line, result[-1], width):
            last = result[-1]
            result[-1] = Paragraph(hyphens.join(last.text, line.text), last.page, None, last.item)
        else:
            item = line.level is None and bool(ITEM.match(line.text))
            result.append(Paragraph(line.text, line.page, line.level, item))
        above = line
    return [Paragraph(hyphens.inside(p.text), p.page, p.level, p.item) for p in result]


def _runs_on(above: Line, line: Line, paragraph: Paragraph, width: int) -> bool:
    if line.level is not None or above.level is not None or ITEM.match(line.text):
        return False
    if BROKEN.search(above.text) and line.text[0].islower():
        return True
    starts_low = line.text[0].islower() or (line.text[0] == "(" and not line.gap)
    if line.sheet != above.sheet or line.gap:
        return starts_low and not may_end(above.text)
    short = len(above.text) < SHORT * width
    if paragraph.item and short:
        return starts_low
    return starts_low or not (short and may_end(above.text))
