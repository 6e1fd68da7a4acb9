"""The reading rules an editor keeps in policy/ingest.yml."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from knowledge.policy_files import POLICY, PolicyModel, load_policy

Words = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    AfterValidator(lambda words: tuple(word.casefold() for word in words)),
]


class ReadingRules(PolicyModel):
    """Lower-case words, one tuple for each list in the file."""

    dropped_headings: Words
    part_labels: Words
    chapter_labels: Words
    appendix_labels: Words
    step_labels: Words
    hyphen_partners: Words
    abbreviations: Words


def load_rules(path: Path) -> ReadingRules:
    """Raises PolicyError when a list is missing, empty or holds something else than words."""
    return load_policy(path, ReadingRules)


@cache
def reading_rules() -> ReadingRules:
    """The rules that ship with the product."""
    return load_rules(POLICY / "ingest.yml")
