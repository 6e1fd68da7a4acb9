"""Where a parent is in looking up a booking: what has been opened, which step is asked, which times are free."""

from collections.abc import Sequence

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import OpenedBooking
from actions.contacts import Slot
from actions.rasa.booking.talk import SEARCHED, BookingTalk

DONE, NUMBER, STEP = "manage_done", "manage_reference", "manage_step"
INTEREST = "interest"
"""The step where it is no booking but the interest in a group that was opened."""


def step_of(talk: BookingTalk, tracker: Tracker) -> str:
    """reference, code, menu, time, cancel or interest."""
    reference = tracker.get_slot(NUMBER)
    found = opened(talk, tracker)
    if reference is None:
        return "reference"
    if found is None or found.reference != reference:
        return "code"
    return str(tracker.get_slot(STEP) or "menu")


def opened(talk: BookingTalk, tracker: Tracker) -> OpenedBooking | None:
    """The booking that this conversation has opened with its code, while that is remembered."""
    return talk.opened.get(str(tracker.sender_id))


def free(talk: BookingTalk, tracker: Tracker) -> Sequence[Slot]:
    """The times the opened booking can be changed to. Raises CodeWrongError or CodeLockedError."""
    found = opened(talk, tracker)
    if found is None:
        return ()
    return talk.contacts.own.free_slots(found.reference, found.code, talk.now(), SEARCHED)


def free_starts(talk: BookingTalk, tracker: Tracker) -> list[str]:
    """The same as ISO instants."""
    return [slot.start.isoformat() for slot in free(talk, tracker)]
