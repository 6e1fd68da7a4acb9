"""Feedback: counted once an answer, changed by a second tap, found by nobody in a conversation, gone in time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, inspect, select

from actions.contacts import load_retention
from actions.conversations import Conversation, Conversations, TurnRecord
from actions.feedback import Feedback, SourceFeedback, UnknownAnswerError
from actions.store import Store
from actions.store.feedback_tables import FeedbackGivenRow, FeedbackRow
from knowledge.model import Kind, Passage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def passage(name: str, kind: Kind = "document", document: str = "003") -> Passage:
    return Passage(name, kind, document, "Titel", (), "Tekst.", "1", "da")


ARTICLE, QUOTE, ELSEWHERE = passage("a1", "article", "force"), passage("d1"), passage("d2")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feedback(store: Store, clock: Clock) -> Feedback:
    return Feedback(store, load_retention(), clock)


@pytest.fixture
def conversations(store: Store, clock: Clock) -> Conversations:
    return Conversations(store, clock)


def answered(conversations: Conversations, *passages: str) -> Conversation:
    turn = TurnRecord("answered", "da", "da", "skal jeg tvinge ham", [], passages=passages)
    own, _ = conversations.start(
        school="demo-dk", country="dk", audience="parent", language="da", channel="web", first=turn
    )
    return own


def counters(store: Store) -> dict[str, int]:
    with store.transaction() as session:
        return {row.kind: row.count for row in session.scalars(select(FeedbackRow))}


def test_a_tap_is_counted_with_the_article_it_is_about(
    store: Store, feedback: Feedback, conversations: Conversations
) -> None:
    own = answered(conversations, "a1", "d1")
    feedback.give(own, [QUOTE, ARTICLE], "helpful")
    with store.transaction() as session:
        row = session.scalars(select(FeedbackRow)).one()
        kept = (
            row.day,
            row.kind,
            row.source,
            row.passages,
            row.language,
            row.audience,
            row.school,
            row.count,
        )
    assert kept == (NOON.date(), "helpful", "force", "a1 d1", "da", "parent", "demo-dk", 1)


def test_the_same_tap_twice_counts_once_and_another_replaces_it(
    store: Store, feedback: Feedback, conversations: Conversations
) -> None:
    own = answered(conversations, "a1")
    for kind in ("not_helpful", "not_helpful", "outdated", "outdated"):
        feedback.give(own, [ARTICLE], kind)  # type: ignore[arg-type]
    assert counters(store) == {"outdated": 1}


def test_others_are_counted_beside_and_unaffected_by_a_change_of_mind(
    store: Store, feedback: Feedback, conversations: Conversations
) -> None:
    first, second = answered(conversations, "a1"), answered(conversations, "a1")
    for own in (first, second):
        feedback.give(own, [ARTICLE], "helpful")
    assert counters(store) == {"helpful": 2}
    feedback.give(first, [ARTICLE], "wrong")
    assert counters(store) == {"helpful": 1, "wrong": 1}


def test_a_change_on_another_day_takes_the_first_day_back(
    store: Store, feedback: Feedback, conversations: Conversations, clock: Clock
) -> None:
    own = answered(conversations, "a1")
    feedback.give(own, [ARTICLE], "helpful")
    clock.now += timedelta(hours=12)
    feedback.give(own, [ARTICLE], "missing")
    with store.transaction() as session:
        rows = [(row.day, row.kind) for row in session.scalars(select(FeedbackRow))]
    assert rows == [(clock.now.date(), "missing")]


def test_an_answer_never_given_here_is_refused(
    store: Store, feedback: Feedback, conversations: Conversations
) -> None:
    own = answered(conversations, "a1")
    answered(conversations, "d2")
    for cited in ([ELSEWHERE], [ARTICLE, ELSEWHERE], []):
        with pytest.raises(UnknownAnswerError):
            feedback.give(own, cited, "helpful")
    assert counters(store) == {}


def test_erasing_the_conversation_leaves_the_counter_and_nothing_that_leads_to_it(
    store: Store, feedback: Feedback, conversations: Conversations
) -> None:
    own = answered(conversations, "a1")
    feedback.give(own, [ARTICLE], "helpful")
    assert conversations.erase(own.id)["feedback_given"] == 1
    with store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(FeedbackGivenRow)) == 0
    assert counters(store) == {"helpful": 1}
    columns = {column["name"] for column in inspect(store.engine).get_columns("feedback")}
    assert not columns & {"conversation", "text", "created_at", "given"}


def test_the_sums_name_the_most_troubled_first(feedback: Feedback, conversations: Conversations) -> None:
    for kind in ("helpful", "helpful"):
        feedback.give(answered(conversations, "d1"), [QUOTE], kind)  # type: ignore[arg-type]
    feedback.give(answered(conversations, "a1"), [ARTICLE], "wrong")
    assert feedback.by_source() == [
        SourceFeedback("force", "da", {"wrong": 1}),
        SourceFeedback("003", "da", {"helpful": 2}),
    ]
    assert feedback.by_source(since=NOON.date() + timedelta(days=1)) == []


def test_it_goes_after_its_days(
    store: Store, feedback: Feedback, conversations: Conversations, clock: Clock
) -> None:
    feedback.give(answered(conversations, "a1"), [ARTICLE], "helpful")
    clock.now = NOON + timedelta(days=load_retention().kinds["feedback"].days)
    assert feedback.expire() == 0
    clock.now += timedelta(days=1)
    assert feedback.expire() == 1
    assert counters(store) == {}
