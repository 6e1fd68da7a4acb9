"""From pages of blocks to clean sections. The steps, in order, are the body of `clean_document`."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.clean.characters import clean_characters
from knowledge.clean.furniture import drop_furniture
from knowledge.clean.headings import mark_headings
from knowledge.clean.lines import ITEM, Line, Paragraph, lines_of
from knowledge.clean.paragraphs import paragraphs_of
from knowledge.clean.sections import Section, sections_of
from knowledge.ingest.document import RawDocument

__all__ = ["Exclusions", "Paragraph", "Section", "clean_document"]


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What an editor wants left out of one document, and what only an editor can know about it."""

    headings: tuple[str, ...] = ()
    """Beginnings of headings whose sections are dropped."""
    lines: tuple[str, ...] = ()
    """Lines dropped wherever they stand alone, such as "Write your notes here"."""
    chapters: tuple[str, ...] = ()
    """Headings that begin a chapter though nothing in the text shows it."""


def clean_document(document: RawDocument, exclusions: Exclusions | None = None) -> list[Section]:
    """Sections of one document, free of page furniture and broken words, in reading order."""
    rules = exclusions or Exclusions()
    paragraphs = (
        _from_lines(lines_of(document), rules) if document.laid_out else _from_blocks(document, rules)
    )
    return sections_of(paragraphs, dropped=rules.headings)


def _from_lines(lines: Sequence[Line], rules: Exclusions) -> list[Paragraph]:
    kept = drop_furniture(lines, also=rules.lines)
    headed = mark_headings(kept, chapters=rules.chapters)
    return paragraphs_of(headed)


def _from_blocks(document: RawDocument, rules: Exclusions) -> list[Paragraph]:
    unwanted = {line.casefold() for line in rules.lines}
    return [
        Paragraph(_listed(text) if block.item else text, page.number, block.level, block.item)
        for page in document.pages
        for block in page.blocks
        if (text := clean_characters(block.text)) and text.casefold() not in unwanted
    ]


def _listed(text: str) -> str:
    return text if ITEM.match(text) else f"- {text}"
