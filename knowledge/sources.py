"""The sources behind articles: what policy/sources.yml says of each document and fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.article_file import PlainLoader
from knowledge.policy_files import PolicyError

POLICY = Path(__file__).parent / "policy" / "sources.yml"


class SourcesError(PolicyError):
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
    law: bool = False
    """Tells what the law is: an article that cites it is legal, and must not be told once it is stale."""


def load_sources(path: Path = POLICY) -> Mapping[str, Source]:
    """Key → source. Raises SourcesError."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506  (a SafeLoader)
    if not isinstance(content, dict):
        raise SourcesError("sources.yml: holds no rows. Write KEY: {title: …} for each source.")
    return {key: _source(key, row) for key, row in content.items()}


def _source(key: str, row: Any) -> Source:
    if not isinstance(row, dict) or not row.get("title"):
        raise SourcesError(f"sources.yml: {key} needs a title that a reader understands")
    return Source(
        key=key,
        title=str(row["title"]),
        author=_text(row, "author"),
        year=_text(row, "year"),
        publication=_text(row, "source"),
        date=_text(row, "date"),
        url=_text(row, "url"),
        municipality_confirms=_flag(key, row, "municipality_confirms"),
        do_not_state_as_law=_flag(key, row, "do_not_state_as_law"),
        law=_flag(key, row, "law"),
    )


def _text(row: Mapping[str, str], name: str) -> str | None:
    value = row.get(name, "")
    return None if value in ("", "null", "~") else value


def _flag(key: str, row: Mapping[str, str], name: str) -> bool:
    value = row.get(name, "false")
    if value not in ("true", "false"):
        raise SourcesError(f"sources.yml: {key}, {name} is {value!r}. Write true or false.")
    return value == "true"
