"""Reading an editor's YAML file field by field, with errors that name file, field, problem and remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("da", "nb", "en")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class PolicyFileError(ValueError):
    """A policy file cannot be used. The message is written for the editor who has to mend it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One value in one file, knowing its own place, e.g. `demo-dk.yml: schools[1].phone`."""

    file: str
    place: str
    value: Any

    def wrong(self, problem: str, remedy: str) -> PolicyFileError:
        """The error to raise for this field: what is wrong and what to do about it."""
        return PolicyFileError(f"{self.file}: {self.place or 'the file'}: {problem}. {remedy}")

    def child(self, key: str) -> "Field":
        """The field `key` below this one; an error when it is missing or empty."""
        found = self.optional(key)
        if found is None:
            raise self._below(key, None).wrong("is missing", f"Add a line '{key}: ...'.")
        return found

    def optional(self, key: str) -> "Field | None":
        value = self._mapping().get(key)
        return None if value is None else self._below(key, value)

    def keys(self, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """The keys below this field; an error for one that is not `allowed`, since it would be ignored."""
        for key in self._mapping():
            if key not in allowed:
                raise self.wrong(f"'{key}' is not a known field", f"Known here: {', '.join(allowed)}.")
        return tuple(self._mapping())

    def items(self) -> Iterator["Field"]:
        """The entries of a list, each with its number (counted from 1, as a reader counts)."""
        if not isinstance(self.value, list):
            raise self.wrong("should be a list", "Start each entry with '- ', or write [a, b].")
        for number, value in enumerate(self.value, start=1):
            yield Field(self.file, f"{self.place}[{number}]", value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"should be a text, not {self.value!r}", 'Put the value in quotes: "...".')
        return self.value.strip()

    def one_of(self, choices: tuple[str, ...]) -> str:
        if self.value not in choices:
            hint = ' A bare no means "false": write "no" in quotes.' if self.value is False else ""
            raise self.wrong(f"is {self.value!r}", f"Choose one of: {', '.join(choices)}.{hint}")
        return str(self.value)

    def by_language(self) -> dict[str, str]:
        self.keys(LANGUAGES)
        return {language: self.child(language).text() for language in LANGUAGES}

    def day(self) -> date:
        if not isinstance(self.value, date):
            raise self.wrong(f"{self.value!r} is not a date", "Write year-month-day, e.g. 2026-12-21.")
        return self.value

    def numbers(self) -> tuple[int, ...]:
        """Grades: "0-9" or "1, 2, 5"."""
        grades: list[int] = []
        for part in self.text().split(","):
            first, _, last = part.strip().partition("-")
            if not first.strip().isdigit() or (last and not last.strip().isdigit()):
                raise self.wrong(f"{part.strip()!r} is not a grade", 'Write "0-9" or "1, 2, 5".')
            grades.extend(range(int(first), int(last or first) + 1))
        if not grades:
            raise self.wrong("names no grade", 'Write the lowest first, e.g. "0-9".')
        return tuple(grades)

    def stretches(self) -> tuple[tuple[time, time], ...]:
        """One "08:00-15:30" or a list of them, in order and not overlapping."""
        parts = list(self.items()) if isinstance(self.value, list) else [self]
        stretches = tuple(part._stretch() for part in parts)
        for (_, end), (start, _) in pairwise(stretches):
            if start < end:
                raise self.wrong("the times overlap or stand in the wrong order", "Write the earliest first.")
        return stretches

    def _stretch(self) -> tuple[time, time]:
        times = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)", self.text())
        if times is None:
            raise self.wrong(f"{self.value!r} is not a time of day", 'Write e.g. "08:00-15:30".')
        hour, minute, last_hour, last_minute = map(int, times.groups())
        opens, closes = time(hour, minute), time(last_hour, last_minute)
        if opens >= closes:
            raise self.wrong(f"{self.value!r} ends before it starts", "Exchange the two times.")
        return opens, closes

    def _mapping(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.wrong("should hold named fields", "Write 'name: value', one a line, indented.")
        return self.value

    def _below(self, key: str, value: Any) -> "Field":
        return Field(self.file, f"{self.place}.{key}" if self.place else key, value)


def read_file(path: Path) -> Field:
    """The whole of one YAML file as a field; PolicyFileError when it cannot be read as YAML."""
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFileError(f"{path.name}: cannot be read ({error}). Save it as UTF-8 text.") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        remedy = "Check indentation, colons, quotes and brackets there and just above."
        raise PolicyFileError(f"{path.name}: line {line}: {error.problem}. {remedy}") from error
    return Field(path.name, "", value)
