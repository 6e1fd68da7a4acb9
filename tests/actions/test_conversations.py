"""Conversations: who may speak in one, what is kept of it, and that erasing and ending leave nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, inspect, select

from actions.conversations import (
    LIFETIME,
    Conversation,
    ConversationEndedError,
    ConversationRefusedError,
    Conversations,
    IdempotencyConflictError,
    IdempotentRequest,
    OfferedChoice,
    TurnRecord,
    new_value,
)
from actions.store import Store
from actions.store.tables import Base, ConversationRow, TurnRow

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HELLO = {"type": "text", "text": "Hej", "language": "da"}


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conversations(store: Store, clock: Clock) -> Conversations:
    return Conversations(store, clock)


Begin = Callable[[], tuple[Conversation, str]]


@pytest.fixture
def begin(conversations: Conversations) -> Begin:
    def start() -> tuple[Conversation, str]:
        first = said(None, offers=[OfferedChoice(new_value(), "Tidlige tegn", "/early_signs")])
        return conversations.start(
            school="demo-dk", country="dk", audience="parent", language="da", channel="web", first=first
        )

    return start


def said(text: str | None, offers: list[OfferedChoice] | None = None) -> TurnRecord:
    return TurnRecord(
        outcome="flow",
        language="da",
        heard="da",
        text=text,
        replies=[HELLO],
        choices=offers or [],
        intent="greet",
        passages=["p-1"],
        milliseconds={"ask_rasa": 12.5},
    )


def counts(store: Store, conversation: str) -> dict[str, int]:
    """Rows of a conversation by table, over every table that names one."""
    found = {}
    with store.transaction() as session:
        for table in Base.metadata.sorted_tables:
            key = "id" if table.name == "conversation" else "conversation"
            if key in table.columns:
                query = select(func.count()).select_from(table).where(table.columns[key] == conversation)
                found[table.name] = session.scalar(query) or 0
    return {name: count for name, count in found.items() if count}


def test_ids_and_tokens_are_long_minted_and_the_token_is_not_stored(begin: Begin, store: Store) -> None:
    (one, token), (other, second) = begin(), begin()
    assert one.id != other.id and token != second
    assert len(one.id) == 32 and len(token) >= 43
    with store.transaction() as session:
        row = session.get_one(ConversationRow, one.id)
        assert token not in [str(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs]


def test_only_its_own_token_opens_a_conversation(begin: Begin, conversations: Conversations) -> None:
    (one, token), (_, second) = begin(), begin()
    assert conversations.authenticate(one.id, token) == one
    for wrong in (second, "", token[:-1], token + "x", "ø", "\x00", "x" * 100_000):
        with pytest.raises(ConversationRefusedError):
            conversations.authenticate(one.id, wrong)


@pytest.mark.parametrize(
    "made_up", ["", "0" * 32, "x", "\x00", "' OR 1=1 --", "æ" * 32, "a" * 5000, "\ud800"]
)
def test_a_conversation_nobody_began_is_refused(
    begin: Begin, conversations: Conversations, made_up: str
) -> None:
    _, token = begin()
    with pytest.raises(ConversationRefusedError):
        conversations.authenticate(made_up, token)


def test_a_turn_is_kept_whole_and_the_transcript_is_in_order(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    own, token = begin()
    conversations.record(own.id, said("Hej"))
    conversations.record(own.id, replace(said("Farvel"), replies=[HELLO, HELLO]))
    entries = conversations.transcript(own.id)
    assert [(e.turn, e.sender, e.text) for e in entries] == [
        (0, "assistant", None),
        (1, "person", "Hej"),
        (1, "assistant", None),
        (2, "person", "Farvel"),
        (2, "assistant", None),
        (2, "assistant", None),
    ]
    assert [e.reply for e in entries if e.sender == "assistant"] == [HELLO] * 4
    assert [e.reply for e in entries if e.sender == "person"] == [None, None]
    assert conversations.authenticate(own.id, token).turns == 3
    with store.transaction() as session:
        row = session.scalars(select(TurnRow).where(TurnRow.number == 1)).one()
        kept = (row.outcome, row.intent, row.passages, row.milliseconds, row.created_at)
    assert kept == ("flow", "greet", ["p-1"], {"ask_rasa": 12.5}, NOON)


def test_a_message_stopped_at_the_door_is_not_in_the_transcript(
    begin: Begin, conversations: Conversations
) -> None:
    own, _ = begin()
    conversations.record(own.id, replace(said(None), outcome="blocked"))
    assert [entry.sender for entry in conversations.transcript(own.id)] == ["assistant", "assistant"]


def test_the_language_of_the_last_turn_is_the_conversations(
    begin: Begin, conversations: Conversations
) -> None:
    own, token = begin()
    conversations.record(own.id, replace(said("Hello"), language="en", heard="en"))
    assert conversations.authenticate(own.id, token).language == "en"


def test_a_choice_counts_only_where_it_was_offered(begin: Begin, conversations: Conversations) -> None:
    (one, _), (other, _) = begin(), begin()
    offer = OfferedChoice(new_value(), "Ja", "/affirm")
    conversations.record(one.id, said("?", [offer]))
    assert conversations.choice(one.id, offer.value) == replace(offer, turn=1)
    assert conversations.choice(other.id, offer.value) is None
    for made_up in ("", "\x00", "x" * 64, "/affirm", offer.value.swapcase() + "!"):
        assert conversations.choice(one.id, made_up) is None
    assert conversations.payloads(other.id, [offer.value]) == {}
    assert conversations.payloads(one.id, [offer.value, "x"]) == {offer.value: "/affirm"}


def test_the_last_replies_are_those_of_the_newest_turn(begin: Begin, conversations: Conversations) -> None:
    own, _ = begin()
    newest = {**HELLO, "text": "Farvel"}
    conversations.record(own.id, said("Hej"))
    conversations.record(own.id, replace(said("Farvel"), replies=[newest, HELLO]))
    assert conversations.last_replies(own.id) == [newest, HELLO]


def test_a_conversation_knows_which_languages_it_replied_in(
    begin: Begin, conversations: Conversations
) -> None:
    (own, _), (other, _) = begin(), begin()
    conversations.record(own.id, replace(said("dzień dobry"), replies=[{**HELLO, "language": "pl"}, HELLO]))
    assert conversations.has_replied_in(own.id, "pl") and conversations.has_replied_in(own.id, "da")
    assert not conversations.has_replied_in(own.id, "ar")
    assert not conversations.has_replied_in(other.id, "pl")


def test_a_repeated_request_gets_the_answer_it_got(begin: Begin, conversations: Conversations) -> None:
    (one, _), (other, _) = begin(), begin()
    request = IdempotentRequest("key-1", "hash")
    assert conversations.replay(one.id, request) is None
    conversations.record(one.id, said("Hej"), request=request, response={"replies": [HELLO]})
    assert conversations.replay(one.id, request) == {"replies": [HELLO]}
    assert conversations.replay(other.id, request) is None, "keys of one conversation mean nothing in another"
    with pytest.raises(IdempotencyConflictError):
        conversations.replay(one.id, IdempotentRequest("key-1", "other"))


def test_the_same_key_twice_keeps_nothing_of_the_second(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    own, _ = begin()
    request = IdempotentRequest("key-1", "hash")
    conversations.record(own.id, said("Hej"), request=request, response={"replies": []})
    before = counts(store, own.id)
    with pytest.raises(IdempotencyConflictError):
        conversations.record(own.id, said("Hej"), request=request, response={"replies": []})
    assert counts(store, own.id) == before


def test_a_conversation_ends_twelve_hours_after_its_last_message(
    begin: Begin, conversations: Conversations, clock: Clock
) -> None:
    own, token = begin()
    assert own.expires_at == NOON + timedelta(hours=12)
    clock.now = NOON + timedelta(hours=11)
    conversations.record(own.id, said("Hej"))
    clock.now = NOON + timedelta(hours=11) + LIFETIME
    assert conversations.authenticate(own.id, token).expires_at == clock.now
    assert conversations.ended() == []
    clock.now += timedelta(seconds=1)
    with pytest.raises(ConversationEndedError):
        conversations.authenticate(own.id, token)
    assert conversations.ended() == [own.id]
    with pytest.raises(ConversationRefusedError):
        conversations.authenticate(own.id, "a stranger learns nothing from the time")


def test_erasing_leaves_no_row_in_any_table(begin: Begin, conversations: Conversations, store: Store) -> None:
    (own, token), (other, second) = begin(), begin()
    for conversation in (own, other):
        offers = [OfferedChoice(new_value(), "Ja", "/affirm"), OfferedChoice(new_value(), "Nej", "/deny")]
        request = IdempotentRequest("key", "hash")
        conversations.record(conversation.id, said("Hej", offers), request=request, response={})
    everything = {"conversation": 1, "turn": 2, "message": 3, "choice": 3, "idempotency": 1}
    assert counts(store, own.id) == everything
    receipt = conversations.erase(own.id)
    assert {table: rows for table, rows in receipt.items() if rows} == everything
    assert counts(store, own.id) == {}
    assert counts(store, other.id) == everything, "somebody else's conversation is untouched"
    with pytest.raises(ConversationRefusedError):
        conversations.authenticate(own.id, token)
    assert conversations.authenticate(other.id, second).id == other.id
    assert set(conversations.erase(own.id).values()) == {0}


def test_every_table_that_names_a_conversation_is_erased(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    """A new table with a conversation in it must be added to the erasure."""
    own, _ = begin()
    named = {t.name for t in Base.metadata.sorted_tables if "conversation" in t.columns} | {"conversation"}
    assert named == set(conversations.erase(own.id))


def test_a_turn_that_ends_after_the_erasure_keeps_nothing(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    own, _ = begin()
    conversations.erase(own.id)
    with pytest.raises(ConversationRefusedError):
        conversations.record(own.id, said("Hej"), request=IdempotentRequest("k", "h"), response={})
    assert counts(store, own.id) == {}


def test_turns_at_once_each_get_their_number(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    own, _ = begin()
    together = Barrier(6)

    def take(number: int) -> None:
        together.wait()
        conversations.record(own.id, said(f"Besked {number}"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(take, range(6)))
    with store.transaction() as session:
        rows = session.scalars(select(TurnRow.number).where(TurnRow.conversation == own.id))
        assert sorted(rows) == list(range(7))
    assert counts(store, own.id)["message"] == 13


def test_erasing_while_turns_are_written_leaves_nothing(
    begin: Begin, conversations: Conversations, store: Store
) -> None:
    own, _ = begin()
    together = Barrier(5)

    def take(number: int) -> None:
        together.wait()
        try:
            conversations.record(own.id, said(f"Besked {number}"))
        except ConversationRefusedError:
            return

    with ThreadPoolExecutor(5) as pool:
        turns = [pool.submit(take, number) for number in range(4)]
        together.wait()
        conversations.erase(own.id)
        for turn in turns:
            turn.result()
    assert counts(store, own.id) == {}
