"""What goes along with a booking because the parent said so: the text she saw, word for word, and nothing else."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from actions.contacts.draft_rows import found, refuse_booked
from actions.contacts.writing import writing
from actions.store.contact_tables import ContactDraftRow
from actions.store.engine import Store
from actions.store.sheet_tables import ContactAttachmentRow

MOST = 4


@dataclass(frozen=True, slots=True)
class Attachment:
    """`source` says what it was made from, such as `sheet:<draft>`; `kind` what it is, such as `sheet`."""

    source: str
    kind: str
    language: str
    text: str = field(repr=False)


class Attachments:
    """Put on a draft and taken off again; each takes back a consent given before, for consent is to what was shown.

    Both raise DraftGoneError for an unknown draft, AlreadyBookedError once it is booked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def attach(self, draft: str, attachment: Attachment, now: datetime) -> None:
        """Put it on; one from the same source makes way for it. A fifth is left out."""
        with writing(self._store) as session:
            _open(session, draft, now)
            _take_off(session, draft, attachment.source)
            if len(attached(session, draft=draft)) < MOST:
                session.add(_row(draft, attachment, now))

    def remove(self, draft: str, source: str, now: datetime) -> None:
        """Take it off; one that isn't there changes nothing."""
        with writing(self._store) as session:
            _open(session, draft, now)
            _take_off(session, draft, source)

    def of_draft(self, draft: str) -> tuple[Attachment, ...]:
        """What goes along with a draft, in the order it was put on."""
        with self._store.transaction() as session:
            return attached(session, draft=draft)


def attached(
    session: Session, *, draft: str | None = None, request: int | None = None
) -> tuple[Attachment, ...]:
    """What goes along with a draft, or went along with a request."""
    own = ContactAttachmentRow.draft == draft if draft else ContactAttachmentRow.request == request
    rows = session.scalars(select(ContactAttachmentRow).where(own).order_by(ContactAttachmentRow.id))
    return tuple(Attachment(row.source, row.kind, row.text_language, row.text) for row in rows)


def hand_over(session: Session, draft: str, request: int) -> None:
    """The draft is booked: what was on it belongs to the request."""
    session.execute(
        update(ContactAttachmentRow)
        .where(ContactAttachmentRow.draft == draft)
        .values(draft=None, request=request)
    )


def _open(session: Session, draft: str, now: datetime) -> None:
    row = found(session.get(ContactDraftRow, draft, with_for_update=True))
    refuse_booked(session, row)
    row.consent_at, row.changed_at = None, now


def _take_off(session: Session, draft: str, source: str) -> None:
    session.execute(
        delete(ContactAttachmentRow).where(
            ContactAttachmentRow.draft == draft, ContactAttachmentRow.source == source
        )
    )


def _row(draft: str, attachment: Attachment, now: datetime) -> ContactAttachmentRow:
    return ContactAttachmentRow(
        draft=draft,
        request=None,
        source=attachment.source,
        kind=attachment.kind,
        text_language=attachment.language,
        text=attachment.text,
        created_at=now,
    )
