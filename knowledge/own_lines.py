"""An answer in one line, in languages the articles are not written in: policy/own_lines/<language>.yml.

It stands above the article for who writes in that language; the article follows in the school's. Written by hand after
the articles' own `in_short`, or the answer of the detail that was asked for, for what parents read.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.model import Article
from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy

FOLDER = POLICY / "own_lines"
LONGEST_LINE = 32
"""Words."""


Lines = Mapping[tuple[str, str], str]
"""By article id and the topic of its detail; the topic is empty for the article as a whole."""
_Text = Annotated[str, Field(min_length=1)]


class OwnLineFile(PolicyModel):
    """One file: lines in one language, by article id; those of its details by article id and the detail's topic."""

    owner: str
    lines: Annotated[dict[str, _Text], Field(min_length=1)]
    details: dict[str, dict[str, _Text]] = Field(default_factory=dict)


class ArticleLines:
    """Lines by language."""

    def __init__(self, lines: Mapping[str, Lines]) -> None:
        self._lines = lines

    @classmethod
    def load(cls, articles: Iterable[Article], folder: Path = FOLDER) -> "ArticleLines":
        """Raises PolicyError for a line that is too long, or belongs to none of these `articles` and their details."""
        known = {(article.id, topic) for article in articles for topic in ("", *_topics(article))}
        lines = {
            path.stem: dict(_keyed(load_policy(path, OwnLineFile))) for path in sorted(folder.glob("*.yml"))
        }
        for language, own in lines.items():
            if unknown := sorted(own.keys() - known):
                raise PolicyError(
                    f"{language}.yml: there is no {_named(unknown)}. Correct the id or take the line out."
                )
            if long := sorted(key for key, line in own.items() if len(line.split()) > LONGEST_LINE):
                raise PolicyError(
                    f"{language}.yml: {_named(long)} is longer than {LONGEST_LINE} words. Say it in one line."
                )
        return cls(lines)

    def line(self, article: str, language: str, detail: str = "") -> str | None:
        """The line of a detail in `language`, or where it has none of its article; None where there is neither."""
        own = self._lines.get(language, {})
        return own.get((article, detail)) or own.get((article, ""))


def _topics(article: Article) -> Iterator[str]:
    yield from (detail.topic for detail in article.details)


def _keyed(file: OwnLineFile) -> Iterator[tuple[tuple[str, str], str]]:
    yield from (((article, ""), line) for article, line in file.lines.items())
    for article, details in file.details.items():
        yield from (((article, topic), line) for topic, line in details.items())


def _named(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join(
        f"detail {topic} of {article}" if topic else f"article {article}" for article, topic in keys
    )
