"""Gaps: counted by normal form, without what could tell who asked, forgotten when nobody asks any more."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect

from actions.contacts import load_retention
from actions.gaps import Gaps, normal_form
from actions.store import Store
from knowledge.model import Asker

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PARENT = Asker("da", "dk", "parent", "demo-dk")
OWN_WORDS = frozenset(
    [
        "min",
        "søn",
        "må",
        "få",
        "hvor",
        "meget",
        "hund",
        "i",
        "med",
        "til",
        "skole",
        "og",
        "at",
        "vil",
        "ikke",
        "kan",
    ]
)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gaps(store: Store, clock: Clock) -> Gaps:
    return Gaps(store, load_retention(), OWN_WORDS.__contains__, clock)


def test_the_same_question_typed_differently_is_one_gap(gaps: Gaps, clock: Clock) -> None:
    assert gaps.record("Må min søn få hund med i skole?", "da", PARENT, ["return"])
    clock.now += timedelta(days=2)
    assert gaps.record("maa min soen faa hund med i skole", "da", PARENT, ["return", "fault"])
    (gap,) = gaps.all()
    assert gap.question == "Må min søn få hund med i skole?"
    assert (gap.count, gap.first_on, gap.last_on) == (2, NOON.date(), clock.now.date())
    assert (gap.language, gap.audience, gap.school, gap.topics) == (
        "da",
        "parent",
        "demo-dk",
        ("return", "fault"),
    )


def test_other_readers_are_counted_apart_and_the_most_frequent_come_first(gaps: Gaps) -> None:
    for asker in (
        PARENT,
        PARENT,
        Asker("da", "dk", "staff", "demo-dk"),
        Asker("da", "dk", "parent", "demo-dk-2"),
    ):
        gaps.record("må han få hund med", "da", asker)
    assert next((gap.audience, gap.school, gap.count) for gap in gaps.all()) == ("parent", "demo-dk", 2)
    assert len(gaps.all()) == 3


def test_only_gaps_asked_since_a_day(gaps: Gaps, clock: Clock) -> None:
    gaps.record("må han få hund med", "da", PARENT)
    clock.now += timedelta(days=3)
    gaps.record("hvor meget hund kan min søn få", "da", PARENT)
    assert [gap.question for gap in gaps.all(since=clock.now.date())] == ["hvor meget hund kan min søn få"]


def test_what_is_not_fit_to_keep_is_not_kept(gaps: Gaps) -> None:
    assert not gaps.record("ord " * 41, "da", PARENT)
    assert not gaps.record("czy mój syn może mieć psa", "pl", PARENT)
    assert not gaps.record("ring 20 12 34 56", "da", PARENT)
    assert gaps.all() == []


def test_no_row_holds_a_conversation_or_a_time_of_day(store: Store) -> None:
    columns = {column["name"]: column["type"] for column in inspect(store.engine).get_columns("gap")}
    assert "conversation" not in columns
    assert str(columns["first_on"]) == str(columns["last_on"]) == "DATE"


def test_a_gap_goes_when_nobody_has_asked_for_its_days(gaps: Gaps, clock: Clock) -> None:
    gaps.record("må han få hund med", "da", PARENT)
    clock.now = NOON + timedelta(days=load_retention().kinds["gap"].days)
    assert gaps.expire() == 0
    clock.now += timedelta(days=1)
    assert (gaps.expire(), gaps.all()) == (1, [])


def test_the_normal_form() -> None:
    assert (
        normal_form("Må  hun få HUND, med?") == normal_form("maa hun faa hund med") == "maa hun faa hund med"
    )
