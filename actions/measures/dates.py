"""Until when something was agreed: the day a parent names, or only her words, such as "efter efterårsferien"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from actions.booking_talk.times import dates_in
from actions.booking_talk.words import BookingWords, Words
from actions.phrases import folded

FRIDAY = 4
SHORT = 4
"""Words of an answer that says hardly more than the day."""
ABBREVIATION = 3
"""Letters of "man" and "fre", which are days only where hardly anything stands beside them."""
FURTHEST_DAYS = 400
NUMBERED_DAY = re.compile(r"\bden (\d{1,2})\b(?!\s*[:.]\s*\d)|\bthe (\d{1,2})(?:st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class Until:
    """`words` as typed; `day` if they name one. `only_day`: they say hardly anything else."""

    words: str
    day: date | None
    only_day: bool = False


def until_in(text: str, language: str, words: BookingWords, today: date) -> Until:
    """What "until when" was answered with."""
    tidy = " ".join(text.split())
    day = day_named(tidy, language, words, today)
    return Until(tidy, day, only_day=day is not None and len(folded(tidy).split()) <= SHORT)


def day_named(text: str, language: str, words: BookingWords, today: date) -> date | None:
    """The one day from `today` on that a text names; None for none, or for several."""
    for each in words.in_order(language):
        if found := _days(text.casefold(), each, today):
            return found.pop() if len(found) == 1 else None
    return None


def _days(text: str, words: Words, today: date) -> set[date]:
    if dates := dates_in(text, words, today):
        return dates
    if ahead := _ahead(text, words):
        return {today + ahead}
    weekdays = _weekdays(text, words)
    if monday := _week_named(text, words, today):
        return {monday + timedelta(days=weekday) for weekday in weekdays or {FRIDAY}}
    if weekdays:
        return {_next(today, weekday) for weekday in weekdays}
    number = NUMBERED_DAY.search(text)
    return _day_of_month(int(number[1] or number[2]), today) if number else set()


def _weekdays(text: str, words: Words) -> set[int]:
    said = folded(text).split()
    return {
        number
        for number, names in enumerate(words.days.weekdays)
        for name in names
        if name in said and (len(name) > ABBREVIATION or len(said) <= 2)
    }


def _next(today: date, weekday: int) -> date:
    """ "Friday" said on a Friday is the next one: nobody agrees on something until a day that is nearly over."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _ahead(text: str, words: Words) -> timedelta | None:
    """ "om to uger", "in 14 days"."""
    days = words.days
    numbers = {name: number for number, names in enumerate(days.numbers, 1) for name in names}
    for unit, length in ((days.week, 7), (days.day, 1)):
        said = re.search(rf"\b(?:{'|'.join(days.ahead)}) (\w+) (?:{'|'.join(unit)})\b", folded(text))
        number = (int(said[1]) if said[1].isdecimal() else numbers.get(said[1], 0)) if said else 0
        if 0 < number * length <= FURTHEST_DAYS:
            return timedelta(days=number * length)
    return None


def _week_named(text: str, words: Words, today: date) -> date | None:
    """The Monday of "uge 48", or of next week where a weekday makes that a day."""
    said, week = folded(text), "|".join(words.days.week)
    if numbered := re.search(rf"\b(?:{week}) (\d{{1,2}})\b", said):
        return _monday(int(numbered[1]), today)
    if _weekdays(text, words) and re.search(rf"\b(?:{'|'.join(words.days.next)}) (?:{week})\b", said):
        return today + timedelta(days=7 - today.weekday())
    return None


def _monday(week: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if monday + timedelta(days=FRIDAY) >= today:
            return monday
    return None


def _day_of_month(number: int, today: date) -> set[date]:
    for months in range(3):
        year, month = divmod(today.month - 1 + months, 12)
        try:
            found = date(today.year + year, month + 1, number)
        except ValueError:
            continue
        if found >= today:
            return {found}
    return set()
