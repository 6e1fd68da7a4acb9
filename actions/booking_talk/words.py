"""The words parents type while they book, as data: assistant/booking/<language>.yml and languages.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from actions.phrases import Phrases, Understood, best_option, folded

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
NEARLY_ALL = 0.7
"""The share of a message that a phrase of steering makes up."""
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


class BookingWords:
    """The words of every language; what is typed is looked for in the given language first, then in the others."""

    def __init__(self, by_language: Mapping[str, Words], languages: Mapping[str, str]) -> None:
        self._by_language = by_language
        self._languages = languages

    @classmethod
    def load(cls, folder: Path) -> "BookingWords":
        """Read `da.yml`, `nb.yml`, `en.yml` and `languages.yml`. Raises BookingWordsError."""
        read = {language: _read(folder / f"{language}.yml") for language in NAMED_IN}
        own = yaml.safe_load((folder / "languages.yml").read_text(encoding="utf-8"))
        return cls(read, {**_language_names(), **{folded(name): code for name, code in own.items()}})

    def in_order(self, language: str) -> list[Words]:
        """Every language's words, the given language first."""
        return [self._by_language[key] for key in sorted(self._by_language, key=lambda key: key != language)]

    def option(self, group: str, text: str, language: str) -> Understood | None:
        """The option of a group that a text means, or None."""
        for words in self.in_order(language):
            if found := best_option(words.groups[group], text):
                return found
        return None

    def asks(self, text: str, language: str) -> bool:
        """Whether a text is plainly a question."""
        if text.rstrip().endswith("?"):
            return True
        begins = folded(text) + " "
        return any(begins.startswith(f"{first} ") for w in self.in_order(language)[:1] for first in w.asks)

    def this_week(self, text: str, language: str) -> bool:
        """Whether a text means as soon as this week, and names the week."""
        said = folded(text).split()
        chosen = self.option("urgency", text, language)
        named = any(not set(words.days.week).isdisjoint(said) for words in self.in_order(language))
        return named and chosen is not None and chosen.option == "this_week"

    def says(self, key: str, text: str, language: str) -> bool:
        """Whether a text hardly says anything but phrases under `unclear` or `returned`, in one language."""
        said = folded(text).split()
        return any(_share(words.said[key], said) >= NEARLY_ALL for words in self.in_order(language))

    def asks_who_may(self, text: str, language: str) -> bool:
        """Whether a step-parent, a grandparent, a parent of two homes asks who may do something."""
        said = f" {folded(text)} "
        return any(
            any(f" {word} " in said for word in words.kin) and any(f" {word} " in said for word in words.may)
            for words in self.in_order(language)
        )

    def language_named(self, text: str) -> str | None:
        """The code of the one language a text names, in any of ours or by its own name; None for none or several."""
        words = f" {folded(text)} "
        found = {code for name, code in self._languages.items() if f" {name} " in words}
        return found.pop() if len(found) == 1 else None


def _share(phrases: tuple[str, ...], said: list[str]) -> float:
    """How much of a message the phrases in it make up, from 0 to 1."""
    covered: set[int] = set()
    for phrase in phrases:
        parts = phrase.split()
        for at in range(len(said) - len(parts) + 1):
            if said[at : at + len(parts)] == parts:
                covered.update(range(at, at + len(parts)))
    return len(covered) / max(len(said), 1)


@cache
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for shown_in in NAMED_IN:
        for code, name in Locale(shown_in).languages.items():
            if re.fullmatch("[a-z]{2,3}", code) and len(name) >= SHORTEST_NAME:
                names[folded(name)] = NORWEGIAN.get(code, code)
    for code in OWN_NAMED:
        if own := Locale(code).get_language_name(code):
            names.setdefault(folded(own), code)
    return names


def _read(path: Path) -> Words:
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
