"""How many days or times a parent means: "6 dager", "cirka to dage om ugen", "every day", "20 %"."""

import re
from pathlib import Path

from pydantic import Field

from actions.phrases import folded
from knowledge.policy_files import PolicyModel, load_policy

WEEKS = 4
DAYS_A_WEEK = 5
BARE = 3
"""Words in an answer that may be a number alone: "cirka 6"."""
Names = tuple[str, ...]


class AmountWords(PolicyModel):
    """Words of all languages at once: assistant/flows/check_in/amounts.yml."""

    numbers: dict[int, Names]
    days: Names = Field(min_length=1)
    times: Names = Field(min_length=1)
    weeks: Names
    per_week: Names
    or_so: Names
    every_day: Names
    every_other_day: Names
    half: Names
    every: Names
    weekday: Names
    percent: Names


class Amounts:
    """Reads amounts of four weeks."""

    def __init__(self, words: AmountWords) -> None:
        self._words = words
        self._named = {folded(name): number for number, names in words.numbers.items() for name in names}
        number = "|".join([r"\d{1,3}", *_longest_first(self._named)])
        unit = _either((*words.days, *words.times))
        between = rf"(?:{_either(words.or_so)})"
        self._counted = re.compile(rf"\b({number})(?: {between})?(?: ({number}))? (?:{unit})\b")
        self._weeks = re.compile(rf"\b({number}) (?:{_either(words.weeks)})\b")
        self._alone = re.compile(rf"\b({number})(?: {between})?(?: ({number}))?\b")
        self._weekday = re.compile(rf"\b(?:{_either(words.every)}) ((?:{_either(words.weekday)}).*)")
        self._percent = re.compile(rf"(\d{{1,3}})\s?(?:{'|'.join(map(re.escape, words.percent))})")

    @classmethod
    def load(cls, path: Path) -> "Amounts":
        """Raises PolicyError."""
        return cls(load_policy(path, AmountWords))

    def in_four_weeks(self, text: str, school_days: int) -> float | None:
        """Days (or times) meant, or None if the text names no amount. `school_days` are all there are."""
        said = folded(text)
        if found := self._percent.search(text.casefold()):
            return int(found[1]) * school_days / 100
        for phrases, share in ((self._words.every_other_day, 0.5), (self._words.every_day, 1.0)):
            if _names(phrases, said):
                return school_days * share
        if found := self._counted.search(said):
            return self._mean(found) * (WEEKS if _names(self._words.per_week, said) else 1)
        if found := self._weekday.search(said):
            return float(WEEKS * sum(f" {day}" in f" {found[1]}" for day in self._words.weekday))
        if found := self._weeks.search(said):
            return self._number(found[1]) * DAYS_A_WEEK
        if _names(self._words.half, said):
            return school_days / 2
        if len(said.split()) <= BARE and (found := self._alone.search(said)):
            return self._mean(found)
        return None

    def _mean(self, found: re.Match[str]) -> float:
        """ "2-3" is two and a half."""
        first = self._number(found[1])
        return (first + self._number(found[2])) / 2 if found[2] else first

    def _number(self, said: str) -> float:
        return float(said) if said.isdigit() else float(self._named[said])


def _names(phrases: Names, said: str) -> bool:
    return any(f" {folded(phrase)} " in f" {said} " for phrase in phrases)


def _either(names: Names) -> str:
    return "|".join(map(re.escape, _longest_first([folded(name) for name in names])))


def _longest_first(names: object) -> list[str]:
    return sorted(map(str, names), key=len, reverse=True)  # type: ignore[call-overload]
