"""Sentences into groups the size of a passage: small sections joined, long ones cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

LEAST, MOST = 120, 220
"""Words of a passage, where the sections allow it."""
USUAL_MOST = 200
"""A longer section is cut in even parts of at most this many words, so that none comes out over MOST."""
SLACK = 20
"""Words a passage may run over MOST rather than leave a stray sentence."""
SMALL, TINY = 60, 40
"""A section with fewer words may join its neighbour: under the same top heading, under another one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a heading written into the text. `starts` begins a new line."""

    text: str
    page: int | None
    starts: bool

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that stand under one path of headings."""

    path: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)


def pack(groups: Sequence[Group]) -> list[Group]:
    """Sections joined where they are small and cut where they are long, in reading order."""
    return [part for group in _merged(groups) for part in _cut(group)]


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Small neighbours under one top heading become one group; the inner headings move into the text."""
    merged: list[Group] = []
    for group in groups:
        if merged and _may_join(merged[-1], group):
            merged[-1] = _join(merged[-1], group)
        else:
            merged.append(group)
    return merged


def _may_join(first: Group, second: Group) -> bool:
    """What lies inside the first group's section may fill it up; others join only when it is small."""
    if first.words + second.words > MOST:
        return False
    if second.path[: len(first.path)] == first.path:
        return first.words < LEAST
    return first.words < (SMALL if first.path[:1] == second.path[:1] else TINY)


def _join(first: Group, second: Group) -> Group:
    """One group under what the two paths share, or under the larger one's; other headings stand in the text."""
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first.path, second.path, strict=False))
    )
    larger = second.path if second.words > first.words or not first.path else first.path
    path = first.path[:shared] or larger
    opening = _inline(first.path[shared:], first) if path != first.path else ()
    return Group(path, (*opening, *first.pieces, *_inline(second.path[shared:], second), *second.pieces))


def _inline(headings: Sequence[str], group: Group) -> tuple[Piece, ...]:
    return tuple(Piece(heading, group.pieces[0].page, True) for heading in headings)


def _cut(group: Group) -> Iterator[Group]:
    """Even parts of whole sentences, cut at a paragraph's end where one is near."""
    parts = 1 if group.words <= MOST else -(-group.words // USUAL_MOST)
    size = group.words / parts
    current: list[Piece] = []
    number, before, inside = 1, 0, 0
    for piece in group.pieces:
        reach = 0.15 * size if piece.starts else piece.words / 2
        at_end = number < parts and before + inside >= number * size - reach
        if current and (at_end or inside + piece.words > MOST + SLACK):
            yield Group(group.path, tuple(current))
            number, before, inside, current = number + 1, before + inside, 0, []
        current.append(piece)
        inside += piece.words
    if current:
        yield Group(group.path, tuple(current))


def text_of(group: Group) -> str:
    """The group's text: paragraphs, list items and inner headings each on a line."""
    joined = "".join(("\n" if piece.starts else " ") + piece.text for piece in group.pieces)
    return joined.strip()


def bounded(sentence: str) -> list[str]:
    """Speech written down can run on for pages: such a sentence is cut at its words."""
    words = sentence.split()
    parts = max(1, -(-len(words) // MOST))
    size = -(-len(words) // parts)
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
