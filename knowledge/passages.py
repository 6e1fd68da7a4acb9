"""Cut a clean document into passages: whole sentences, about 120-220 words, one heading each where it can be."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.clean import Exclusions, Section, clean_document
from knowledge.clean.contacts import has_contact
from knowledge.ingest.document import RawDocument
from knowledge.languages import detect_language
from knowledge.model import Audience, Passage, Scope
from knowledge.packing import Group, Piece, bounded, pack, text_of
from knowledge.sentences import split_sentences

LEFTOVER = 8
"""Fewer words without a full stop are a stray label, not a passage."""
SAMPLE = 20_000
"""Characters by which a document's language is told."""
HOME_LANGUAGES = ("da", "nb")


@dataclass(frozen=True, slots=True)
class Source:
    """A document about to be cut, with what is known of it. `language` None means: find out."""

    document: str
    title: str
    version: str
    raw: RawDocument
    language: str | None = None
    audience: Audience = "both"
    country: Scope = "both"
    school: str | None = None
    contacts: bool = False
    """Whether e-mail addresses and phone numbers may stay, as in a school's own guide."""
    keep_english: bool = False
    """Whether English stretches of a Danish or Norwegian document, such as an abstract, may stay."""
    exclusions: Exclusions = field(default_factory=Exclusions)


def split(document: Source) -> list[Passage]:
    """Passages in reading order; ids are stable for the same document, version and position.

    Sentences with private contact data are left out unless `contacts`; English passages of a Danish or
    Norwegian document (its abstract) are left out unless `keep_english`; stray labels are left out.
    """
    groups = pack(_groups(document))
    texts = [(group, text_of(group)) for group in groups]
    language = document.language or main_language(text for _, text in texts)
    passages: list[Passage] = []
    for group, text in texts:
        spoken = _language(text, language, document.language)
        foreign = spoken == "en" and language in HOME_LANGUAGES and not document.keep_english
        if foreign or _is_leftover(text):
            continue
        passages.append(_passage(document, group, text, spoken, len(passages)))
    return passages


def passage_id(document: str, version: str, position: int) -> str:
    """12 hex digits that say nothing about the document."""
    return hashlib.sha256(f"{document}\n{version}\n{position}".encode()).hexdigest()[:12]


def main_language(texts: Iterable[str]) -> str:
    """The language most of a document is in; Danish when it is too short to tell."""
    return detect_language(" ".join(texts)[:SAMPLE], sure=0.0) or "da"


def _language(text: str, main: str, given: str | None) -> str:
    """A language lingua does not know was given by a person, and is believed."""
    if given is not None and given not in ("da", "nb", "en", "sv"):
        return given
    return detect_language(text) or main


def _passage(document: Source, group: Group, text: str, language: str, position: int) -> Passage:
    return Passage(
        id=passage_id(document.document, document.version, position),
        kind="document",
        document=document.document,
        title=document.title,
        heading_path=group.path,
        text=text,
        version=document.version,
        language=language,
        audience=document.audience,
        country=document.country,
        school=document.school,
        page=group.pieces[0].page,
        position=position,
    )


def _without_title(path: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The document's own title is no section."""
    return path[1:] if path and path[0].casefold() == title.casefold() else path


def _is_leftover(text: str) -> bool:
    return len(text.split()) < LEFTOVER and not any(mark in text for mark in ".!?:")


def _groups(document: Source) -> list[Group]:
    sections = clean_document(document.raw, document.exclusions)
    found = ((_without_title(s.path, document.title), tuple(_pieces(s, document.contacts))) for s in sections)
    return [Group(path, pieces) for path, pieces in found if pieces]


def _pieces(section: Section, contacts: bool) -> Iterator[Piece]:
    for paragraph in section.paragraphs:
        starts = True
        for sentence in split_sentences(paragraph.text):
            if not contacts and has_contact(sentence):
                continue
            for part in bounded(sentence):
                yield Piece(part, paragraph.page, starts)
                starts = False
