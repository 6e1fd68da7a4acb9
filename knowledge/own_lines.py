"""An article's answer in one line, in languages the articles are not written in: policy/own_lines/<language>.yml.

It stands above the article for who writes in that language; the article follows in the school's. Written by hand after
the articles' own `in_short`, for what parents read.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy

FOLDER = POLICY / "own_lines"
LONGEST_LINE = 32
"""Words."""


class OwnLineFile(PolicyModel):
    """One file: lines in one language, by article id."""

    owner: str
    lines: Annotated[dict[str, Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class ArticleLines:
    """Lines by language and article id."""

    def __init__(self, lines: Mapping[str, Mapping[str, str]]) -> None:
        self._lines = lines

    @classmethod
    def load(cls, articles: Collection[str], folder: Path = FOLDER) -> "ArticleLines":
        """Raises PolicyError for a line that is too long or belongs to none of these `articles` (ids)."""
        lines = {path.stem: load_policy(path, OwnLineFile).lines for path in sorted(folder.glob("*.yml"))}
        for language, own in lines.items():
            if unknown := sorted(own.keys() - set(articles)):
                raise PolicyError(
                    f"{language}.yml: there is no article {', '.join(unknown)}. Correct the id or take the line out."
                )
            if long := sorted(name for name, line in own.items() if len(line.split()) > LONGEST_LINE):
                raise PolicyError(
                    f"{language}.yml: {', '.join(long)} is longer than {LONGEST_LINE} words. Say it in one line."
                )
        return cls(lines)

    def line(self, article: str, language: str) -> str | None:
        """The line of an article in `language`; None where there is none."""
        return self._lines.get(language, {}).get(article)
