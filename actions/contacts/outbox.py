"""Mail that is to be sent about a request. Written with the request, sent by somebody else, later or never."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.request_rows import RequestRows, ways_of
from actions.contacts.statuses import Act
from actions.store.contact_tables import ContactEventRow, ContactRequestRow, OutboxRow


class Reader(StrEnum):
    PARENT = "parent"
    COORDINATOR = "coordinator"


READERS = {
    Act.BOOK: (Reader.PARENT, Reader.COORDINATOR),
    Act.CHANGE: (Reader.PARENT, Reader.COORDINATOR),
    Act.ACCEPT: (Reader.PARENT, Reader.COORDINATOR),
    Act.CANCEL: (Reader.PARENT, Reader.COORDINATOR),
    Act.CONFIRM: (Reader.PARENT,),
    Act.PROPOSE_OTHER: (Reader.PARENT,),
    Act.DECLINE: (Reader.PARENT,),
}
"""Who hears of what; a mail's `kind` is `<act>.<reader>`, such as `book.parent`."""


class Outbox:
    """Puts mail into the table, in the caller's transaction."""

    def __init__(self, rows: RequestRows) -> None:
        self._rows = rows

    def post(self, session: Session, row: ContactRequestRow, act: Act, now: datetime) -> None:
        """One mail to the coordinator and one to each of the parent's addresses, where the act concerns them."""
        session.flush()
        payload = _payload(session, row)
        for reader in READERS.get(act, ()):
            for recipient in self._recipients(session, row, reader):
                session.add(_mail(f"{act}.{reader}", recipient, row, payload, now))

    def _recipients(self, session: Session, row: ContactRequestRow, reader: Reader) -> list[str]:
        if reader is Reader.COORDINATOR:
            return [self._rows.coordinator(row).email]
        return [way.value for way in ways_of(session, row.id) if way.kind == "email"]


def _mail(
    kind: str, recipient: str, row: ContactRequestRow, payload: dict[str, Any], now: datetime
) -> OutboxRow:
    return OutboxRow(
        kind=kind,
        recipient=recipient,
        reference=row.reference,
        payload=payload,
        attempts=0,
        created_at=now,
        next_try_at=now,
    )


def _payload(session: Session, row: ContactRequestRow) -> dict[str, Any]:
    """Who, when and where, for the words of a mail and its calendar invitation; never what it is about.

    `withdrawn` is the time that an invitation stands for and that nothing has replaced.
    """
    return {
        "reference": row.reference,
        "school": row.school,
        "coordinator": row.coordinator,
        "status": row.status,
        "language": row.text_language,
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "sequence": row.sequence,
        "urgent": row.urgent,
        "by_phone": any(way.kind == "phone" for way in ways_of(session, row.id)),
        "withdrawn": None if row.starts_at else _earlier_time(session, row),
    }


def _earlier_time(session: Session, row: ContactRequestRow) -> dict[str, str] | None:
    """The time as it was before the newest event, which is the one being told about."""
    before = session.scalars(
        select(ContactEventRow)
        .where(ContactEventRow.request == row.id)
        .order_by(ContactEventRow.id.desc())
        .offset(1)
        .limit(1)
    ).first()
    if before is None or before.starts_at is None or before.ends_at is None:
        return None
    return {"starts_at": before.starts_at.isoformat(), "ends_at": before.ends_at.isoformat()}
