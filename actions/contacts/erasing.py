"""Erasing requests: by the parent's wish or when their time is over, with a receipt per table."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, delete, select
from sqlalchemy.orm import Session

from actions.contacts.retention import RetentionPolicy
from actions.contacts.statuses import OPEN
from actions.contacts.writing import writing
from actions.store.contact_tables import (
    CodeAttemptRow,
    ContactDraftRow,
    ContactEventRow,
    ContactRequestRow,
    ContactWayRow,
    OutboxRow,
    TakenTimeRow,
)
from actions.store.engine import Store
from actions.store.sheet_tables import ContactAttachmentRow, SheetRow

BATCH = 200


def erase_request(
    session: Session, row: ContactRequestRow, keep_mail_to: str | None = None
) -> dict[str, int]:
    """Erase one request and all that hangs on it; returns rows per table.

    Mail not yet sent to `keep_mail_to`, the coordinator, stays: it tells her that a talk is off.
    """
    session.flush()
    mail = delete(OutboxRow).where(OutboxRow.reference == row.reference)
    if keep_mail_to:
        mail = mail.where((OutboxRow.recipient != keep_mail_to) | OutboxRow.sent_at.is_not(None))
    statements = (
        delete(ContactWayRow).where(ContactWayRow.request == row.id),
        delete(ContactAttachmentRow).where(ContactAttachmentRow.request == row.id),
        delete(ContactEventRow).where(ContactEventRow.request == row.id),
        delete(TakenTimeRow).where(TakenTimeRow.request == row.id),
        mail,
        delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference),
        delete(ContactDraftRow).where(ContactDraftRow.id == row.draft),
        delete(ContactRequestRow).where(ContactRequestRow.id == row.id),
    )
    return {_table(statement): _gone(session, statement) for statement in statements}


class Expiry:
    """Erases what has been kept as long as retention.yml says."""

    def __init__(self, store: Store, policy: RetentionPolicy) -> None:
        self._store = store
        self._policy = policy

    def run(self, now: datetime) -> dict[str, int]:
        """Erase everything whose time is over at `now`; returns rows per table."""
        receipt: Counter[str] = Counter()
        with writing(self._store) as session:
            for statement in self._overdue(now):
                receipt[_table(statement)] += _gone(session, statement)
        while batch := self._some_requests(now):
            receipt.update(batch)
        return dict(receipt)

    def _overdue(self, now: datetime) -> tuple[Delete, ...]:
        limit = self._policy.before
        return (
            delete(ContactDraftRow).where(ContactDraftRow.changed_at < limit("contact_draft", now)),
            delete(CodeAttemptRow).where(CodeAttemptRow.last_at < limit("code_attempt", now)),
            delete(SheetRow).where(SheetRow.changed_at < limit("sheet", now)),
            delete(OutboxRow).where(OutboxRow.sent_at < limit("mail_sent", now)),
            delete(OutboxRow).where(
                OutboxRow.sent_at.is_(None), OutboxRow.created_at < limit("mail_unsent", now)
            ),
        )

    def _some_requests(self, now: datetime) -> Mapping[str, int]:
        """A batch at a time, so that no booking waits long."""
        closed = ContactRequestRow.status.not_in(OPEN) & (
            ContactRequestRow.changed_at < self._policy.before("contact_request_closed", now)
        )
        stale = ContactRequestRow.changed_at < self._policy.before("contact_request_open", now)
        receipt: Counter[str] = Counter()
        with writing(self._store) as session:
            for row in session.scalars(select(ContactRequestRow).where(closed | stale).limit(BATCH)).all():
                receipt.update(erase_request(session, row))
        return receipt


def _table(statement: Delete) -> str:
    return str(statement.entity_description["table"].name)


def _gone(session: Session, statement: Delete) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
