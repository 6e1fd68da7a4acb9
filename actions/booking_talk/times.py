"""Which of the free times a typed answer means: "torsdag kl 10", "den 24.", "i morgen formiddag", "den første"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.booking_talk.words import BookingWords, Words
from actions.contacts import Slot
from actions.phrases import folded

NOON = 12
AFTERNOON_HOURS = range(1, 7)
"""Hours said without "pm" that nobody books a contact at in the night."""

Test = Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class Wish:
    """The free slots that fit what was said. `exact`: a clock time was named, or a place in the list."""

    slots: tuple[Slot, ...]
    exact: bool


def wished(text: str, language: str, words: BookingWords, free: Sequence[Slot], now: datetime) -> Wish | None:
    """What of the free slots is meant; None if nothing in the text names a day or an hour."""
    for each in words.in_order(language):
        if wish := _wish(text.casefold(), each, free, now):
            return wish
    return None


def _wish(text: str, words: Words, free: Sequence[Slot], now: datetime) -> Wish | None:
    if not free:
        return None
    today = now.astimezone(free[0].timezone).date()
    days, clock = _day_tests(text, words, today), _clock_tests(text, words, bool(weekdays_in(text, words)))
    part = _part_of_day(text, words)
    if not (days or clock or part):
        return None
    tests = [*days, *clock, *part]
    if len(days) == 1 and len(clock) == 1 and _either(text):
        fits = [slot for slot in free if any(test(_local(slot)) for test in tests)]
    else:
        fits = [slot for slot in free if all(test(_local(slot)) for test in tests)]
    return Wish(tuple(fits), exact=bool(clock))


def _either(text: str) -> bool:
    """ "9.12" alone may be a date or a clock time."""
    return bool(re.fullmatch(r"\D{0,5}\d{1,2}\.\d{1,2}\.?", text.strip()))


def _day_tests(text: str, words: Words, today: date) -> list[Test]:
    if found := weekdays_in(text, words):
        return [lambda moment: moment.weekday() in found]
    if dates := dates_in(text, words, today):
        return [lambda moment: moment.date() in dates]
    if day := re.search(r"\bden (\d{1,2})\b(?!\s*[:.]\s*\d)|\bthe (\d{1,2})(?:st|nd|rd|th)\b", text):
        number = int(day[1] or day[2])
        return [lambda moment: moment.day == number]
    return []


def weekdays_in(text: str, words: Words) -> set[int]:
    """Weekdays named, from 0 for Monday."""
    said = f" {folded(text)} "
    return {
        number
        for number, names in enumerate(words.days.weekdays)
        if any(f" {name} " in said or f" {name}s " in said for name in names)
    }


def dates_in(text: str, words: Words, today: date) -> set[date]:
    """Dates named with their month, or as today and tomorrow; none before `today`."""
    said = f" {folded(text)} "
    for ahead in (2, 1, 0):
        if any(f" {name} " in said for name in words.days.relative[ahead]):
            return {today + timedelta(days=ahead)}
    found = set()
    for number, names in enumerate(words.days.months, 1):
        month = "|".join(names)
        for day in re.findall(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?:{month})\b", said):
            found |= _date(int(day), number, today)
        for day in re.findall(rf"\b(?:{month}) (\d{{1,2}})(?:st|nd|rd|th)?\b", said):
            found |= _date(int(day), number, today)
    for day, number_ in re.findall(r"\b(\d{1,2})[./](\d{1,2})\b", text):
        found |= _date(int(day), int(number_), today)
    return found


def _date(day: int, month: int, today: date) -> set[date]:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return set()
        if found >= today:
            return {found}
    return set()


def _clock_tests(text: str, words: Words, after_a_day: bool) -> list[Test]:
    if found := re.search(r"\b(\d{1,2})[:.](\d{2})\b", text):
        return _at(int(found[1]), int(found[2]), text)
    clock = "|".join(map(re.escape, words.days.clock))
    if found := re.search(rf"\b(?:{clock})\.?\s*(\d{{1,2}})\b", text):
        return _at(int(found[1]), None, text)
    if found := re.search(r"\b(\d{1,2})\s?(?:am|pm|o'clock)\b", text):
        return _at(int(found[1]), None, text)
    if after_a_day and (found := re.search(r"\b(\d{1,2})\s*$", text.strip())):
        return _at(int(found[1]), None, text)
    return []


def _at(hour: int, minute: int | None, text: str) -> list[Test]:
    if hour > 23 or (minute or 0) > 59:
        return []
    hours = {hour}
    if hour in AFTERNOON_HOURS or re.search(r"\d\s?pm\b", text):
        hours.add(hour % NOON + NOON)
    return [lambda moment: moment.hour in hours and (minute is None or moment.minute == minute)]


def _part_of_day(text: str, words: Words) -> list[Test]:
    said = f" {folded(text)} "
    if any(f" {name} " in said for name in words.days.afternoon):
        return [lambda moment: moment.hour >= NOON]
    tomorrow = any(f" {name} " in said for name in words.days.relative[1])
    if not tomorrow and any(f" {name} " in said for name in words.days.morning):
        return [lambda moment: moment.hour < NOON]
    return []


def _local(slot: Slot) -> datetime:
    return slot.start.astimezone(slot.timezone)
