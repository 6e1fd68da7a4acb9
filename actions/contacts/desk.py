"""What a coordinator does with a request: open, confirm, propose another time, decline, note, book by phone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.belonging import together_with
from actions.contacts.booking import BookingDesk
from actions.contacts.calendar import Calendar
from actions.contacts.codes import PrivateCodes, new_seed, tidy_reference
from actions.contacts.door import Door
from actions.contacts.draft import ContactDraft
from actions.contacts.drafts import ContactDrafts
from actions.contacts.errors import EmptyTextError, NotYoursError
from actions.contacts.free_text import free_text
from actions.contacts.ledger import Ledger
from actions.contacts.request import Booking, ContactRequest
from actions.contacts.request_rows import RequestRows
from actions.contacts.staff import Staff
from actions.contacts.statuses import Act, Status
from actions.contacts.writing import writing
from actions.store.contact_tables import ContactEventRow, ContactRequestRow
from actions.store.engine import Store

NOTE_LIMIT = 2000
REASON_LIMIT = 500


class ContactDesk:
    """Every method raises NotYoursError for a request that isn't there or isn't hers; those that change a
    status raise NotPossibleNowError where it does not allow that."""

    def __init__(
        self,
        store: Store,
        calendar: Calendar,
        rows: RequestRows,
        ledger: Ledger,
        door: Door,
        codes: PrivateCodes,
        drafts: ContactDrafts,
        bookings: BookingDesk,
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._rows = rows
        self._ledger = ledger
        self._door = door
        self._codes = codes
        self._drafts = drafts
        self._bookings = bookings

    def open(self, staff: Staff, reference: str) -> ContactRequest:
        """The whole request with notes and history, and what may belong to it."""
        with self._store.transaction() as session:
            return self._view(session, _own(session, staff, reference))

    def confirm(self, staff: Staff, reference: str, now: datetime) -> ContactRequest:
        return self._enter(staff, reference, Act.CONFIRM, now)

    def propose_other(self, staff: Staff, reference: str, start: datetime, now: datetime) -> ContactRequest:
        """A time of the coordinator's choice, held until the parent answers; the earlier one is given back.

        The same time proposed again changes nothing.

        Raises SlotTakenError, SlotPastError or SlotNotOfferedError; then the earlier one stands.
        """
        with writing(self._store) as session:
            row = _own(session, staff, reference)
            if row.status == Status.PROPOSED_OTHER and row.starts_at == start:
                return self._view(session, row)
            slot = self._calendar.own_slot(self._rows.coordinator(row), start, now)
            self._ledger.enter(session, row, Act.PROPOSE_OTHER, staff.who, now, slot=slot)
            return self._view(session, row)

    def decline(self, staff: Staff, reference: str, reason: str, now: datetime) -> ContactRequest:
        """The parent reads the reason. Raises EmptyTextError without one, TooLongError over 500 characters."""
        return self._enter(staff, reference, Act.DECLINE, now, _said(reason, REASON_LIMIT))

    def cancel(self, staff: Staff, reference: str, now: datetime) -> ContactRequest:
        """On the parent's behalf, as when she calls and has lost her code."""
        return self._enter(staff, reference, Act.CANCEL, now)

    def finish(self, staff: Staff, reference: str, now: datetime) -> ContactRequest:
        """The talk has been had."""
        return self._enter(staff, reference, Act.FINISH, now)

    def note(self, staff: Staff, reference: str, text: str, now: datetime) -> ContactRequest:
        """Add a note for coordinators; the same one twice in a row is one, as after a double click.

        Raises EmptyTextError, or TooLongError over 2,000 characters.
        """
        said = _said(text, NOTE_LIMIT)
        with writing(self._store) as session:
            row = _own(session, staff, reference)
            if not _is_last(session, row, staff.who, said):
                self._ledger.write(session, row, Act.NOTE, staff.who, now, said)
            return self._view(session, row)

    def new_code(self, staff: Staff, reference: str, now: datetime) -> str:
        """A fresh private code for a parent who lost hers; the old one opens nothing any more.

        The coordinator must know who she talks to: she calls back on a number that stands in the request.
        """
        code = self._codes.code(new_seed())
        with writing(self._store) as session:
            row = _own(session, staff, reference)
            row.code_hash = self._codes.digest(row.reference, code)
            self._door.unlock(session, row.reference)
            self._ledger.write(session, row, Act.NEW_CODE, staff.who, now)
        return code

    def start_by_phone(self, staff: Staff, school: str, text_language: str, now: datetime) -> ContactDraft:
        """An empty draft that the coordinator fills in while the parent tells. Raises NotYoursError."""
        if school not in staff.schools:
            raise NotYoursError
        return self._drafts.start(school, text_language=text_language, now=now, taken_by=staff.coordinator)

    def choose_time(self, staff: Staff, draft: str, start: datetime, now: datetime) -> ContactDraft:
        """A time of the coordinator's own choice for a draft she takes by phone.

        Raises NotYoursError for anybody else's draft, SlotPastError or SlotNotOfferedError.
        """
        self._own_draft(staff, draft)
        return self._drafts.choose_own_time(draft, start, now)

    def book_by_phone(self, staff: Staff, draft: str, now: datetime) -> Booking:
        """Book such a draft; confirmed at once where the coordinator books herself.

        Raises what `BookingDesk.book` raises, and NotYoursError for anybody else's draft.
        """
        self._own_draft(staff, draft)
        return self._bookings.book(draft, now, who=staff.who)

    def _own_draft(self, staff: Staff, draft: str) -> None:
        if self._drafts.open(draft).taken_by != staff.coordinator:
            raise NotYoursError

    def _enter(
        self, staff: Staff, reference: str, act: Act, now: datetime, text: str | None = None
    ) -> ContactRequest:
        with writing(self._store) as session:
            row = _own(session, staff, reference)
            self._ledger.enter(session, row, act, staff.who, now, text=text)
            return self._view(session, row)

    def _view(self, session: Session, row: ContactRequestRow) -> ContactRequest:
        session.flush()
        together = tuple(together_with(session, [row.id]).get(row.id, ()))
        return self._rows.view(session, row, with_notes=True, together=together)


def _own(session: Session, staff: Staff, reference: str) -> ContactRequestRow:
    row = session.scalar(
        select(ContactRequestRow)
        .where(ContactRequestRow.reference == tidy_reference(reference))
        .with_for_update()
    )
    if row is None or not staff.may_see(row):
        raise NotYoursError
    return row


def _is_last(session: Session, row: ContactRequestRow, who: str, note: str) -> bool:
    """Whether the newest thing that happened is this very note."""
    newest = (
        select(ContactEventRow)
        .where(ContactEventRow.request == row.id)
        .order_by(ContactEventRow.id.desc())
        .limit(1)
    )
    event = session.scalar(newest)
    return event is not None and (event.act, event.who, event.text) == (Act.NOTE, who, note)


def _said(text: str, limit: int) -> str:
    said = free_text(text, limit)
    if said is None:
        raise EmptyTextError
    return said
