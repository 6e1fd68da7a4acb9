"""One article file: front matter and body, checked field by field."""

import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from knowledge.model import Article, ArticleSource, Audience, Detail, Language, Scope

FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*(?:\n|\Z)(.*)\Z", re.DOTALL)


class FieldError(Exception):
    """A fault in one field: its name, what is wrong, what to do."""

    def __init__(self, name: str, fault: str, remedy: str) -> None:
        self.name, self.fault, self.remedy = name, fault, remedy
        super().__init__(fault)


class PlainLoader(yaml.CSafeLoader):
    """Reads every value as the text that stands there, so that 003 stays "003" and no stays "no".

    libyaml parses: 780 articles in 1 s instead of 8.
    """

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own way)


def read_article(path: Path, language: Language) -> Article:
    """The article in `path`. Raises FieldError at the first fault."""
    front, body = _parts(path)
    if (named := _text(front, "id")) != path.stem:
        raise FieldError("id", f"is {named!r}, but the file is {path.name}", f"Write id: {path.stem}")
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
        law_changed=_flag(front, "law_changed"),
        details=tuple(_detail(entry) for entry in (_list(front, "details") if "details" in front else ())),
        in_short=_text(front, "in_short") if "in_short" in front else "",
        body=re.sub(r"\n{3,}", "\n\n", body).strip(),
    )


def _parts(path: Path) -> tuple[dict[str, object], str]:
    try:
        match = FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        data = yaml.load(match[1], Loader=PlainLoader) if match else None  # noqa: S506  (a SafeLoader)
    except UnicodeDecodeError as error:
        raise FieldError("file", "is not UTF-8", "Save it as UTF-8.") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise FieldError(
            "front matter", f"is broken at line {line}", "Check indents, colons and quotes."
        ) from error
    if match is None or not isinstance(data, dict):
        raise FieldError("front matter", "is missing", "Begin the file with --- , the fields, and --- again.")
    return data, match[2]


def _text(front: dict[str, object], name: str) -> str:
    value = front.get(name)
    if not isinstance(value, str) or not value.strip():
        raise FieldError(name, "is missing or not a text", f"Write {name}: followed by a text.")
    return value.strip()


def _choice(front: dict[str, object], name: str, allowed: tuple[Any, ...]) -> Any:
    value = _text(front, name)
    if value not in allowed:
        raise FieldError(name, f"is {value!r}", f"Use one of {', '.join(allowed)}.")
    return value


def _list(front: dict[str, object], name: str) -> list[object]:
    value = front.get(name)
    if not isinstance(value, list):
        raise FieldError(name, "is missing or not a list", f"Write {name}: and one '- ...' line for each.")
    return value


def _stages(front: dict[str, object]) -> tuple[int, ...]:
    try:
        return tuple(int(str(stage)) for stage in _list(front, "stages"))
    except ValueError as error:
        raise FieldError(
            "stages", "holds something else than whole numbers", "Write stages: [0, 1]."
        ) from error


def _sources(front: dict[str, object]) -> tuple[ArticleSource, ...]:
    return tuple(_source(entry) for entry in _list(front, "sources"))


def _source(entry: object) -> ArticleSource:
    if not isinstance(entry, dict) or not entry.get("document"):
        raise FieldError("sources", "has an entry without document", "Write - {document: DK4, section: ''}.")
    return ArticleSource(str(entry["document"]), str(entry.get("section") or ""))


def _detail(entry: object) -> Detail:
    known = isinstance(entry, dict) and entry.get("topic") and entry.get("answer")
    if not known or not isinstance(entry, dict) or not isinstance(entry.get("asked"), list):
        raise FieldError(
            "details",
            "has an entry without topic, asked and answer",
            "Write all three, as in other articles.",
        )
    return Detail(
        topic=str(entry["topic"]).strip(),
        asked=tuple(str(question).strip() for question in entry["asked"]),
        answer=" ".join(str(entry["answer"]).split()),
        country=_choice(entry, "country", get_args(Scope)) if "country" in entry else "both",
    )


def _flag(front: dict[str, object], name: str) -> bool:
    value = str(front.get(name, "false")).strip().lower()
    if value not in ("true", "false"):
        raise FieldError(name, f"is {value!r}", f"Write {name}: true, or leave the line out.")
    return value == "true"


def _date(front: dict[str, object], name: str) -> date:
    try:
        return date.fromisoformat(_text(front, name))
    except ValueError as error:
        raise FieldError(name, "is not a date", f"Write {name}: 2026-11-22 (year-month-day).") from error
