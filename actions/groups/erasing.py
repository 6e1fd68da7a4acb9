"""Forgetting interests: by the family's wish, or when their time is over."""

from collections import Counter
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Delete, delete, or_, select
from sqlalchemy.orm import Session

from actions.contacts.retention import RetentionPolicy
from actions.contacts.writing import writing
from actions.store.contact_tables import CodeAttemptRow, OutboxRow
from actions.store.engine import Store
from actions.store.group_tables import GroupInterestRow

BATCH = 200


def erase_interest(session: Session, row: GroupInterestRow) -> dict[str, int]:
    """Erase one interest, its mails and its wrong codes; returns rows per table."""
    session.flush()
    statements: tuple[tuple[str, Delete], ...] = (
        ("outbox", delete(OutboxRow).where(OutboxRow.reference == row.reference)),
        ("code_attempt", delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference)),
        ("group_interest", delete(GroupInterestRow).where(GroupInterestRow.id == row.id)),
    )
    return {
        table: cast("CursorResult[Any]", session.execute(statement)).rowcount
        for table, statement in statements
    }


class InterestExpiry:
    """Erases what has been kept as long as retention.yml says."""

    def __init__(self, store: Store, policy: RetentionPolicy) -> None:
        self._store = store
        self._policy = policy

    def run(self, now: datetime) -> dict[str, int]:
        """Erase every interest whose time is over at `now`; returns rows per table."""
        receipt: Counter[str] = Counter()
        while batch := self._some(now):
            receipt.update(batch)
        return dict(receipt)

    def _some(self, now: datetime) -> Counter[str]:
        """A batch at a time, so that nobody else waits long."""
        receipt: Counter[str] = Counter()
        with writing(self._store) as session:
            for row in session.scalars(select(GroupInterestRow).where(self._over(now)).limit(BATCH)).all():
                receipt.update(erase_interest(session, row))
        return receipt

    def _over(self, now: datetime) -> ColumnElement[bool]:
        row, limit = GroupInterestRow, self._policy.before
        unconfirmed = row.confirmed_at.is_(None) & (row.created_at < limit("interest_unconfirmed", now))
        waiting = row.invited_at.is_(None) & (row.confirmed_at < limit("interest_waiting", now))
        return or_(unconfirmed, waiting, row.invited_at < limit("interest_invited", now))
