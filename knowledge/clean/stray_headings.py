"""Put headings back above the text they belong to, where a converter wrote them below it."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.clean.labels import CHAPTER, NUMBERED, label_level
from knowledge.clean.lines import Line


def put_in_place(lines: Sequence[Line]) -> list[Line]:
    """Converters sometimes write a heading after the text it stands above: move it to its page's top."""
    return _labels_to_top(_chapters_to_top(lines))


def _chapters_to_top(lines: Sequence[Line]) -> list[Line]:
    """Chapter "2 ..." found below its own "2.1 ..." moves to the top of the page where "2.1" stands."""
    result = list(lines)
    for line in lines:
        match = NUMBERED.match(line.text)
        if line.level != 1 or match is None or "." in match[1]:
            continue
        place = result.index(line)
        first = next((at for at, other in enumerate(result[:place]) if _belongs(other, match[1])), None)
        if first is not None:
            top = next(at for at, other in enumerate(result) if other.sheet == result[first].sheet)
            result.insert(top, replace(result.pop(place), sheet=result[top].sheet, page=result[top].page))
    return result


def _belongs(line: Line, chapter: str) -> bool:
    return line.level is not None and line.text.startswith(f"{chapter}.")


def _labels_to_top(lines: Sequence[Line]) -> list[Line]:
    """A labelled heading that ends a page which began without one is that page's heading."""
    sheets: dict[int, list[Line]] = {}
    for line in lines:
        sheets.setdefault(line.sheet, []).append(line)
    for page in sheets.values():
        ends = len(page) > 1 and page[-1].level == CHAPTER and label_level(page[-1].text) == CHAPTER
        if ends and not any(line.level is not None for line in page[:-1]) and page[0].text[0].isupper():
            page.insert(0, page.pop())
    return [line for page in sheets.values() for line in page]
