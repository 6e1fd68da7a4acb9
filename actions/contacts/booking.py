"""From a draft to a request: one transaction, in which all of it happens or nothing."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.attachments import hand_over
from actions.contacts.calendar import Calendar
from actions.contacts.codes import PrivateCodes, new_reference
from actions.contacts.draft import Urgency
from actions.contacts.draft_rows import found
from actions.contacts.errors import NoConsentError, NoWayError, SlotError
from actions.contacts.ledger import Ledger
from actions.contacts.request import PARENT, Booking
from actions.contacts.request_rows import RequestRows
from actions.contacts.slots import Slot
from actions.contacts.statuses import Act, Status
from actions.contacts.taking import refuse_taken, take
from actions.contacts.writing import writing
from actions.municipality import Coordinator
from actions.store.contact_tables import ContactDraftRow, ContactRequestRow, ContactWayRow
from actions.store.engine import Store

CARRIED = (
    "school", "taken_by", "text_language", "topic", "grade", "name", "about", "urgency", "language", "interpreter",
)  # fmt: skip
EMPTIED = ("topic", "grade", "name", "about", "urgency", "language", "interpreter", "starts_at", "ends_at")


class BookingDesk:
    """Books drafts. The database decides who gets a slot, and that a draft becomes one request only."""

    def __init__(
        self, store: Store, calendar: Calendar, rows: RequestRows, ledger: Ledger, codes: PrivateCodes
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._rows = rows
        self._ledger = ledger
        self._codes = codes

    def book(self, draft: str, now: datetime, *, who: str = PARENT) -> Booking:
        """The draft becomes a request; submitted again, it gives the same booking with the same code.

        Raises DraftGoneError, NoWayError, NoConsentError, or a SlotError that carries the next free slots and
        has taken the lost slot out of the draft. Then nothing is booked.
        """
        try:
            with writing(self._store) as session:
                row = found(session.get(ContactDraftRow, draft, with_for_update=True))
                return self._repeated(session, row) or self._booked(session, row, who, now)
        except SlotError as error:
            raise self._after_loss(draft, error, now) from None

    def _repeated(self, session: Session, draft: ContactDraftRow) -> Booking | None:
        row = session.scalar(select(ContactRequestRow).where(ContactRequestRow.draft == draft.id))
        if row is None:
            return None
        code = self._codes.code(draft.seed)
        still = self._codes.opens(row.reference, code, row.code_hash)
        return Booking(self._rows.view(session, row), code if still else None, repeated=True)

    def _booked(self, session: Session, draft: ContactDraftRow, who: str, now: datetime) -> Booking:
        if not draft.ways:
            raise NoWayError
        if draft.consent_at is None:
            raise NoConsentError
        coordinator = self._calendar.coordinator_for(draft.school, draft.grade, draft.topic)
        slot = self._slot(draft, coordinator, now)
        if slot:
            refuse_taken(session, slot)
        code = self._codes.code(draft.seed)
        row = _request(session, draft, coordinator, now)
        row.code_hash = self._codes.digest(row.reference, code)
        session.add(row)
        take(session, row, slot)
        session.add_all(ContactWayRow(request=row.id, **way) for way in draft.ways)
        hand_over(session, draft.id, row.id)
        self._ledger.open(session, row, who, now)
        if who == f"coordinator:{row.coordinator}":
            self._ledger.enter(session, row, Act.CONFIRM, who, now)
        _empty(draft, now)
        return Booking(self._rows.view(session, row), code)

    def _slot(self, draft: ContactDraftRow, coordinator: Coordinator, now: datetime) -> Slot | None:
        if draft.starts_at is None:
            return None
        if draft.taken_by:
            return self._calendar.own_slot(coordinator, draft.starts_at, now)
        return self._calendar.still_offered(coordinator, draft.starts_at, now)

    def _after_loss(self, draft: str, error: SlotError, now: datetime) -> SlotError:
        with writing(self._store) as session:
            row = found(session.get(ContactDraftRow, draft, with_for_update=True))
            coordinator = self._calendar.coordinator_for(row.school, row.grade, row.topic)
            row.starts_at = row.ends_at = None
        return self._calendar.with_next(error, coordinator, now)


def _request(
    session: Session, draft: ContactDraftRow, coordinator: Coordinator, now: datetime
) -> ContactRequestRow:
    return ContactRequestRow(
        reference=_free_reference(session),
        draft=draft.id,
        status=Status.REQUESTED,
        coordinator=coordinator.id,
        urgent=draft.urgency == Urgency.THIS_WEEK,
        sequence=0,
        consent_at=draft.consent_at,
        created_at=now,
        changed_at=now,
        **{column: getattr(draft, column) for column in CARRIED},
    )


def _free_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        if not session.scalar(select(ContactRequestRow.id).where(ContactRequestRow.reference == reference)):
            return reference


def _empty(draft: ContactDraftRow, now: datetime) -> None:
    """What was booked lives in the request only; the draft remembers just enough to be submitted again."""
    for column in EMPTIED:
        setattr(draft, column, None)
    draft.ways, draft.skipped = [], []
    draft.booked_at = draft.changed_at = now
