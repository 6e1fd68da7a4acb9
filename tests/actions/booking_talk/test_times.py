"""Which of the free times a typed answer means."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.booking_talk import BookingWords, wished
from actions.contacts import Slot

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
"""A Sunday."""


def slots(*local: tuple[int, int, int]) -> tuple[Slot, ...]:
    starts = [datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN) for day, hour, minute in local]
    return tuple(
        Slot("dk-birkemose", s.astimezone(UTC), s.astimezone(UTC) + timedelta(minutes=30), COPENHAGEN)
        for s in starts
    )


FREE = slots((23, 9, 0), (23, 9, 30), (25, 9, 0), (25, 13, 30), (26, 12, 0), (26, 14, 30), (30, 10, 0))


def day_and_time(slot: Slot) -> str:
    return f"{slot.start.astimezone(COPENHAGEN):%d %H:%M}"


@pytest.mark.parametrize(
    ("language", "text", "first", "exact"),
    [
        ("da", "torsdag kl 12", "26 12:00", True),
        ("da", "Torsdag kl. 14.30 passer fint", "26 14:30", True),
        ("da", "onsdag", "25 09:00", False),
        ("da", "onsdag eftermiddag", "25 13:30", False),
        ("da", "i morgen", "23 09:00", False),
        ("da", "i morgen kl. 9.30", "23 09:30", True),
        ("da", "den 26.", "26 12:00", False),
        ("da", "30/11", "30 10:00", False),
        ("da", "30. november", "30 10:00", False),
        ("da", "13.30", "25 13:30", True),
        ("da", "onsdag halv", "25 09:00", False),
        ("nb", "onsdag klokka 13:30", "25 13:30", True),
        ("nb", "på formiddagen", "23 09:00", False),
        ("nb", "torsdag ettermiddag", "26 12:00", False),
        ("en", "thursday at 12", "26 12:00", True),
        ("en", "wednesday 1.30 pm", "25 13:30", True),
        ("en", "Monday 10", "30 10:00", True),
        ("en", "the 30th", "30 10:00", False),
        ("en", "tomorrow morning", "23 09:00", False),
        ("en", "torsdag kl 12", "26 12:00", True),
    ],
)
def test_a_wish(language: str, text: str, first: str, exact: bool, words: BookingWords) -> None:
    wish = wished(text, language, words, FREE, NOW)
    assert wish is not None and day_and_time(wish.slots[0]) == first
    assert wish.exact is exact


def test_all_of_a_day_are_meant_by_its_name(words: BookingWords) -> None:
    wish = wished("onsdag", "da", words, FREE, NOW)
    assert wish is not None and [day_and_time(slot) for slot in wish.slots] == ["25 09:00", "25 13:30"]


@pytest.mark.parametrize("text", ["fredag", "torsdag kl 9", "den 24.", "25/12", "kl 23.59"])
def test_a_wish_nobody_can_meet_is_known_as_one(text: str, words: BookingWords) -> None:
    wish = wished(text, "da", words, FREE, NOW)
    assert wish is not None and wish.slots == ()


@pytest.mark.parametrize("text", ["det ved jeg ikke", "ring til mig", "hvorfor?", "", "32 12 34 56", "99:99"])
def test_no_wish(text: str, words: BookingWords) -> None:
    assert wished(text, "da", words, FREE, NOW) is None


def test_nothing_is_free(words: BookingWords) -> None:
    assert wished("torsdag", "da", words, (), NOW) is None
