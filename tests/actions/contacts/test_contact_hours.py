"""Bookable times: inside the contact hours on the wall clock, never overlapping, never on a holiday or in the past."""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.contact_hours import BookingRules, ContactHours
from actions.office_hours import ClosedPeriod, OfficeHours
from actions.public_holidays import is_public_holiday
from actions.schools import PolicyError, load_municipalities
from tests.contact_world import MUNICIPALITIES

FOLDER = Path(__file__).parents[3] / "knowledge" / "policy" / "municipalities"
ZONES = {"dk": ZoneInfo("Europe/Copenhagen"), "no": ZoneInfo("Europe/Oslo")}
COUNTRIES = ("dk", "no")


def hours(
    country: str = "dk",
    week: dict[int, tuple[tuple[time, time], ...]] | None = None,
    closed: tuple[ClosedPeriod, ...] = (),
    rules: BookingRules | None = None,
) -> ContactHours:
    every_day = {day: ((time(9), time(11)),) for day in range(7)}
    office = OfficeHours(every_day if week is None else week, ZONES[country], closed)
    return ContactHours(office, country, rules or BookingRules(30, 28, 24))


def clock(country: str, spans: list[tuple[datetime, datetime]]) -> list[str]:
    return [f"{start.astimezone(ZONES[country]):%H:%M}" for start, _ in spans]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    ("day", "utc"),
    [(date(2027, 3, 27), 8), (date(2027, 4, 4), 7), (date(2026, 10, 24), 7), (date(2026, 10, 25), 8)],
)
def test_nine_is_nine_on_the_wall_before_and_after_the_clocks_change(
    country: str, day: date, utc: int
) -> None:
    spans = list(hours(country).on(day))
    assert clock(country, spans) == ["09:00", "09:30", "10:00", "10:30"]
    assert spans[0][0] == datetime.combine(day, time(utc), tzinfo=UTC)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 29), ["01:00", "03:00", "03:30"]),  # 01:30 would end at 03:00
        (date(2026, 10, 25), ["01:00", "01:30", "02:00", "03:00", "03:30"]),  # 02:00 once
    ],
)
def test_the_night_the_clocks_change_offers_only_times_that_read_one_way(
    country: str, day: date, expected: list[str]
) -> None:
    week = {6: ((time(1), time(4)),)}
    spans = list(hours(country, week).on(day))
    assert clock(country, spans) == expected
    assert all(end - start == timedelta(minutes=30) for start, end in spans)


@pytest.mark.parametrize(
    ("country", "day", "holiday"),
    [
        ("dk", date(2026, 12, 25), True),
        ("no", date(2026, 12, 25), True),
        ("no", date(2027, 5, 17), True),
        ("no", date(2027, 5, 1), True),
        ("dk", date(2027, 5, 1), False),  # a working day in Denmark, unless the municipality says otherwise
        ("dk", date(2027, 4, 23), False),  # the general prayer day until 2023
        ("dk", date(2023, 5, 5), True),
        ("dk", date(2027, 5, 6), True),
        ("no", date(2027, 5, 6), True),
        ("dk", date(2027, 5, 18), False),
    ],
)
def test_public_holidays(country: str, day: date, holiday: bool) -> None:
    assert is_public_holiday(country, day) is holiday
    assert bool(list(hours(country).on(day))) is not holiday


def test_a_closed_period_offers_nothing_and_the_day_after_does() -> None:
    closed = (ClosedPeriod(date(2027, 2, 15), date(2027, 2, 21), {}),)
    opened = hours(closed=closed)
    assert [bool(list(opened.on(date(2027, 2, day)))) for day in (14, 15, 18, 21, 22)] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_notice_and_how_far_ahead() -> None:
    now = datetime(2026, 11, 23, 9, 10, tzinfo=ZONES["dk"])
    spans = list(hours(rules=BookingRules(30, 3, 24)).bookable(now))
    assert spans[0][0] == datetime(2026, 11, 24, 9, 30, tzinfo=ZONES["dk"])
    assert spans[-1][0] == datetime(2026, 11, 26, 10, 30, tzinfo=ZONES["dk"])


def test_a_time_that_began_is_past_even_without_notice() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=ZONES["dk"])
    first = next(hours(rules=BookingRules(30, 3, 0)).bookable(now))
    assert first[0] == now + timedelta(minutes=30)


def test_a_now_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next(hours().bookable(datetime(2026, 11, 23, 9, 0)))  # noqa: DTZ001


def test_everybody_in_the_demo_files_can_be_booked() -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    for place in MUNICIPALITIES.all:
        for who in (*place.coordinators, place.fallback):
            assert len(list(who.contact_hours.bookable(now))) > 10, who.id


GRID = st.integers(0, 287).map(lambda step: time(step * 5 // 60, step * 5 % 60))
STRETCHES = st.lists(GRID, max_size=6, unique=True).map(
    lambda moments: tuple(zip(sorted(moments)[::2], sorted(moments)[1::2], strict=False))
)
WEEKS = st.dictionaries(st.integers(0, 6), STRETCHES)
NOWS = st.integers(0, 6 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
RULES = st.builds(
    BookingRules, st.integers(2, 36).map(lambda step: step * 5), st.integers(1, 60), st.integers(0, 72)
)


@given(
    country=st.sampled_from(COUNTRIES),
    week=WEEKS,
    now=NOWS,
    rules=RULES,
    first=st.integers(0, 40),
    days=st.integers(0, 9),
)
def test_any_week_gives_sound_times(
    country: str, week: dict[int, tuple[tuple[time, time], ...]], now: datetime, rules: BookingRules, first: int, days: int
) -> None:  # fmt: skip
    closes = now.date() + timedelta(days=first)
    closed = ClosedPeriod(closes, closes + timedelta(days=days), {})
    opened = hours(country, week, (closed,), rules)
    spans = list(opened.bookable(now))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for start, end in spans:
        begins, ends = start.astimezone(ZONES[country]), end.astimezone(ZONES[country])
        assert end - start == timedelta(minutes=rules.slot_minutes)
        assert start > now
        assert start >= now + timedelta(hours=rules.notice_hours)
        assert (begins.date() - now.astimezone(ZONES[country]).date()).days <= rules.book_ahead_days
        assert not is_public_holiday(country, begins.date())
        assert not closed.covers(begins.date())
        assert any(a <= begins.time() < ends.time() <= b for a, b in week[begins.weekday()])


@given(
    country=st.sampled_from(COUNTRIES),
    week=WEEKS,
    day=st.dates(date(2025, 1, 1), date(2031, 1, 1)),
    rules=RULES,
)
def test_an_ordinary_day_is_used_to_the_full(
    country: str, week: dict[int, tuple[tuple[time, time], ...]], day: date, rules: BookingRules
) -> None:
    if is_public_holiday(country, day) or day.month in (3, 10):
        return
    minutes = [
        (b.hour * 60 + b.minute - a.hour * 60 - a.minute) // rules.slot_minutes
        for a, b in week.get(day.weekday(), ())
    ]
    assert len(list(hours(country, week, (), rules).on(day))) == sum(minutes)


MISTAKES = [
    ('mon: "09:00-12:00"', 'mon: "09:02-12:00"', "coordinators > 0 > contact_hours", "five-minute step"),
    ('mon: "09:00-12:00"', 'mon: "09:00-09:20"', "the whole file", "'dk-birkemose', contact_hours, mon: shorter than"),
    ("slot_minutes: 30", "slot_minutes: 32", "booking > slot_minutes", "steps of five"),
    ("slot_minutes: 30", "slot_minutes: 5", "booking > slot_minutes", "greater than or equal to 10"),
    ("book_ahead_days: 28", "book_ahead_days: 1", "booking", "nothing could ever be booked"),
    ("book_ahead_days: 28", "book_ahead: 28", "booking > book_ahead_days", "required"),
    ("    contact_hours:\n      mon", "    contact_times:\n      mon", "coordinators > 0 > contact_hours", "required"),
    ("booking:\n", "bookings:\n", "booking", "required"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "field", "says"), MISTAKES)
def test_an_editors_mistake_is_named(tmp_path: Path, old: str, new: str, field: str, says: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "municipalities"))
    file = folder / "demo-dk.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_municipalities(folder)
    lines = str(caught.value).splitlines()[1:]
    assert any(line.startswith(f"  {field}: ") and says in line for line in lines), str(caught.value)
