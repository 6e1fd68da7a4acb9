"""Mail waiting to be sent: taken one at a time, marked when sent, tried again, or given up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from actions.contacts.writing import writing
from actions.store.contact_tables import OutboxRow
from actions.store.engine import Store

LEASE = timedelta(minutes=5)
"""How long a taken mail is nobody else's. Whoever takes one must be done, or have given in, well before."""


class MailTrouble(StrEnum):
    """Why a mail has not arrived. The last three are final."""

    UNREACHABLE = "unreachable"
    INSECURE = "insecure"
    LOGIN = "login"
    SENDER = "sender"
    TEMPORARY = "temporary"
    REFUSED = "refused"
    UNWRITABLE = "unwritable"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail somebody has taken. `attempts` counts this one; a repr names nobody."""

    id: int
    kind: str
    recipient: str
    reference: str
    payload: Mapping[str, Any]
    attempts: int
    created_at: datetime

    def __repr__(self) -> str:
        return f"QueuedMail(id={self.id}, kind={self.kind!r}, attempts={self.attempts})"


@dataclass(frozen=True, slots=True)
class MailCounts:
    """`waiting` to be sent, of them `troubled` already tried in vain; `given_up` until retention takes them."""

    waiting: int
    troubled: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail that will not be sent: the desk says so, and somebody has to call instead."""

    kind: str
    given_up_at: datetime
    trouble: MailTrouble


class MailQueue:
    """The outbox table, for those who send. Every method is one short transaction; raises StoreUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, now: datetime) -> QueuedMail | None:
        """The oldest mail that is due, for LEASE this caller's alone; None if there is none.

        One about a request waits for an earlier one to the same reader: "cancelled" never overtakes "booked".
        """
        with writing(self._store) as session:
            row = session.scalars(
                select(OutboxRow)
                .where(_due(now), ~_earlier_one())
                .order_by(OutboxRow.next_try_at, OutboxRow.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if row is None:
                return None
            row.attempts += 1
            row.next_try_at = now + LEASE
            return _queued(row)

    def sent(self, mail: QueuedMail, now: datetime) -> None:
        """It has been handed to the mail server."""
        self._mark(mail, sent_at=now, trouble=None)

    def again(self, mail: QueuedMail, at: datetime, trouble: MailTrouble) -> None:
        """To be tried again, not before `at`."""
        self._mark(mail, next_try_at=at, trouble=trouble)

    def give_up(self, mail: QueuedMail, now: datetime, trouble: MailTrouble) -> None:
        """Never to be tried again; the desk shows it."""
        self._mark(mail, given_up_at=now, trouble=trouble)

    def counts(self) -> MailCounts:
        """How much waits, with or without a mail server."""
        with self._store.transaction() as session:
            return MailCounts(
                waiting=_count(session, _open()),
                troubled=_count(session, _open() & OutboxRow.trouble.is_not(None)),
                given_up=_count(session, OutboxRow.given_up_at.is_not(None)),
            )

    def undelivered(self, reference: str) -> tuple[Undelivered, ...]:
        """The mails about one request that were given up, oldest first."""
        with self._store.transaction() as session:
            rows = session.scalars(
                select(OutboxRow)
                .where(OutboxRow.reference == reference, OutboxRow.given_up_at.is_not(None))
                .order_by(OutboxRow.id)
            )
            return tuple(
                Undelivered(row.kind, row.given_up_at, MailTrouble(row.trouble))
                for row in rows
                if row.given_up_at and row.trouble
            )

    def _mark(self, mail: QueuedMail, **values: object) -> None:
        """Only while it is still this caller's: not after another took it over, or a parent had it erased."""
        with writing(self._store) as session:
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.id == mail.id, OutboxRow.attempts == mail.attempts, _open())
                .where(OutboxRow.reference == mail.reference)
                .values(**values)
            )


def _open() -> ColumnElement[bool]:
    return OutboxRow.sent_at.is_(None) & OutboxRow.given_up_at.is_(None)


def _due(now: datetime) -> ColumnElement[bool]:
    return _open() & (OutboxRow.next_try_at <= now)


def _earlier_one() -> ColumnElement[bool]:
    earlier = aliased(OutboxRow)
    return exists().where(
        earlier.reference == OutboxRow.reference,
        earlier.recipient == OutboxRow.recipient,
        earlier.id < OutboxRow.id,
        earlier.sent_at.is_(None),
        earlier.given_up_at.is_(None),
    )


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(OutboxRow).where(which)) or 0


def _queued(row: OutboxRow) -> QueuedMail:
    return QueuedMail(
        id=row.id,
        kind=row.kind,
        recipient=row.recipient,
        reference=row.reference,
        payload=row.payload,
        attempts=row.attempts,
        created_at=row.created_at,
    )
