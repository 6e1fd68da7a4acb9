"""The mails of a group: to confirm an address, and to be invited. Neither says what the group is about."""

from datetime import datetime

from sqlalchemy.orm import Session

from actions.store.contact_tables import OutboxRow
from actions.store.group_tables import GroupInterestRow

CONFIRM, INVITE = "interest.confirm", "interest.invite"
"""A mail's `kind`."""


def post(
    session: Session, row: GroupInterestRow, kind: str, now: datetime, **payload: str | int | None
) -> None:
    """Put a mail to the interest's address into the outbox, in the caller's transaction."""
    told = {"school": row.school, "language": row.text_language, **payload}
    session.add(
        OutboxRow(
            kind=kind,
            recipient=row.email,
            reference=row.reference,
            payload=told,
            attempts=0,
            created_at=now,
            next_try_at=now,
        )
    )
