"""One document on the shelf: its record, and how it is made from a file and what is known of it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from knowledge.clean.contacts import has_contact
from knowledge.facts import Facts
from knowledge.ingest import read_document
from knowledge.ingest.document import RawDocument
from knowledge.ingest.errors import EmptyDocument
from knowledge.model import Audience, Passage, Scope
from knowledge.passages import Source, main_language, split
from knowledge.titles import title_of

COUNTRY_OF: dict[str, Scope] = {"da": "dk", "nb": "no"}
"""A Danish text added without a word on where it applies is taken to apply in Denmark only."""


@dataclass(frozen=True, slots=True)
class ShelfDocument:
    """What an editor sees of a document, and what is needed to read it again."""

    id: str
    title: str
    author: str | None
    year: int | None
    language: str
    country: Scope
    audience: Audience
    school: str | None
    version: str
    owner: str | None
    reviewed: str | None
    format: str
    file: str
    """The original's name."""
    sha256: str
    key: str
    """Folder of its files: content, name and facts hashed together."""
    pages: int
    passages: int
    added: str
    """Time in UTC, ISO 8601."""
    facts: dict[str, Any]
    """What a person or a policy file said of it, as JSON."""
    openable: bool = False
    """Whether readers may open the original: not where something in it must never be shown."""


def key_of(name: str, digest: str, facts: Facts, asked: bytes = b"") -> str:
    """`asked` is the content of the document's own question list, if it has one."""
    return sha256(f"{name}\n{digest}\n{facts.model_dump_json()}".encode() + asked).hexdigest()[:24]


def id_of(path: Path, facts: Facts) -> str:
    """As its facts say, else the file's stem, with the school before it when it is a school's own."""
    return facts.document or (f"{facts.school}-{path.stem}" if facts.school else path.stem)


def read_shelf_document(
    path: Path, name: str, digest: str, facts: Facts
) -> tuple[ShelfDocument, tuple[Passage, ...]]:
    """Read the file at `path`, which its owner calls `name`. Raises UnreadableDocument."""
    raw = read_document(path)
    source = _source(Path(name), digest, facts, raw)
    passages = split(source)
    if not passages:
        raise EmptyDocument(name, "nothing is left once contents, references and contact data are out")
    language = facts.language or main_language(passage.text for passage in passages)
    country = facts.country or COUNTRY_OF.get(language, "both")
    placed = tuple(replace(passage, country=country) for passage in passages)
    return _record(
        replace(source, language=language, country=country), name, digest, facts, len(placed)
    ), placed


def _source(name: Path, digest: str, facts: Facts, raw: RawDocument) -> Source:
    return Source(
        document=id_of(name, facts),
        title=facts.title or title_of(raw, name),
        version=facts.version or digest[:12],
        raw=raw,
        language=facts.language,
        audience=facts.audience or "both",
        school=facts.school,
        contacts=bool(facts.allow_contacts),
        keep_english=bool(facts.keep_english),
        exclusions=facts.exclusions,
    )


def _record(source: Source, name: str, digest: str, facts: Facts, passages: int) -> ShelfDocument:
    return ShelfDocument(
        id=source.document,
        title=source.title,
        author=facts.author,
        year=facts.year,
        language=source.language or "da",
        country=source.country,
        audience=source.audience,
        school=source.school,
        version=source.version,
        owner=facts.owner,
        reviewed=facts.reviewed.isoformat() if facts.reviewed else None,
        format=source.raw.format,
        file=name,
        sha256=digest,
        key=key_of(name, digest, facts),
        pages=len(source.raw.pages),
        passages=passages,
        added=datetime.now(UTC).isoformat(timespec="seconds"),
        facts=facts.model_dump(mode="json", exclude_none=True),
        openable=_may_be_opened(source, facts),
    )


def _may_be_opened(source: Source, facts: Facts) -> bool:
    """What is left out of the passages must not stand behind a link to the original either."""
    if facts.exclude is not None and facts.exclude.headings:
        return False
    if source.contacts:
        return True
    return not any(has_contact(block.text) for page in source.raw.pages for block in page.blocks)
