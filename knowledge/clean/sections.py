"""From paragraphs to sections: each with the path of headings it stands under."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.clean.lines import Paragraph
from knowledge.clean.rules import reading_rules


@dataclass(frozen=True, slots=True)
class Section:
    """`path` from the outermost heading inwards; `paragraphs` hold no headings."""

    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def words(self) -> int:
        return sum(len(paragraph.text.split()) for paragraph in self.paragraphs)


def sections_of(paragraphs: Iterable[Paragraph], *, dropped: Sequence[str] = ()) -> list[Section]:
    """Sections in reading order, without those under a dropped heading.

    `dropped` adds beginnings of headings to the list every document goes by (policy/ingest.yml).
    """
    beginnings = (*reading_rules().dropped_headings, *(name.casefold() for name in dropped))
    stack: list[tuple[int, str]] = []
    found: list[tuple[tuple[str, ...], list[Paragraph]]] = []
    for paragraph in paragraphs:
        if paragraph.level is not None:
            stack = [(level, text) for level, text in stack if level < paragraph.level]
            stack.append((paragraph.level, tidy_heading(paragraph.text)))
            continue
        path = tuple(text for _, text in stack)
        if not found or found[-1][0] != path:
            found.append((path, []))
        found[-1][1].append(paragraph)
    return [Section(path, tuple(body)) for path, body in found if not _is_dropped(path, beginnings)]


def tidy_heading(text: str) -> str:
    """A heading as shown: no colon at its end, no shouting."""
    text = text.rstrip(": ").strip()
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= 5 and sum(c.isupper() for c in letters) > 0.9 * len(letters):
        return text.capitalize()
    return text


def _is_dropped(path: tuple[str, ...], beginnings: Sequence[str]) -> bool:
    return any(_begins(heading, beginning) for heading in path for beginning in beginnings)


def _begins(heading: str, beginning: str) -> bool:
    """Whole words: "Innhold" drops "Innhold" and "1 Innhold:", but not "Innholdet i planen"."""
    bare = re.sub(r"^[\d.\s]+", "", heading.casefold()).strip()
    if beginning in reading_rules().dropped_headings:
        return bare.rstrip(": ") == beginning
    return any(re.match(rf"{re.escape(beginning)}(?!\w)", form) for form in (bare, heading.casefold()))
