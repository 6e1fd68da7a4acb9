"""Crisis numbers and the fixed, human-written crisis replies: data with the date they were checked."""

import datetime
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .phrasebook import SafetyDataError, read_mapping

LANGUAGES = ("da", "nb", "en")
COUNTRIES = ("dk", "no")


@dataclass(frozen=True, slots=True)
class CrisisNumber:
    """A number to call. `hours` only where a source confirms them; `checked_on` is the day of the last check."""

    label: str
    tel: str
    hours: str | None
    checked_on: datetime.date


@dataclass(frozen=True, slots=True)
class Helpline:
    """One entry of numbers.yml, all languages. `for_children`: a child may call it herself. `order`: kind -> place among that kind's buttons, from 1."""

    country: str
    tel: str
    labels: Mapping[str, str]
    hours: Mapping[str, str] | None
    order: Mapping[str, int]
    checked_on: datetime.date
    for_children: bool = False

    def shown(self, language: str, suffix: str = "") -> CrisisNumber:
        hours = self.hours[language] if self.hours else None
        return CrisisNumber(self.labels[language] + suffix, self.tel, hours, self.checked_on)


def load_helplines(file: Path, kinds: tuple[str, ...]) -> tuple[Helpline, ...]:
    """Read numbers.yml. Every country must have a number for every kind."""
    data = read_mapping(file)
    lines = tuple(
        _helpline(file, country, number, entry, kinds)
        for country in COUNTRIES
        for number, entry in enumerate(data.get(country) or (), start=1)
    )
    for country in COUNTRIES:
        for kind in kinds:
            if not any(line.country == country and kind in line.order for line in lines):
                raise SafetyDataError(
                    file, country, f"no number for {kind}", "Name the kind at one of the numbers"
                )
    return lines


def _helpline(
    file: Path, country: str, number: int, entry: Mapping[str, Any], kinds: tuple[str, ...]
) -> Helpline:
    field = f"{country}, number {number}"
    _check_entry(file, field, entry, kinds)
    hours = entry.get("hours")
    return Helpline(
        country,
        entry["tel"],
        entry["label"],
        hours,
        entry["for"],
        entry["checked_on"],
        bool(entry.get("for_children")),
    )


def _check_entry(file: Path, field: str, entry: Mapping[str, Any], kinds: tuple[str, ...]) -> None:
    def wrong(what: str, remedy: str) -> SafetyDataError:
        return SafetyDataError(file, field, what, remedy)

    tel = entry.get("tel")
    if not isinstance(tel, str) or not tel.replace(" ", "").isdigit():
        raise wrong("`tel` is not a telephone number in quotes", 'Write it as "116 111"')
    for name in ("label", "hours"):
        texts = entry.get(name)
        if (name == "label" or texts is not None) and (
            not isinstance(texts, dict) or set(texts) != set(LANGUAGES)
        ):
            raise wrong(f"`{name}` must have da, nb and en", "Add the missing language, or `hours: null`")
    if entry.get("confidence") not in {"F", "U"}:
        raise wrong(
            "`confidence` must be F (source found) or U (unconfirmed)", "Copy it from the facts collection"
        )
    if entry["confidence"] == "U" and entry.get("hours") is not None:
        raise wrong(
            "an unconfirmed number cannot state hours", "Set `hours: null` until a source confirms them"
        )
    if type(entry.get("checked_on")) is not datetime.date:
        raise wrong("`checked_on` is not a date", "Write the day of the last check as 2026-11-22")
    if not entry.get("source"):
        raise wrong("`source` is missing", "Name the row of the facts collection")
    if not isinstance(entry.get("for"), dict) or not set(entry["for"]) <= set(kinds):
        raise wrong("`for` must give kinds with their place", f"Use {', '.join(kinds)}")


def load_replies(file: Path, kinds: tuple[str, ...]) -> dict[str, str]:
    """Read replies/<language>.yml: one text per kind, `{emergency}` standing for the number to call now."""
    data = read_mapping(file)
    texts = data.get("replies") or {}
    for kind in kinds:
        text = texts.get(kind)
        if not isinstance(text, str) or not text.strip():
            raise SafetyDataError(file, kind, "no reply", "Write one: short, warm, call now, then a human")
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        if names != {"emergency"}:
            raise SafetyDataError(
                file, kind, "must name {emergency} and no other field", "Correct the braces"
            )
    return {kind: " ".join(texts[kind].split()) for kind in kinds}


def load_own_line(file: Path) -> dict[str, str]:
    """Read replies/own_language.yml: one line in the writer's own language, where we can write it correctly."""
    data = read_mapping(file)
    lines = data.get("lines") or {}
    for language, line in lines.items():
        if "{emergency}" not in str(line):
            raise SafetyDataError(
                file, str(language), "must name {emergency}", "Add the field where the number goes"
            )
    return {str(language): str(line).strip() for language, line in lines.items()}
