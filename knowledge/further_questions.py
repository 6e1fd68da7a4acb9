"""What people ask of the articles in languages the articles are not written in: policy/article_questions/<language>.yml.

The question's language never limits what is found; these lists show the search how worried parents write in Arabic,
Polish … and what they mean by it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge.model import Article, Asked, Language
from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy

FOLDER = POLICY / "article_questions"


Texts = Annotated[tuple[str, ...], Field(min_length=1)]


class FurtherQuestions(PolicyModel):
    """One file: questions in one language, by article id; those of its details by article id and the detail's topic."""

    owner: str
    questions: dict[str, Texts]
    details: dict[str, dict[str, Texts]] = Field(default_factory=dict)


def further_questions(
    articles: Iterable[Article], folder: Path = FOLDER
) -> Mapping[tuple[str, Language], tuple[Asked, ...]]:
    """By article (id, language): each question at one version of its article, for search gives the reader's own.

    That is the Danish version, or the Norwegian one of what holds for Norway alone. Raises PolicyError.
    """
    known = {article.id: article for article in articles}
    found: dict[tuple[str, Language], tuple[Asked, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        lists = load_policy(path, FurtherQuestions)
        _refuse_unknown(path, (lists.questions.keys() | lists.details.keys()) - known.keys(), "article")
        for name, asked in _asked(lists, path.stem):
            _refuse_unknown(
                path, {asked.detail} - {"", *(d.topic for d in known[name].details)}, f"detail of {name}"
            )
            at = _version(known[name])
            found[at] = (*found.get(at, ()), asked)
    return found


def _asked(lists: FurtherQuestions, language: str) -> Iterator[tuple[str, Asked]]:
    """Article id and question, of whole articles first."""
    for name, texts in lists.questions.items():
        yield from ((name, Asked(text, language)) for text in texts)
    for name, details in lists.details.items():
        for topic, texts in details.items():
            yield from ((name, Asked(text, language, topic)) for text in texts)


def _version(article: Article) -> tuple[str, Language]:
    return article.id, "nb" if article.country == "no" else "da"


def _refuse_unknown(path: Path, unknown: Collection[str], kind: str) -> None:
    if unknown:
        raise PolicyError(
            f"{path.name}: there is no {kind} {', '.join(sorted(unknown))}. Correct the id or take the questions out."
        )
