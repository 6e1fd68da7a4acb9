"""Which of a coordinator's times are still free."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from actions.contacts.errors import (
    SlotError,
    SlotNotOfferedError,
    SlotPastError,
    SlotTooNearError,
)
from actions.contacts.slots import Slot
from actions.contacts.taking import refuse_taken, taken_steps
from actions.schools import Coordinator, Municipalities
from actions.store.engine import Store

NEXT_OFFERED = 3
PATIENCE = timedelta(minutes=30)
"""A time offered stays bookable this long after the notice has run out, for somebody still answering."""


class Calendar:
    """Free times, read from the municipality files and the times already taken."""

    def __init__(self, store: Store, municipalities: Municipalities) -> None:
        self._store = store
        self._municipalities = municipalities

    def coordinator_for(self, school_id: str, grade: int | None, topic: str | None) -> Coordinator:
        """Who is designated. Raises UnknownSchoolError."""
        return self._municipalities.coordinator_for(school_id, grade, topic)

    def free_slots(
        self, school_id: str, grade: int | None, topic: str | None, now: datetime, limit: int
    ) -> tuple[Slot, ...]:
        """The next `limit` free slots of the designated coordinator, earliest first; fewer if there aren't more.

        Raises UnknownSchoolError, and ValueError on a naive `now`.
        """
        return self.free_slots_of(self.coordinator_for(school_id, grade, topic), now, limit)

    def free_slots_of(self, coordinator: Coordinator, now: datetime, limit: int) -> tuple[Slot, ...]:
        """The same for a coordinator already known."""
        with self._store.transaction() as session:
            free = _without_taken(session, coordinator, now)
            return tuple(slot for slot, _ in zip(free, range(limit), strict=False))

    def offered(self, coordinator: Coordinator, start: datetime, now: datetime) -> Slot:
        """The coordinator's free slot that starts at `start`.

        Raises SlotPastError, SlotTooNearError, SlotNotOfferedError or SlotTakenError, without the
        next free ones.
        """
        slot = self.still_offered(coordinator, start, now, patience=timedelta())
        with self._store.transaction() as session:
            refuse_taken(session, slot)
        return slot

    def still_offered(
        self, coordinator: Coordinator, start: datetime, now: datetime, patience: timedelta = PATIENCE
    ) -> Slot:
        """The coordinator's slot at `start`, taken or not; `patience` softens the notice, never the past.

        Raises SlotPastError, SlotTooNearError or SlotNotOfferedError, without the next free ones.
        """
        hours = coordinator.contact_hours
        if start <= now:
            raise SlotPastError
        if start < now + timedelta(hours=hours.rules.notice_hours) - patience:
            raise SlotTooNearError(hours=hours.rules.notice_hours)
        day = start.astimezone(hours.hours.timezone).date()
        for begins, ends in hours.on(day):
            if begins == start:
                return Slot(coordinator.id, begins, ends, hours.hours.timezone)
        raise SlotNotOfferedError

    def own_slot(self, coordinator: Coordinator, start: datetime, now: datetime) -> Slot:
        """A time the coordinator sets herself, also outside the contact hours; from `start`, one slot long.

        Raises SlotPastError, or SlotNotOfferedError for a time off the five-minute grid.
        """
        hours = coordinator.contact_hours
        if start <= now:
            raise SlotPastError
        slot = Slot(
            coordinator.id,
            start,
            start + timedelta(minutes=hours.rules.slot_minutes),
            hours.hours.timezone,
        )
        if start.timestamp() % 300:
            raise SlotNotOfferedError
        return slot

    def with_next(self, error: SlotError, coordinator: Coordinator, now: datetime) -> SlotError:
        """The same error, carrying the next free slots."""
        error.next_free = self.free_slots_of(coordinator, now, NEXT_OFFERED)
        return error


def _without_taken(session: Session, coordinator: Coordinator, now: datetime) -> Iterator[Slot]:
    hours = coordinator.contact_hours
    taken = taken_steps(session, coordinator.id, now)
    for start, end in hours.bookable(now):
        slot = Slot(coordinator.id, start, end, hours.hours.timezone)
        if taken.isdisjoint(slot.steps()):
            yield slot
