"""A passage as the source page shows it: paragraphs, and in them the quoted stretch to be marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPAN = re.compile(r"(\d{1,7})-(\d{1,7})")
BREAK = re.compile(r"\n{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, marked when they are quoted; `first` is where a link to the quote lands."""

    text: str
    marked: bool = False
    first: bool = False


def span_of(quote: str | None, text: str) -> tuple[int, int] | None:
    """The quoted stretch as `start-end` in characters of the passage; None for anything that is no such stretch."""
    found = SPAN.fullmatch(quote or "")
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(text) else None


def paragraphs(text: str, span: tuple[int, int] | None = None) -> list[list[Piece]]:
    """The paragraphs of a text; together their words are the text's, in order."""
    start, end = span or (0, 0)
    found: list[list[Piece]] = []
    landed = False
    for a, b in _stretches(text):
        cuts = (a, min(max(start, a), b), min(max(end, a), b), b)
        pieces = [
            Piece(text[cuts[0] : cuts[1]]),
            Piece(text[cuts[1] : cuts[2]], marked=True),
            Piece(text[cuts[2] : b]),
        ]
        if pieces[1].text and not landed:
            pieces[1], landed = Piece(pieces[1].text, marked=True, first=True), True
        found.append([piece for piece in pieces if piece.text])
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each paragraph that holds something."""
    at = 0
    for gap in [*BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip():
            yield at, end
        at = gap.end() if gap else end
