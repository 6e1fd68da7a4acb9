"""Cut a clean document into passages: whole sentences, about 120-220 words, one heading each where it can be."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from knowledge.clean import Exclusions, Section, clean_document
from knowledge.clean.contacts import has_contact
from knowledge.ingest.document import RawDocument
from knowledge.languages import detect_language
from knowledge.model import Audience, Passage, Scope
from knowledge.sentences import split_sentences

LEAST, MOST = 120, 220
"""Words of a passage, where the sections allow it."""
USUAL_MOST = 200
"""A longer section is cut in even parts of at most this many words, so that none comes out over MOST."""
SLACK = 20
"""Words a passage may run over MOST rather than leave a stray sentence."""
SMALL, TINY = 60, 40
"""A section with fewer words may join its neighbour: under the same top heading, under another one."""
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a heading written into the text. `starts` begins a new line."""

    text: str
    page: int | None
    starts: bool

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Group:
    path: tuple[str, ...]
    pieces: tuple[_Piece, ...]

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)


def split(document: Source) -> list[Passage]:
    """Passages in reading order; ids are stable for the same document, version and position.

    Sentences with private contact data are left out unless `contacts`; English passages of a Danish or
    Norwegian document (its abstract) are left out unless `keep_english`; stray labels are left out.
    """
    groups = _packed(_groups(document))
    texts = [(group, _text(group.pieces)) for group in groups]
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


def _passage(document: Source, group: _Group, text: str, language: str, position: int) -> Passage:
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


def _text(pieces: Sequence[_Piece]) -> str:
    joined = "".join(("\n" if piece.starts else " ") + piece.text for piece in pieces)
    return joined.strip()


def _is_leftover(text: str) -> bool:
    return len(text.split()) < LEFTOVER and not any(mark in text for mark in ".!?:")


def _groups(document: Source) -> list[_Group]:
    sections = clean_document(document.raw, document.exclusions)
    found = ((_without_title(s.path, document.title), tuple(_pieces(s, document.contacts))) for s in sections)
    return [_Group(path, pieces) for path, pieces in found if pieces]


def _pieces(section: Section, contacts: bool) -> Iterator[_Piece]:
    for paragraph in section.paragraphs:
        starts = True
        for sentence in split_sentences(paragraph.text):
            if not contacts and has_contact(sentence):
                continue
            for part in _bounded(sentence):
                yield _Piece(part, paragraph.page, starts)
                starts = False


def _bounded(sentence: str) -> list[str]:
    """Speech written down can run on for pages: such a sentence is cut at its words."""
    words = sentence.split()
    parts = max(1, -(-len(words) // MOST))
    size = -(-len(words) // parts)
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)]


def _packed(groups: Sequence[_Group]) -> list[_Group]:
    return [part for group in _merged(groups) for part in _cut(group)]


def _merged(groups: Sequence[_Group]) -> list[_Group]:
    """Small neighbours under one top heading become one group; the inner headings move into the text."""
    merged: list[_Group] = []
    for group in groups:
        if merged and _may_join(merged[-1], group):
            merged[-1] = _join(merged[-1], group)
        else:
            merged.append(group)
    return merged


def _may_join(first: _Group, second: _Group) -> bool:
    """What lies inside the first group's section may fill it up; others join only when it is small."""
    if first.words + second.words > MOST:
        return False
    if second.path[: len(first.path)] == first.path:
        return first.words < LEAST
    return first.words < (SMALL if first.path[:1] == second.path[:1] else TINY)


def _join(first: _Group, second: _Group) -> _Group:
    """One group under what the two paths share, or under the larger one's; other headings stand in the text."""
    shared = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first.path, second.path, strict=False))
    )
    larger = second.path if second.words > first.words or not first.path else first.path
    path = first.path[:shared] or larger
    opening = _inline(first.path[shared:], first) if path != first.path else ()
    return _Group(path, (*opening, *first.pieces, *_inline(second.path[shared:], second), *second.pieces))


def _inline(headings: Sequence[str], group: _Group) -> tuple[_Piece, ...]:
    return tuple(_Piece(heading, group.pieces[0].page, True) for heading in headings)


def _cut(group: _Group) -> Iterator[_Group]:
    """Even parts of whole sentences, cut at a paragraph's end where one is near."""
    parts = 1 if group.words <= MOST else -(-group.words // USUAL_MOST)
    size = group.words / parts
    current: list[_Piece] = []
    number, before, inside = 1, 0, 0
    for piece in group.pieces:
        reach = 0.15 * size if piece.starts else piece.words / 2
        at_end = number < parts and before + inside >= number * size - reach
        if current and (at_end or inside + piece.words > MOST + SLACK):
            yield _Group(group.path, tuple(current))
            number, before, inside, current = number + 1, before + inside, 0, []
        current.append(piece)
        inside += piece.words
    if current:
        yield _Group(group.path, tuple(current))
