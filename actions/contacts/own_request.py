"""What a parent can do with her own request: see, change, accept, cancel, forget. Reference and code open it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from actions.contacts.calendar import Calendar
from actions.contacts.door import Door, wrong_code
from actions.contacts.erasing import erase_request
from actions.contacts.errors import SlotError
from actions.contacts.ledger import Ledger
from actions.contacts.request import PARENT, ContactRequest
from actions.contacts.request_rows import RequestRows
from actions.contacts.slots import Slot
from actions.contacts.statuses import OPEN, Act, Status
from actions.contacts.writing import writing
from actions.store.contact_tables import ContactRequestRow
from actions.store.engine import Store


class OwnRequests:
    """Every method raises CodeWrongError or CodeLockedError unless reference and code belong together."""

    def __init__(
        self, store: Store, door: Door, calendar: Calendar, rows: RequestRows, ledger: Ledger
    ) -> None:
        self._store = store
        self._door = door
        self._calendar = calendar
        self._rows = rows
        self._ledger = ledger

    def look_up(self, reference: str, code: str, now: datetime) -> ContactRequest:
        return self._do(reference, code, now, lambda _session, _row: None)

    def free_slots(self, reference: str, code: str, now: datetime, limit: int) -> tuple[Slot, ...]:
        """Times this request can be changed to."""
        request = self._door.enter(reference, code, now)
        with self._store.transaction() as session:
            coordinator = self._rows.coordinator(_there(session, request))
        return self._calendar.free_slots_of(coordinator, now, limit)

    def change(self, reference: str, code: str, start: datetime | None, now: datetime) -> ContactRequest:
        """Another time, or None for "call me"; the coordinator confirms it anew.

        Raises NotPossibleNowError, or a SlotError with the next free slots; the old time then stands.
        """

        def change(session: Session, row: ContactRequestRow) -> None:
            if row.starts_at == start and row.status in OPEN:
                if row.status == Status.PROPOSED_OTHER:
                    self._ledger.enter(session, row, Act.ACCEPT, PARENT, now)
                return
            coordinator = self._rows.coordinator(row)
            slot = self._calendar.still_offered(coordinator, start, now) if start else None
            self._ledger.enter(session, row, Act.CHANGE, PARENT, now, slot=slot)

        try:
            return self._do(reference, code, now, change)
        except SlotError as error:
            error.next_free = self.free_slots(reference, code, now, 3)
            raise

    def accept(self, reference: str, code: str, now: datetime) -> ContactRequest:
        """Take the time the coordinator proposed. Raises NotPossibleNowError."""
        return self._do(reference, code, now, self._act(Act.ACCEPT, now))

    def cancel(self, reference: str, code: str, now: datetime) -> ContactRequest:
        """Call it off; the time is free again. Raises NotPossibleNowError."""
        return self._do(reference, code, now, self._act(Act.CANCEL, now))

    def forget(self, reference: str, code: str, now: datetime) -> dict[str, int]:
        """Erase the request everywhere; returns how many rows went from each table.

        An open one is cancelled first, so that the coordinator doesn't wait for somebody: her mail of that,
        with nothing about the parent in it, is all that stays.
        """
        request = self._door.enter(reference, code, now)
        with writing(self._store) as session:
            row = _there(session, request)
            if row.status in OPEN:
                self._ledger.enter(session, row, Act.CANCEL, PARENT, now)
            return erase_request(session, row, self._rows.coordinator(row).email)

    def _do(
        self,
        reference: str,
        code: str,
        now: datetime,
        change: Callable[[Session, ContactRequestRow], None],
    ) -> ContactRequest:
        request = self._door.enter(reference, code, now)
        with writing(self._store) as session:
            row = _there(session, request)
            change(session, row)
            session.flush()
            return self._rows.view(session, row)

    def _act(self, act: Act, now: datetime) -> Callable[[Session, ContactRequestRow], None]:
        return lambda session, row: self._ledger.enter(session, row, act, PARENT, now)


def _there(session: Session, request: int) -> ContactRequestRow:
    """The row, locked; forgotten meanwhile, it is as if it never was."""
    row = session.get(ContactRequestRow, request, with_for_update=True)
    if row is None:
        raise wrong_code()
    return row
