"""Law that quoted documents state though it has changed: policy/changed_law.yml, checked, and found in passages."""

import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from knowledge.facts import Country
from knowledge.model import Passage
from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy
from knowledge.sources import load_sources

MOST_WORDS = 8
MOST_NOTES = 3
_SIGN = re.compile(r"§+\s*")
_BETWEEN = re.compile(r"[^\w§-]+")


class Change(PolicyModel):
    """One change: how documents state the old law, and what applies now in each language."""

    id: str
    country: Country
    phrases: Annotated[tuple[str, ...], Field(min_length=1)]
    documents: tuple[str, ...] = ()
    general: bool = False
    since: date | None
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    note: dict[Literal["da", "nb", "en"], str]

    @field_validator("phrases")
    @classmethod
    def _short(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        long = [phrase for phrase in phrases if len(phrase.split()) > MOST_WORDS]
        if long:
            raise ValueError(f"more than {MOST_WORDS} words: {long[0]}; name the law, do not copy the text")
        return phrases

    @model_validator(mode="after")
    def _every_language(self) -> Self:
        if len(self.note) < 3:
            raise ValueError(f"{self.id}: write the note in da, nb and en")
        return self

    def stands_in(self, passage: Passage, plain: str) -> bool:
        """Whether the passage, whose text is `plain` once normalised, states the old law."""
        if passage.country not in ("both", self.country):
            return False
        if self.documents and not passage.document.startswith(self.documents):
            return False
        return any(f" {plain_law(phrase)} " in plain for phrase in self.phrases)


class ChangedLaw(PolicyModel):
    """Every change an editor has written down."""

    owner: str
    entries: tuple[Change, ...]

    def of(self, passage: Passage) -> tuple[Change, ...]:
        """The changes a document's passage needs told, particular ones before general ones; nothing for articles."""
        if passage.kind == "article":
            return ()
        plain = f" {plain_law(passage.text)} "
        found = [change for change in self.entries if change.stands_in(passage, plain)]
        particular = [change for change in found if not change.general]
        return tuple((particular or found)[:MOST_NOTES])


def plain_law(text: str) -> str:
    """Lower case, words and numbers only, the paragraph sign joined to its number: `(SEL) §  153,` is `sel §153`."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_BETWEEN.sub(" ", _SIGN.sub("§", lowered)).split())


@cache
def changed_law(path: Path = POLICY / "changed_law.yml") -> ChangedLaw:
    """Read and check the file. Raises PolicyError, also for a source that sources.yml does not know."""
    found, known = load_policy(path, ChangedLaw), load_sources()
    for change in found.entries:
        for key in change.sources:
            if key not in known:
                raise PolicyError(f"{path.name}: {change.id} names {key}. Use a key of policy/sources.yml.")
    return found
