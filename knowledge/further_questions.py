"""What people ask of the articles in languages the articles are not written in: policy/article_questions/<language>.yml.

The question's language never limits what is found; these lists show the search how worried parents write in Arabic,
Polish … and what they mean by it.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.model import Article, Asked, Language
from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy

FOLDER = POLICY / "article_questions"


class FurtherQuestions(PolicyModel):
    """One file: questions in one language, by article id."""

    owner: str
    questions: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]


def further_questions(
    articles: Iterable[Article], folder: Path = FOLDER
) -> Mapping[tuple[str, Language], tuple[Asked, ...]]:
    """By article (id, language): each question at one version of its article, for search gives the reader's own.

    That is the Danish version, or the Norwegian one of what holds for Norway alone. Raises PolicyError.
    """
    at = {article.id: _version(article) for article in articles}
    found: dict[tuple[str, Language], tuple[Asked, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        asked = load_policy(path, FurtherQuestions).questions
        _refuse_unknown(path, asked.keys() - at.keys())
        for name, texts in asked.items():
            own = found.setdefault(at[name], ())
            found[at[name]] = (*own, *(Asked(text, path.stem) for text in texts))
    return found


def _version(article: Article) -> tuple[str, Language]:
    return article.id, "nb" if article.country == "no" else "da"


def _refuse_unknown(path: Path, unknown: Collection[str]) -> None:
    if unknown:
        raise PolicyError(
            f"{path.name}: there is no article {', '.join(sorted(unknown))}. Correct the id or take the questions out."
        )
