"""A store with the demo municipalities and the services over it: the stage on which contacts are booked in tests."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from actions.contacts import Booking, ContactServices, Slot, Staff, load_retention, open_contacts
from actions.schools import Municipalities, load_municipalities
from actions.store.contact_tables import (
    CodeAttemptRow,
    ContactDraftRow,
    ContactEventRow,
    ContactRequestRow,
    ContactWayRow,
    OutboxRow,
    TakenTimeRow,
)
from actions.store.engine import Store, open_store
from actions.store.sheet_tables import ContactAttachmentRow

MUNICIPALITIES = load_municipalities(Path(__file__).parents[1] / "knowledge" / "policy" / "municipalities")
SECRET = bytes(range(32))
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
"""A Sunday; the first Danish slots are on Monday at 12:00."""
PHONE = "32 12 34 56"
"""The example number of Google's own numbering data: valid in form, nobody's in earnest."""
NORWEGIAN_PHONE = "+47 21 23 45 67"
TABLES = (
    CodeAttemptRow, ContactAttachmentRow, ContactDraftRow, ContactEventRow, ContactRequestRow, ContactWayRow,
    OutboxRow, TakenTimeRow,
)  # fmt: skip

BIRKEMOSE = Staff("dk-birkemose", frozenset({"demo-dk"}))
LUNDAGER = Staff("dk-lundager", frozenset({"demo-dk"}))
HOLMSKOV = Staff("dk-holmskov", frozenset({"demo-dk-2"}))
TEAM = Staff("dk-team")
OUTSIDER = Staff("nobody")


@dataclass(frozen=True)
class World:
    url: str
    store: Store
    contacts: ContactServices

    def free(self, school: str = "demo-dk", grade: int | None = 3, limit: int = 5) -> tuple[Slot, ...]:
        return self.contacts.calendar.free_slots(school, grade, None, NOW, limit)

    def draft(
        self,
        school: str = "demo-dk",
        *,
        grade: int | None = 3,
        way: str = PHONE,
        slot: Slot | None = None,
        urgency: str = "can_wait",
        now: datetime = NOW,
    ) -> str:
        """A draft ready to be booked, at `slot` or to be called; its id."""
        drafts = self.contacts.drafts
        draft = drafts.start(school, text_language="da", now=now).id
        if grade is not None:
            drafts.set_grade(draft, grade, now)
        drafts.set_about(draft, "Hun græder hver søndag aften 🌧", now)
        drafts.set_urgency(draft, urgency, now)
        drafts.set_language(draft, "da", now)
        drafts.add_way(draft, way, now)
        if slot:
            drafts.choose_slot(draft, slot.start, now)
        else:
            drafts.choose_call_me(draft, now)
        drafts.give_consent(draft, now)
        return draft

    def book(self, *, slot: Slot | None = None, now: datetime = NOW, **answers: object) -> Booking:
        return self.contacts.bookings.book(self.draft(slot=slot, now=now, **answers), now)  # type: ignore[arg-type]

    def count(self, table: type) -> int:
        with self.store.transaction() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def counts(self) -> dict[str, int]:
        return {table.__tablename__: self.count(table) for table in TABLES}


def open_world(url: str, municipalities: Municipalities = MUNICIPALITIES) -> World:
    store = open_store(url)
    return World(url, store, open_contacts(store, municipalities, SECRET, load_retention()))
