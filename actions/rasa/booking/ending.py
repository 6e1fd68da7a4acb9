"""The ends of a booking: the receipt, stopped, set aside, and a button pressed too late."""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from actions.booking_talk.buttons import DROP
from actions.rasa import call
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.talk import ANSWER, ASKING, DRAFT, REFERENCE, TIMES
from actions.rasa.deciding import Decided

Events = list[dict[str, Any]]


class EndBooking(BookingAction):
    """The receipt of what was booked. Its private code is put in by the channel and never comes here."""

    def name(self) -> str:
        return "action_booking_end"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        draft = self._talk.own_draft(tracker)
        if draft and draft.booked and tracker.get_slot(REFERENCE):
            decided.show({"kind": "booking", "receipt": draft.id})
        return decided


class StopBooking(BookingAction):
    """Keeps the draft, for "stop" may be misheard, and offers to go on with it or to throw it away."""

    def name(self) -> str:
        return "action_stop_booking"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        decided.say("stopped" if self.unfinished(tracker) else "thrown_away")
        return decided


class ForgetBooking(BookingAction):
    """Throws the draft away without a word: starting over says it all."""

    def name(self) -> str:
        return "action_forget_booking"

    def decide(self, tracker: Tracker) -> Decided:
        if draft := self.unfinished(tracker):
            self._talk.contacts.drafts.discard(draft.id)
        return Decided(events=_emptied())


class SetBookingAside(BookingAction):
    """Keeps the draft for later in this conversation, and says that nothing was sent."""

    def name(self) -> str:
        return "action_set_booking_aside"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        if self.unfinished(tracker):
            decided.say("set_aside")
        return decided


class LateAnswer(BookingAction):
    """A quick reply whose question is over: throws the draft away, or gives a second click the same booking."""

    def name(self) -> str:
        return "action_late_answer"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        last = self._talk.contacts.drafts.of_conversation(str(tracker.sender_id))
        if call.chosen(tracker, ANSWER) == "consent:yes" and last and last.booked:
            decided.show({"kind": "booking", "receipt": last.id})
        elif call.chosen(tracker, ANSWER) == DROP:
            if last and not last.booked:
                self._talk.contacts.drafts.discard(last.id)
            decided.say("thrown_away")
        elif last and not last.booked:
            decided.say("paused")
        else:
            decided.utter("utter_choice_expired")
        return decided


def _emptied() -> Events:
    return [SlotSet(slot, None) for slot in (DRAFT, REFERENCE, ASKING, TIMES)]
