"""The words parents type while they book, read from assistant/booking/<language>.yml and languages.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from actions.phrases import Phrases, folded

GROUPS = ("urgency", "time", "interpreter", "summary", "edit", "attach", "manage", "sure", "again")
LISTS = ("whose", "asks", "kin", "may", "unclear", "returned")
NORWEGIAN = {"no": "nb", "nn": "nb"}
OWN_NAMED = (
    "am", "ar", "bg", "bs", "ckb", "cs", "de", "el", "es", "et", "fa", "fi", "fil", "fr", "he", "hi", "hr", "hu",
    "id", "is", "it", "ja", "ko", "ku", "lt", "lv", "nl", "pl", "ps", "pt", "ro", "ru", "sk", "so", "sq", "sr", "sv",
    "sw", "ta", "th", "ti", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that families at our schools call by their own name. All of the world's would take seconds to load."""
SHORTEST_NAME = 4
NAMED_IN = ("da", "nb", "en")


class BookingWordsError(ValueError):
    """The data is incomplete; the message names file and field."""


@dataclass(frozen=True, slots=True)
class Days:
    """A language's words for days and hours, folded. `weekdays` from Monday, `months` from January, `numbers` from one."""

    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    relative: tuple[tuple[str, ...], ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    clock: tuple[str, ...]
    ahead: tuple[str, ...]
    week: tuple[str, ...]
    day: tuple[str, ...]
    next: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words."""

    groups: Mapping[str, Phrases]
    grades: Mapping[str, tuple[str, ...]]
    class_words: tuple[str, ...]
    days: Days
    whose: tuple[str, ...]
    asks: tuple[str, ...]
    kin: tuple[str, ...]
    may: tuple[str, ...]
    said: Mapping[str, tuple[str, ...]]


@cache
def language_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for shown_in in NAMED_IN:
        for code, name in Locale(shown_in).languages.items():
            if re.fullmatch("[a-z]{2,3}", code) and len(name) >= SHORTEST_NAME:
                names[folded(name)] = NORWEGIAN.get(code, code)
    for code in OWN_NAMED:
        if own := Locale(code).get_language_name(code):
            names.setdefault(folded(own), code)
    return names


def read_words(path: Path) -> Words:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for field in (*GROUPS, *LISTS, "grades", "days"):
        if not content.get(field):
            raise BookingWordsError(f"{path.name}: {field} is missing; each language needs it")
    grades = dict(content["grades"])
    class_words = _folded(grades.pop("class_words"))
    return Words(
        groups={
            group: {option: _folded(phrases) for option, phrases in content[group].items()}
            for group in GROUPS
        },
        grades={grade: _folded(names) for grade, names in grades.items()},
        class_words=class_words,
        days=_days(content["days"]),
        whose=_folded(content["whose"]),
        asks=_folded(content["asks"]),
        kin=_folded(content["kin"]),
        may=_folded(content["may"]),
        said={key: _folded(content[key]) for key in ("unclear", "returned")},
    )


def _days(days: Mapping[str, Any]) -> Days:
    return Days(
        weekdays=tuple(map(_folded, days["weekdays"])),
        months=tuple(map(_folded, days["months"])),
        relative=tuple(map(_folded, days["relative"])),
        morning=_folded(days["morning"]),
        afternoon=_folded(days["afternoon"]),
        clock=_folded(days["clock"]),
        ahead=_folded(days["ahead"]),
        week=_folded(days["week"]),
        day=_folded(days["day"]),
        next=_folded(days["next"]),
        numbers=tuple(map(_folded, days["numbers"])),
    )


def _folded(phrases: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(str(phrase)) for phrase in phrases))
