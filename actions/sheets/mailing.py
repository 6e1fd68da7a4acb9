"""A mail with the way to a sheet. What stands on the sheet is never in it, nor is the private code: a mail can be read
by others, and an address can be mistyped (docs/decisions/0008-the-way-to-a-sheet.md)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from actions.contacts.door import wrong_code
from actions.contacts.ways import read_email
from actions.contacts.writing import writing
from actions.sheets.errors import TooManyMailsError
from actions.store.contact_tables import OutboxRow
from actions.store.engine import Store
from actions.store.sheet_tables import SheetRow

KIND = "sheet.parent"
MOST_MAILS = 3
"""For one sheet: the chat must not become a way to fill somebody's mailbox."""


class SheetMail:
    """Puts mail into the outbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def send(self, sheet: int, address: str, language: str, now: datetime) -> str:
        """One mail, in `language`; the same address again is no second mail. Returns the address as it is used.

        Raises EmailError, TooManyMailsError, or CodeWrongError for a sheet forgotten meanwhile.
        """
        recipient = read_email(address)
        with writing(self._store) as session:
            row = session.get(SheetRow, sheet, with_for_update=True)
            if row is None:
                raise wrong_code()
            if not _is_on_its_way(session, row, recipient):
                session.add(_mail(row, recipient, language, now))
        return recipient


def _is_on_its_way(session: Session, row: SheetRow, recipient: str) -> bool:
    """Raises TooManyMailsError."""
    mails = select(OutboxRow).where(OutboxRow.reference == row.reference, OutboxRow.kind == KIND)
    waiting = mails.where(OutboxRow.recipient == recipient, OutboxRow.sent_at.is_(None))
    if session.scalar(waiting.limit(1)):
        return True
    if (session.scalar(select(func.count()).select_from(mails.subquery())) or 0) >= MOST_MAILS:
        raise TooManyMailsError(limit=MOST_MAILS)
    return False


def _mail(row: SheetRow, recipient: str, language: str, now: datetime) -> OutboxRow:
    return OutboxRow(
        kind=KIND,
        recipient=recipient,
        reference=row.reference,
        payload={"school": row.school, "language": language},
        attempts=0,
        created_at=now,
        next_try_at=now,
    )
