"""Conversations: who may speak in one, what was said, what became of each turn, and forgetting it all.

Ids and tokens are minted here and nowhere accepted from outside. A conversation ends twelve hours after
its last message (DESIGN §4); an ended one is erased by `erase_ended`.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.store.contact_tables import ContactDraftRow
from actions.store.engine import Store
from actions.store.feedback_tables import FeedbackGivenRow
from actions.store.flow_tables import FlowDraftRow
from actions.store.tables import ChoiceRow, ConversationRow, IdempotencyRow, MessageRow, TurnRow

LIFETIME = timedelta(hours=12)
ERASED_TABLES = (
    FeedbackGivenRow,
    ContactDraftRow,
    FlowDraftRow,
    IdempotencyRow,
    ChoiceRow,
    MessageRow,
    TurnRow,
)
MINTED = re.compile(r"[A-Za-z0-9_-]{1,32}")
"""The characters of our ids and values; nothing else is looked up (PostgreSQL refuses some texts outright)."""


class ConversationRefusedError(Exception):
    """No such conversation, or the token is not its own: the two are never told apart."""


class ConversationEndedError(Exception):
    """The conversation's twelve hours are over."""


class IdempotencyConflictError(Exception):
    """The same Idempotency-Key came with another request."""


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    channel: str
    school: str
    country: str
    audience: str
    language: str
    turns: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """A quick reply: `value` goes to the client, `payload` to Rasa."""

    value: str
    label: str
    payload: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """All that is kept of one turn. `text` is what the person wrote, or the label of the choice made;
    None keeps it out of the transcript (a message stopped at the door)."""

    outcome: str
    language: str
    heard: str
    text: str | None
    replies: Sequence[dict[str, Any]]
    choices: Sequence[OfferedChoice] = ()
    intent: str | None = None
    passages: Sequence[str] = ()
    milliseconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IdempotentRequest:
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    sender: str
    text: str | None
    reply: dict[str, Any] | None
    turn: int
    created_at: datetime


def new_value() -> str:
    """128 random bits, URL-safe: the value of a choice."""
    return secrets.token_urlsafe(16)


class Conversations:
    """The service over the conversation tables. Every method is one short transaction."""

    def __init__(self, store: Store, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now

    def start(
        self, *, school: str, country: str, audience: str, language: str, channel: str, first: TurnRecord
    ) -> tuple[Conversation, str]:
        """Open a conversation with its greeting; returns it and its token, which is shown this once."""
        token, now = secrets.token_urlsafe(32), self._now()
        row = ConversationRow(
            id=secrets.token_hex(16),
            token_hash=_digest(token),
            channel=channel,
            school=school,
            country=country,
            audience=audience,
            language=language,
            created_at=now,
            last_message_at=now,
            turns=0,
        )
        with self._store.transaction() as session:
            session.add(row)
            session.flush()
            self._write_turn(session, row, first)
            return _conversation(row), token

    def authenticate(self, conversation: str, token: str) -> Conversation:
        """The conversation, if the token opens it.

        Raises ConversationRefusedError or ConversationEndedError.
        """
        with self._store.transaction() as session:
            row = session.get(ConversationRow, conversation) if MINTED.fullmatch(conversation) else None
            known = row.token_hash if row else _digest("")
            if not hmac.compare_digest(known, _digest(token)) or row is None:
                raise ConversationRefusedError
            if row.last_message_at + LIFETIME < self._now():
                raise ConversationEndedError
            return _conversation(row)

    def choice(self, conversation: str, value: str) -> OfferedChoice | None:
        """The choice with this value, if it was offered in this very conversation."""
        if not MINTED.fullmatch(value):
            return None
        with self._store.transaction() as session:
            row = session.get(ChoiceRow, value)
            if row is None or row.conversation != conversation:
                return None
            return OfferedChoice(row.value, row.label, row.payload, row.turn)

    def replay(self, conversation: str, request: IdempotentRequest) -> dict[str, Any] | None:
        """The response already given to this request, or None.

        Raises IdempotencyConflictError if the key was used for another request.
        """
        with self._store.transaction() as session:
            row = session.scalar(
                select(IdempotencyRow).where(
                    IdempotencyRow.conversation == conversation, IdempotencyRow.key == request.key
                )
            )
            if row is None:
                return None
            if row.request_hash != request.request_hash:
                raise IdempotencyConflictError
            return row.response

    def record(
        self,
        conversation: str,
        turn: TurnRecord,
        *,
        request: IdempotentRequest | None = None,
        response: dict[str, Any] | None = None,
    ) -> None:
        """Write one turn whole or not at all.

        Raises ConversationRefusedError if the conversation was erased meanwhile, IdempotencyConflictError if
        another process answered the same request first: then nothing is kept.
        """
        with self._store.writing() as session:
            row = session.get(ConversationRow, conversation, with_for_update=True)
            if row is None:
                raise ConversationRefusedError
            self._write_turn(session, row, turn)
            if request and response is not None:
                _write_answer(session, conversation, request, response)

    def transcript(self, conversation: str) -> list[TranscriptEntry]:
        """Everything said, in order."""
        with self._store.transaction() as session:
            rows = session.scalars(
                select(MessageRow).where(MessageRow.conversation == conversation).order_by(MessageRow.id)
            )
            return [TranscriptEntry(r.sender, r.text, r.reply, r.turn, r.created_at) for r in rows]

    def last_replies(self, conversation: str) -> list[dict[str, Any]]:
        """The replies of the newest turn, for whoever asks to hear them again."""
        with self._store.transaction() as session:
            newest = select(func.max(MessageRow.turn)).where(
                MessageRow.conversation == conversation, MessageRow.reply.is_not(None)
            )
            rows = session.scalars(
                select(MessageRow)
                .where(
                    MessageRow.conversation == conversation,
                    MessageRow.turn == newest.scalar_subquery(),
                    MessageRow.sender == "assistant",
                )
                .order_by(MessageRow.id)
            )
            return [r.reply for r in rows if r.reply]

    def has_replied_in(self, conversation: str, language: str) -> bool:
        """Whether any reply so far was in this language."""
        with self._store.transaction() as session:
            spoken = select(MessageRow.id).where(
                MessageRow.conversation == conversation,
                MessageRow.reply["language"].as_string() == language,
            )
            return session.scalar(spoken.limit(1)) is not None

    def last_outcome(self, conversation: str) -> str | None:
        """What became of the newest turn."""
        with self._store.transaction() as session:
            newest = select(TurnRow.outcome).where(TurnRow.conversation == conversation)
            return session.scalar(newest.order_by(TurnRow.number.desc()).limit(1))

    def newest_intent(self, conversation: str, *, other_than: Collection[str]) -> str | None:
        """The intent of the newest turn that had one, leaving some out."""
        with self._store.transaction() as session:
            query = select(TurnRow.intent).where(
                TurnRow.conversation == conversation,
                TurnRow.intent.is_not(None),
                TurnRow.intent.not_in(other_than),
            )
            return session.scalar(query.order_by(TurnRow.number.desc()).limit(1))

    def payloads(self, conversation: str, values: Sequence[str]) -> dict[str, str]:
        """What each of these choice values means, for choices offered in this conversation."""
        with self._store.transaction() as session:
            rows = session.scalars(
                select(ChoiceRow).where(ChoiceRow.conversation == conversation, ChoiceRow.value.in_(values))
            )
            return {row.value: row.payload for row in rows}

    def erase(self, conversation: str) -> dict[str, int]:
        """Forget a conversation; returns how many rows went from each table."""
        erased: dict[str, int] = {}
        with self._store.writing() as session:
            session.get(ConversationRow, conversation, with_for_update=True)
            for table in ERASED_TABLES:
                erased[table.__tablename__] = _deleted(
                    session, delete(table).where(table.conversation == conversation)
                )
            erased[ConversationRow.__tablename__] = _deleted(
                session, delete(ConversationRow).where(ConversationRow.id == conversation)
            )
        return erased

    def ended(self) -> list[str]:
        """Ids of the conversations whose twelve hours are over and that still wait to be erased."""
        with self._store.transaction() as session:
            before = self._now() - LIFETIME
            return list(
                session.scalars(select(ConversationRow.id).where(ConversationRow.last_message_at < before))
            )

    def _write_turn(self, session: Session, row: ConversationRow, turn: TurnRecord) -> None:
        now, number = self._now(), row.turns
        row.turns, row.last_message_at, row.language = number + 1, now, turn.language
        session.add(
            TurnRow(
                conversation=row.id,
                number=number,
                outcome=turn.outcome,
                language=turn.language,
                heard=turn.heard,
                intent=turn.intent,
                passages=list(turn.passages),
                milliseconds=turn.milliseconds,
                created_at=now,
            )
        )
        if turn.text is not None:
            session.add(
                MessageRow(
                    conversation=row.id,
                    turn=number,
                    sender="person",
                    text=turn.text,
                    reply=None,
                    created_at=now,
                )
            )
        for reply in turn.replies:
            session.add(
                MessageRow(
                    conversation=row.id,
                    turn=number,
                    sender="assistant",
                    text=None,
                    reply=reply,
                    created_at=now,
                )
            )
            session.flush()
        for choice in turn.choices:
            session.add(
                ChoiceRow(
                    value=choice.value,
                    conversation=row.id,
                    turn=number,
                    label=choice.label,
                    payload=choice.payload,
                )
            )


def _write_answer(
    session: Session, conversation: str, request: IdempotentRequest, response: dict[str, Any]
) -> None:
    session.add(
        IdempotencyRow(
            conversation=conversation,
            key=request.key,
            request_hash=request.request_hash,
            response=response,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise IdempotencyConflictError from error


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        row.id,
        row.channel,
        row.school,
        row.country,
        row.audience,
        row.language,
        row.turns,
        row.last_message_at + LIFETIME,
    )


def _deleted(session: Session, statement: Delete) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
