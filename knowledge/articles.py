"""Articles: one topic in one language, written by us, as Markdown files with front matter.

`python -m knowledge.articles` checks them all and ends with code 1 when an editor must mend something.
"""

import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import yaml

from knowledge.model import Article, ArticleSource, Audience, Language, Passage, Scope
from knowledge.problems import Problem

ARTICLES_FOLDER = Path(__file__).parent / "articles"
SOURCES_FILE = Path(__file__).parent / "policy" / "sources.yml"
LANGUAGES: tuple[Language, ...] = get_args(Language)
FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)(.*)\Z", re.DOTALL)


class ArticleError(ValueError):
    """One or more article files cannot be read. `problems` says which, and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class _Field:
    """A fault in one field of a file."""

    name: str
    fault: str
    remedy: str


class _FieldError(Exception):
    def __init__(self, name: str, fault: str, remedy: str) -> None:
        self.field = _Field(name, fault, remedy)
        super().__init__(fault)


class _Plain(yaml.SafeLoader):
    """Reads every value as the text that stands there, so that 003 stays "003" and no stays "no"."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own way)


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
                articles.append(_article(path, language))
            except _FieldError as error:
                field = error.field
                problems.append(Problem(f"{language}/{path.name}", field.name, field.fault, field.remedy))
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


def load_known_sources(path: Path = SOURCES_FILE) -> frozenset[str]:
    """Keys an article may cite, as they stand in policy/sources.yml."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506  (a SafeLoader)
    return frozenset(data) if isinstance(data, dict) else frozenset()


def _article(path: Path, language: Language) -> Article:
    front, body = _parts(path)
    if (named := _text(front, "id")) != path.stem:
        raise _FieldError("id", f"is {named!r}, but the file is {path.name}", f"Write id: {path.stem}")
    return Article(
        id=named,
        language=language,
        title=_text(front, "title"),
        audience=_choice(front, "audience", get_args(Audience)),
        country=_choice(front, "country", get_args(Scope)),
        stages=_stages(front),
        sources=_sources(front),
        questions=tuple(str(question).strip() for question in _list(front, "questions")),
        reviewed=_date(front, "reviewed"),
        review_by=_date(front, "review_by"),
        owner=_text(front, "owner"),
        body=re.sub(r"\n{3,}", "\n\n", body).strip(),
    )


def _parts(path: Path) -> tuple[dict[str, object], str]:
    try:
        match = FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        data = yaml.load(match[1], Loader=_Plain) if match else None  # noqa: S506  (a SafeLoader)
    except UnicodeDecodeError as error:
        raise _FieldError("file", "is not UTF-8", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise _FieldError(
            "front matter", f"is broken at line {line}", "Check indents, colons and quotes."
        ) from error
    if match is None or not isinstance(data, dict):
        raise _FieldError(
            "front matter", "is missing", "Begin the file with --- , the fields, and --- again."
        )
    return data, match[2]


def _text(front: dict[str, object], name: str) -> str:
    value = front.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _FieldError(name, "is missing or not a text", f"Write {name}: followed by a text.")
    return value.strip()


def _choice(front: dict[str, object], name: str, allowed: tuple[Any, ...]) -> Any:
    value = _text(front, name)
    if value not in allowed:
        raise _FieldError(name, f"is {value!r}", f"Use one of {', '.join(allowed)}.")
    return value


def _list(front: dict[str, object], name: str) -> list[object]:
    value = front.get(name)
    if not isinstance(value, list):
        raise _FieldError(name, "is missing or not a list", f"Write {name}: and one '- ...' line for each.")
    return value


def _stages(front: dict[str, object]) -> tuple[int, ...]:
    try:
        return tuple(int(str(stage)) for stage in _list(front, "stages"))
    except ValueError as error:
        raise _FieldError(
            "stages", "holds something else than whole numbers", "Write stages: [0, 1]."
        ) from error


def _sources(front: dict[str, object]) -> tuple[ArticleSource, ...]:
    return tuple(_source(entry) for entry in _list(front, "sources"))


def _source(entry: object) -> ArticleSource:
    if not isinstance(entry, dict) or not entry.get("document"):
        raise _FieldError("sources", "has an entry without document", "Write - {document: DK4, section: ''}.")
    return ArticleSource(str(entry["document"]), str(entry.get("section") or ""))


def _date(front: dict[str, object], name: str) -> date:
    try:
        return date.fromisoformat(_text(front, name))
    except ValueError as error:
        raise _FieldError(name, "is not a date", f"Write {name}: 2026-11-22 (year-month-day).") from error


def main(folder: Path = ARTICLES_FOLDER, sources: Path = SOURCES_FILE) -> int:
    """Check every article and say what is wrong. Returns the exit code: 1 if there is an error."""
    from knowledge.article_rules import validate_articles

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
