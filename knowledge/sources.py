"""The sources behind articles: what policy/sources.yml says of each document and fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

POLICY = Path(__file__).parent / "policy" / "sources.yml"


class SourcesError(ValueError):
    """sources.yml is not as it should be; the message names key and remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A guidance document ("003") or a single fact ("DK4").

    `publication` is where a fact was read, None for a document; `date` is the source's own, as written.
    """

    key: str
    title: str
    author: str | None
    year: str | None
    publication: str | None
    date: str | None
    url: str | None
    municipality_confirms: bool
    do_not_state_as_law: bool


def load_sources(path: Path = POLICY) -> Mapping[str, Source]:
    """Key → source. Raises SourcesError."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(key): _source(str(key), row) for key, row in content.items()}


def _source(key: str, row: Any) -> Source:
    if not isinstance(row, dict) or not row.get("title"):
        raise SourcesError(f"sources.yml: {key} needs a title that a reader understands")
    return Source(
        key=key,
        title=row["title"],
        author=row.get("author"),
        year=str(row["year"]) if row.get("year") else None,
        publication=row.get("source"),
        date=str(row["date"]) if row.get("date") else None,
        url=row.get("url"),
        municipality_confirms=bool(row.get("municipality_confirms")),
        do_not_state_as_law=bool(row.get("do_not_state_as_law")),
    )
