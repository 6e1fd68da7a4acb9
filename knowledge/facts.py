"""What is known of a document besides its text, and who says it.

In falling order: the person adding it, the sidecar `<file>.yml`, policy/known_documents.yml, detection.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict

from knowledge.clean import Exclusions
from knowledge.model import Audience, Scope
from knowledge.policy_files import POLICY, PolicyModel, load_policy
from knowledge.sources import Source, load_sources

FINGERPRINT = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")


def _bare_no(value: object) -> object:
    """YAML reads a bare `no` as false; in a country field it can only mean Norway."""
    return "no" if value is False else value


Country = Annotated[Scope, BeforeValidator(_bare_no)]


class Exclude(PolicyModel):
    """What is left out of one document. See knowledge.clean.Exclusions."""

    headings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()


class Facts(PolicyModel):
    """One sidecar's content. None means: not said here, ask the next."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    document: str | None = None
    """The id it is stored and cited under; default is the file's stem."""
    title: str | None = None
    author: str | None = None
    year: int | None = None
    language: str | None = None
    country: Country | None = None
    audience: Audience | None = None
    school: str | None = None
    version: str | None = None
    reviewed: date | None = None
    owner: str | None = None
    allow_contacts: bool | None = None
    """E-mail addresses and phone numbers may stay, as in a school's own guide."""
    keep_english: bool | None = None
    """English stretches of a Danish or Norwegian document may stay."""
    exclude: Exclude | None = None

    def or_else(self, other: "Facts") -> "Facts":
        """These facts, and where nothing is said, the other's."""
        said = self.model_dump(exclude_none=True)
        return Facts(**{**other.model_dump(exclude_none=True), **said})

    @property
    def exclusions(self) -> Exclusions:
        out = self.exclude or Exclude()
        return Exclusions(out.headings, out.lines, out.chapters)


class KnownDocument(Facts):
    """Facts of one document, found by the 16 hex digits in its file name or by its content's sha256."""

    fingerprint: str | None = None
    sha256: str | None = None
    source: str | None = None
    """Its key in policy/sources.yml, which holds title, author and year."""

    def facts(self, sources: Mapping[str, Source]) -> Facts:
        own = Facts(**self.model_dump(exclude={"fingerprint", "sha256", "source"}, exclude_none=True))
        row = sources.get(self.source or "")
        if row is None:
            return own
        return own.or_else(Facts.model_validate({"title": row.title, "author": row.author, "year": row.year}))


class KnownDocuments(PolicyModel):
    documents: tuple[KnownDocument, ...]


def sidecar_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.yml")


def read_sidecar(path: Path) -> Facts:
    """Facts beside the file, empty if there are none. Raises PolicyError when the sidecar is wrong."""
    beside = sidecar_of(path)
    return load_policy(beside, Facts) if beside.is_file() else Facts()


def known_facts(name: str, sha256: str, policy: Path = POLICY) -> Facts:
    """What the editors know of a file with this name or content. Raises PolicyError when their file is wrong."""
    known = _known(name, sha256, policy)
    return known.facts(load_sources(policy / "sources.yml")) if known else Facts()


def known_source(name: str, sha256: str, policy: Path = POLICY) -> str | None:
    """The key in sources.yml of a document the editors know. Raises PolicyError."""
    known = _known(name, sha256, policy)
    return known.source if known else None


def _known(name: str, sha256: str, policy: Path) -> KnownDocument | None:
    prints = set(FINGERPRINT.findall(name))
    documents = load_policy(policy / "known_documents.yml", KnownDocuments).documents
    return next((row for row in documents if row.sha256 == sha256 or row.fingerprint in prints), None)
