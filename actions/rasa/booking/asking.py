"""Asks the draft's next question, or the item under correction."""

from typing import Any

from anyio import to_thread
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.contacts import ContactDraft, Item
from actions.rasa.booking.talk import SHOWN, TIMES, BookingTalk, Decided, item_asked, shown_times

Events = list[dict[str, Any]]


class AskBooking(Action):
    """Leaves the words to the channel: the message names the question, the draft and the times to offer."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "action_ask_booking_reference"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        decided = await to_thread.run_sync(self._decide, tracker)
        return decided.into(dispatcher)

    def _decide(self, tracker: Tracker) -> Decided:
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
