"""Take out what belongs to the page and not to the text: running lines, page numbers, contents, menus."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from knowledge.clean.lines import Line

EDGE = 2
"""Lines at a page's top and foot among which running headers stand."""
REPEATS = 3
"""A line printed this often is furniture when it stands at an edge or in a menu."""
SHORTEST_MENU = 3
LONGEST_ENTRY = 90
SHORTEST_CONTENTS = 4
BARE_NUMBER = re.compile(
    r"^[\s\-–—|\[(]*(?:side|page|s\.|p\.)?\s*\d{1,4}(?:\s*(?:af|av|of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
RULE = re.compile(r"^[\W_]+$")
LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|[…_·]{2,}\s*\d{1,3}$")
ENDS_IN_PAGE = re.compile(r"[^\W\d_].*?\s(\d{1,3})$")


def drop_furniture(lines: Sequence[Line], *, also: Sequence[str] = ()) -> list[Line]:
    """The lines that carry text. `also` names lines an editor wants gone wherever they stand alone."""
    unwanted = {re.sub(r"\W+", "", text.casefold()) for text in also}
    kept = [line for line in lines if not BARE_NUMBER.match(line.text) and not RULE.match(line.text)]
    kept = _without_menus(_rejoined(kept, unwanted))
    kept = _without_contents(_without_running(kept))
    return [line for line in kept if line.key not in unwanted]


def _running_key(line: Line) -> str:
    """The line without the page number at its start or end; a sentence has none."""
    return line.key if line.text.endswith(".") else re.sub(r"^\d+|\d+$", "", line.key)


def _without_running(lines: Sequence[Line]) -> list[Line]:
    """Lines repeated from page to page, counted inwards from each page's edges until one is not.

    In a document of two pages a line that is no sentence need only stand on both.
    """
    sheets: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if not line.text.startswith("- "):
            sheets[line.sheet].append(place)
    edges = [(places[:EDGE], places[: -EDGE - 1 : -1]) for places in sheets.values()]
    counts = Counter(key for top, foot in edges for key in {_running_key(lines[at]) for at in (*top, *foot)})
    few = min(REPEATS, max(2, len(sheets)))

    def is_running(place: int) -> bool:
        return counts[_running_key(lines[place])] >= (few if _may_be_entry(lines[place]) else REPEATS)

    drop: set[int] = set()
    for edge in chain.from_iterable(edges):
        drop.update(takewhile(is_running, edge))
    return [line for place, line in enumerate(lines) if place not in drop]


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """Runs of lines that end in rising page numbers, or in dots and a number."""
    drop: set[int] = set()
    for start, end in _runs([bool(LEADERS.search(li.text) or ENDS_IN_PAGE.search(li.text)) for li in lines]):
        run = lines[start:end]
        numbers = [int(re.search(r"(\d{1,3})$", line.text)[1]) for line in run]  # type: ignore[index]
        dotted = sum(bool(LEADERS.search(line.text)) for line in run)
        if dotted >= 2 or (end - start >= SHORTEST_CONTENTS and numbers == sorted(numbers)):
            drop.update(range(start, end))
    return [line for place, line in enumerate(lines) if place not in drop]


def _without_menus(lines: Sequence[Line]) -> list[Line]:
    """A menu is a run of lines that are each printed again and again.

    A line that stands twice within one run is the heading of the page the menu was printed on: it stays, and so
    does a line that mostly stands outside menus.
    """
    counts = Counter(line.key for line in lines)
    drop: set[int] = set()
    for start, end in _runs([counts[line.key] >= REPEATS and _may_be_entry(line) for line in lines]):
        if end - start >= SHORTEST_MENU:
            drop.update(_menu_lines(lines, start, end))
    inside = Counter(lines[place].key for place in drop)
    drop = {place for place in drop if 2 * inside[lines[place].key] > counts[lines[place].key]}
    return [line for place, line in enumerate(lines) if place not in drop]


def _may_be_entry(line: Line) -> bool:
    """A whole sentence is no menu entry or page title, however often it is printed."""
    return len(line.text) <= LONGEST_ENTRY and not line.text.endswith(".")


def _menu_lines(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    seen: set[str] = set()
    for place in range(start, end):
        again = lines[place].key in seen
        seen.add(lines[place].key)
        if not again or lines[place].text.startswith(("-", "–")):
            yield place


def _rejoined(lines: Sequence[Line], unwanted: set[str]) -> list[Line]:
    """Copies of a repeated or unwanted line that wrapped over two or three lines, as one line again."""
    counts = Counter(line.key for line in lines)
    often = unwanted | {key for key, count in counts.items() if count >= REPEATS and len(key) > 8}
    joined: list[Line] = []
    place = 0
    while place < len(lines):
        size = next((n for n in (3, 2) if _wraps(lines[place : place + n], n, often)), 1)
        joined.append(_joined(lines[place : place + size]))
        place += size
    return joined


def _wraps(part: Sequence[Line], size: int, often: set[str]) -> bool:
    return len(part) == size and part[0].key not in often and "".join(line.key for line in part) in often


def _joined(part: Sequence[Line]) -> Line:
    first = part[0]
    text = (
        re.sub(r"(?<=\w)- (?=[a-zæøå])", "", " ".join(line.text for line in part))
        if len(part) > 1
        else first.text
    )
    return Line(text, first.sheet, first.page, first.gap, first.level)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place
            start = None
