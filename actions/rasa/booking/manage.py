"""The beginning, the questions and the end of looking up a booking."""

from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.interfaces import Tracker

from actions.contacts import ContactError
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.manage_steps import DONE, NUMBER, STEP, free_starts, step_of
from actions.rasa.booking.manage_taking import open_with
from actions.rasa.booking.talk import SHOWN, TIMES, shown_times
from actions.rasa.deciding import Decided
from actions.rasa.guidance import answer_now, hardly_meant
from actions.safety.contact_details import code_in, reference_in

FORM = "manage_form"


class BeginManage(BookingAction):
    """Starts with what the message may hold already: the reference, or reference and code."""

    def name(self) -> str:
        return "action_begin_manage"

    def decide(self, tracker: Tracker) -> Decided:
        self._talk.opened.close(str(tracker.sender_id))
        decided, text = Decided(), self._talk.text(tracker)
        if not (code_in(text) or reference_in(text)) and self._answered(decided, tracker):
            return decided
        for slot in (DONE, STEP, TIMES, NUMBER):
            decided.set(slot, None)
        try:
            if not open_with(self._talk, decided, tracker, text):
                decided.set(NUMBER, reference_in(text))
                decided.say("manage.begin")
        except ContactError as error:
            decided.refuse(error)
        decided.events.append(FollowupAction(FORM))
        return decided

    def _answered(self, decided: Decided, tracker: Tracker) -> bool:
        """Whether it was hardly about a booking, and the guidance answers it."""
        if not hardly_meant(tracker):
            return False
        found = answer_now(self._talk.guidance, tracker)
        if found["outcome"] == "answered":
            decided.show(found)
        return bool(found["outcome"] == "answered")


class AskManage(BookingAction):
    """Asks for the reference, then the code; then shows the booking and what can be done with it."""

    def name(self) -> str:
        return "action_ask_manage_done"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        step = step_of(self._talk, tracker)
        message: dict[str, Any] = {"kind": "booking", "manage": step}
        if step == "reference":
            last = self._talk.contacts.drafts.of_conversation(str(tracker.sender_id))
            message["draft"] = last.id if last and last.booked else None
        if step == "time":
            message |= self._times(decided, tracker)
        decided.show(message)
        return decided

    def _times(self, decided: Decided, tracker: Tracker) -> dict[str, Any]:
        free = free_starts(self._talk, tracker)
        starts = [start for start in shown_times(tracker) if start in free] or free[:SHOWN]
        decided.set(TIMES, starts)
        return {"starts": starts, "more": bool(starts) and free[-1] != starts[-1]}


class EndManage(BookingAction):
    """Nothing left to say: the last step said it. What was opened stays so until its reply is composed."""

    def name(self) -> str:
        return "action_manage_end"

    def decide(self, tracker: Tracker) -> Decided:
        return Decided(events=[SlotSet(slot, None) for slot in (NUMBER, STEP, TIMES)])
