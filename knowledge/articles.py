"""Articles: one topic in one language, written by us, as Markdown files with front matter.

`python -m knowledge.articles` checks them all and ends with code 1 when an editor must mend something.
"""

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import get_args

from knowledge.article_file import FieldError, read_article
from knowledge.article_rules import validate_articles
from knowledge.model import Article, Asked, Language, Passage
from knowledge.problems import Problem
from knowledge.sources import load_sources

ARTICLES_FOLDER = Path(__file__).parent / "articles"
SOURCES_FILE = Path(__file__).parent / "policy" / "sources.yml"
LANGUAGES: tuple[Language, ...] = get_args(Language)


class ArticleError(ValueError):
    """One or more article files cannot be read. `problems` says which, and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def load_articles(folder: Path = ARTICLES_FOLDER) -> tuple[Article, ...]:
    """All articles of `folder`/{da,nb,en}/<id>.md, by language and id. Raises ArticleError if one is unreadable."""
    articles, problems = read_articles(folder)
    if problems:
        raise ArticleError(problems)
    return articles


def read_articles(folder: Path) -> tuple[tuple[Article, ...], list[Problem]]:
    """The articles that can be read, and a problem for each that cannot."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.md")):
            try:
                articles.append(read_article(path, language))
            except FieldError as error:
                problems.append(Problem(f"{language}/{path.name}", error.name, error.fault, error.remedy))
    return tuple(articles), problems


def article_passage(article: Article) -> Passage:
    """The article as something that can be found and quoted. Its text is the body alone."""
    version = sha256(f"{article.title}\n{article.body}".encode()).hexdigest()[:12]
    return Passage(
        id=sha256(f"article\n{article.language}\n{article.id}\n{version}".encode()).hexdigest()[:12],
        kind="article",
        document=article.id,
        title=article.title,
        heading_path=(),
        text=article.body,
        version=version,
        language=article.language,
        audience=article.audience,
        country=article.country,
    )


def article_questions(article: Article) -> tuple[Asked, ...]:
    """The ways people ask what the article answers, as a whole or in one of its details."""
    whole = (Asked(question, article.language) for question in article.questions)
    of_details = (
        Asked(question, article.language, detail.topic)
        for detail in article.details
        for question in detail.asked
    )
    return (*whole, *of_details)


def load_known_sources(path: Path = SOURCES_FILE) -> frozenset[str]:
    """Keys an article may cite, as they stand in policy/sources.yml. Raises SourcesError."""
    return frozenset(load_sources(path))


def main(folder: Path = ARTICLES_FOLDER, sources: Path = SOURCES_FILE) -> int:
    """Check every article and say what is wrong. Returns the exit code: 1 if there is an error."""
    articles, problems = read_articles(folder)
    known, today = load_known_sources(sources), datetime.now(UTC).date()
    problems += validate_articles(articles, known_sources=known, today=today)
    errors = [problem for problem in problems if problem.severity == "error"]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(
        f"{len(articles)} articles, {len(errors)} errors, {len(problems) - len(errors)} warnings\n"
    )
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
