"""Until when: days as people write them become dates, everything else stays their words."""

from datetime import date
from pathlib import Path

import pytest

from actions.booking_talk import BookingWords
from actions.measures import day_named, until_in

WORDS = BookingWords.load(Path(__file__).parents[3] / "assistant" / "booking")
SUNDAY = date(2026, 11, 22)

DAYS = [
    ("da", "fredag", date(2026, 11, 27)),
    ("da", "senest på fredag", date(2026, 11, 27)),
    ("da", "fre", date(2026, 11, 27)),
    ("da", "søndag", date(2026, 11, 29)),
    ("da", "1. december", date(2026, 12, 1)),
    ("da", "den 1/12", date(2026, 12, 1)),
    ("da", "den 24.", date(2026, 11, 24)),
    ("da", "den 3.", date(2026, 12, 3)),
    ("da", "i morgen", date(2026, 11, 23)),
    ("da", "om to uger", date(2026, 12, 6)),
    ("da", "om 14 dage", date(2026, 12, 6)),
    ("da", "uge 48", date(2026, 11, 27)),
    ("da", "mandag i uge 49", date(2026, 11, 30)),
    ("da", "fredag i næste uge", date(2026, 11, 27)),
    ("da", "15. januar", date(2027, 1, 15)),
    ("da", "uge 3", date(2027, 1, 22)),
    ("nb", "innen fredag", date(2026, 11, 27)),
    ("nb", "1. desember", date(2026, 12, 1)),
    ("nb", "om to uker", date(2026, 12, 6)),
    ("nb", "onsdag neste uke", date(2026, 11, 25)),
    ("nb", "uke 50", date(2026, 12, 11)),
    ("en", "by Friday", date(2026, 11, 27)),
    ("en", "December 1st", date(2026, 12, 1)),
    ("en", "1 December", date(2026, 12, 1)),
    ("en", "in two weeks", date(2026, 12, 6)),
    ("en", "within 10 days", date(2026, 12, 2)),
    ("en", "the 24th", date(2026, 11, 24)),
]
WORDS_ONLY = [
    ("da", "efter efterårsferien"),
    ("da", "inden jul"),
    ("da", "når man har fået svar fra PPR"),
    ("da", "næste uge"),
    ("da", "det ved vi ikke"),
    ("da", "mandag eller tirsdag"),
    ("da", "uge 99"),
    ("da", "om 5000 uger"),
    ("nb", "etter høstferien"),
    ("nb", "når man får tid"),
    ("nb", "før jul"),
    ("en", "after the autumn break"),
    ("en", "she may start after Christmas"),
    ("en", "we did not agree on that"),
]


@pytest.mark.parametrize(("language", "said", "day"), DAYS)
def test_a_day_is_understood(language: str, said: str, day: date) -> None:
    assert day_named(said, language, WORDS, SUNDAY) == day
    assert until_in(said, language, WORDS, SUNDAY).words == said


@pytest.mark.parametrize(("language", "said"), WORDS_ONLY)
def test_anything_else_stays_as_it_was_said(language: str, said: str) -> None:
    assert until_in(f"  {said} ", language, WORDS, SUNDAY).words == said
    assert day_named(said, language, WORDS, SUNDAY) is None


def test_friday_said_on_a_friday_is_the_next_one() -> None:
    assert day_named("fredag", "da", WORDS, date(2026, 11, 27)) == date(2026, 12, 4)


def test_the_day_alone_or_with_more_around_it() -> None:
    assert until_in("senest fredag", "da", WORDS, SUNDAY).only_day
    assert not until_in("fredag, når læreren har talt med PPR igen", "da", WORDS, SUNDAY).only_day


def test_every_day_of_every_year_is_a_day() -> None:
    """The turn of the year, leap days and week 53 among them: never an exception, never a day gone by."""
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        today = date.fromordinal(ordinal)
        for said in ("fredag", "uge 53", "den 31.", "29. februar", "om tre uger"):
            found = day_named(said, "da", WORDS, today)
            assert found is None or found >= today
