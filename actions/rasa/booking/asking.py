"""Asks the draft's next question, or the item under correction."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.contacts import ContactDraft, Item
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.talk import SHOWN, TIMES, item_asked, shown_times
from actions.rasa.deciding import Decided

Events = list[dict[str, Any]]


class AskBooking(BookingAction):
    """Leaves the words to the channel: the message names the question, the draft and the times to offer."""

    def name(self) -> str:
        return "action_ask_booking_reference"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        draft = self._talk.own_draft(tracker)
        if draft is None:
            return decided
        item = item_asked(tracker, draft)
        message: dict[str, Any] = {"kind": "booking", "ask": item, "draft": draft.id}
        if item == Item.TIME:
            message |= self._times(decided, tracker, draft)
        decided.show(message)
        return decided

    def _times(self, decided: Decided, tracker: Tracker, draft: ContactDraft) -> dict[str, Any]:
        free = [slot.start.isoformat() for slot in self._talk.free(draft)]
        starts = [start for start in shown_times(tracker) if start in free] or free[:SHOWN]
        decided.set(TIMES, starts)
        return {"starts": starts, "more": bool(starts) and free[-1] != starts[-1]}
