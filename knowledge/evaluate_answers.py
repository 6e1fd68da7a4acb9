"""Measures answers on messages by strangers: is the article told the one that serves, and is the rest refused?

Questions are asked as the product asks them (`Knowledge.answer`), without a conversation around them. What a person would say of
the text itself is not measured here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from knowledge.model import Answer, Asker, Country, Language
from knowledge.service import Knowledge

REFUSED = "not_covered"


class StrangersError(ValueError):
    """A file of messages can't be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message and what came of it. `best` and `near` are article ids; both empty for one from outside.

    `detail` is the topic that answers it precisely, empty where that is not said; `direct` is the one told above the
    article and `also` those below it, of an article in `best`.
    """

    id: str
    language: str
    text: str
    best: frozenset[str]
    near: frozenset[str]
    kind: str
    outcome: str
    first: str
    offered: frozenset[str]
    detail: str
    direct: str
    also: frozenset[str]


def ask_all(knowledge: Knowledge, path: Path) -> list[Told]:
    """Every message of `path` (JSON lines {id, lang, audience, country, text, best?, near?, kind?, detail?}). Raises StrangersError."""
    return [_told(row, knowledge.answer(row["text"], _asker(row))) for row in _rows(path)]


def as_text(told: Sequence[Told]) -> str:
    """The figures by language, then those from outside by kind, then each message whose first article does not serve."""
    served = [one for one in told if one.best]
    lines = [_figures(name, own) for name, own in _by_language(served) if own]
    precise = [one for one in served if one.detail]
    lines += [_precisely(name, own) for name, own in _by_language(precise) if own]
    for kind in sorted({one.kind for one in told if one.kind}):
        own = [one for one in told if one.kind == kind]
        lines.append(f"outside, {kind} ({len(own)}): refused {_share(one.outcome == REFUSED for one in own)}")
    missed = [
        f"  {one.id} ({one.language}) “{one.text}” → {one.first or one.outcome}"
        for one in served
        if one.first not in one.best
    ]
    head = [f"{len(missed)} whose first article is another:"] if missed else []
    return "\n".join([*lines, *head, *missed])


def _figures(name: str, own: Sequence[Told]) -> str:
    serves = _share(one.first in one.best for one in own)
    offered = _share(bool(one.best & ({one.first} | one.offered)) for one in own)
    helps = _share(one.first in one.best | one.near for one in own)
    refused = _share(one.outcome == REFUSED for one in own)
    return f"{name} ({len(own)}): serves {serves}, serves or one tap away {offered}, helps at least {helps}, refused {refused}"


def _precisely(name: str, own: Sequence[Told]) -> str:
    """Of messages that one detail answers: how often it stood above the article, or somewhere; and another above it."""
    direct = _share(one.direct == one.detail for one in own)
    shown = _share(one.detail in {one.direct} | one.also for one in own)
    other = _share(one.direct not in ("", one.detail) for one in own)
    return f"precisely, {name} ({len(own)}): direct {direct}, direct or below {shown}, another direct {other}"


def _by_language(told: Sequence[Told]) -> Iterable[tuple[str, list[Told]]]:
    yield "all", list(told)
    for language in get_args(Language):
        yield language, [one for one in told if one.language == language]
    yield "others", [one for one in told if one.language not in get_args(Language)]


def _share(held: Iterable[bool]) -> str:
    known = list(held)
    return f"{sum(known) / len(known):.2f}" if known else "–"


def _told(row: Mapping[str, Any], answer: Answer) -> Told:
    served = answer.article is not None and answer.article.id in row.get("best", ())
    return Told(
        id=row["id"],
        language=row["lang"],
        text=row["text"],
        best=frozenset(row.get("best", ())),
        near=frozenset(row.get("near", ())),
        kind=row.get("kind", ""),
        outcome=answer.outcome,
        first=answer.article.id if answer.article else "",
        offered=frozenset(article.id for article in answer.choices),
        detail=row.get("detail", ""),
        direct=answer.detail.topic if answer.detail and served else "",
        also=frozenset(detail.topic for detail in answer.also if served),
    )


def _asker(row: Mapping[str, Any]) -> Asker:
    """The country's language is that of the reply, where the message's is none of ours."""
    ours = row["lang"] in get_args(Language)
    language = row["lang"] if ours else {"dk": "da", "no": "nb"}[row["country"]]
    return Asker(cast("Language", language), cast("Country", row["country"]), row["audience"])


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            _ = row["id"], row["lang"], row["audience"], row["country"], row["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise StrangersError(f"{path.name}, line {number}: {error!r}") from error
        yield row
