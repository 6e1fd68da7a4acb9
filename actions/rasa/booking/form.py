"""The booking form's validation: what a message is, an answer or something else, decided in one place."""

from typing import Any

from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.interfaces import Tracker

from actions.contacts import QUESTIONS, ContactDraft, ContactError, Item, SlotError
from actions.contacts.errors import DraftGoneError
from actions.flows.leaving import OVER_A_WORD
from actions.rasa import call
from actions.rasa.booking.answers import Answer, read_answer
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.beside import GUIDANCE, Beside
from actions.rasa.booking.taking import Taking
from actions.rasa.booking.talk import ANSWER, ASKING, REFERENCE, TIMES, BookingTalk, item_asked
from actions.rasa.deciding import Decided
from actions.rasa.guidance import answer_now
from actions.safety.second_net import SURELY_DANGER

Events = list[dict[str, Any]]
FORM = "booking_form"
LEADING_AWAY = frozenset(
    {
        "stop", "goodbye", "restart", "upset", "speak_to_person", "manage_booking", "check_in", "prepare_meeting",
        "follow_up", "join_group", "change_language", "about_assistant", "privacy", "choose_topic", "child_writes",
    }
)  # fmt: skip
"""Intents that assistant/data/rules/booking.yml has a rule for: the form steps aside for them."""
AFTER_CRISIS = ("book_contact", "crisis", "stop", "goodbye", "restart", "manage_booking")
"""After a cry for help only these reach the form or its rules; all else lets the booking wait."""
MET_FIRST = ("upset", "privacy", "about_assistant")


class ValidateBooking(BookingAction):
    """Takes an answer into the draft, or handles what the message is instead; the form then asks on."""

    def __init__(self, talk: BookingTalk) -> None:
        super().__init__(talk)
        self._taking = Taking(talk)
        self._beside = Beside(talk)

    def name(self) -> str:
        return "validate_booking_form"

    def decide(self, tracker: Tracker) -> Decided:
        if tracker.slots_to_validate().get(REFERENCE) is None:
            return Decided()
        decided = Decided(events=[SlotSet(REFERENCE, None)])
        draft = self._talk.own_draft(tracker)
        if draft is None or draft.booked:
            decided.refuse(DraftGoneError())
            return _end(decided)
        if call.after_crisis(tracker) and not self._goes_on(tracker):
            return self._pause(decided, tracker)
        try:
            self._hear(decided, tracker, draft)
        except SlotError as error:
            decided.refuse(error)
            decided.set(TIMES, None)
        except ContactError as error:
            decided.refuse(error)
        return decided

    def _hear(self, decided: Decided, tracker: Tracker, draft: ContactDraft) -> None:
        pressed = call.chosen(tracker, ANSWER)
        if pressed is not None:
            self._taking.take(decided, tracker, draft, Answer.of(pressed))
            return
        if call.surely_child(tracker):
            decided.events = _step_aside().events
            return
        item, text = item_asked(tracker, draft), self._talk.text(tracker)
        if self._beside.steers(decided, tracker, "returned", f"why.{item}", draft=draft.id):
            return
        understood = read_answer(self._talk, tracker, draft, item, text)
        whole = understood is not None and understood.whole
        away = in_danger(tracker) or (understood is not None and call.leads_away(tracker, OVER_A_WORD))
        if away and not whole:
            decided.events = _step_aside().events
        elif understood and (understood.whole or not self._beside.asks(tracker)):
            self._taking.take(decided, tracker, draft, understood)
            if item == Item.ABOUT and call.intent(tracker) == "crisis":
                decided.show({"kind": "numbers"})
        else:
            self._instead(decided, tracker, draft, item)

    def _instead(self, decided: Decided, tracker: Tracker, draft: ContactDraft, item: str) -> None:
        intent, steering = call.intent(tracker), call.steering(tracker)
        if call.leads_away(tracker, LEADING_AWAY):
            decided.events = _step_aside().events
        elif steering in ("skip", "deny"):
            self._taking.take(decided, tracker, draft, Answer("skip", ""))
        elif steering == "back":
            decided.set(ASKING, _before(item))
        elif steering == "why":
            decided.say(f"why.{item}", draft=draft.id)
        elif intent in (*GUIDANCE, "early_signs", "nlu_fallback"):
            self._beside.look_up(decided, tracker, f"not_understood.{item}", draft=draft.id)
        elif steering == "greet":
            decided.say("returned")
        elif steering not in ("repeat", "thank", "book_contact", "choose"):
            self._beside.missed(decided, tracker, f"not_understood.{item}", draft=draft.id)
        if intent == "crisis":
            decided.show({"kind": "numbers"})

    def _goes_on(self, tracker: Tracker) -> bool:
        sure = call.intent(tracker) == "crisis" or call.steering(tracker) in AFTER_CRISIS
        return sure or call.chosen(tracker, ANSWER) is not None

    def _pause(self, decided: Decided, tracker: Tracker) -> Decided:
        """After a cry for help nobody is asked for a phone number: the booking waits until she takes it up again."""
        intent = call.intent(tracker)
        if intent in MET_FIRST:
            decided.utter(f"utter_{intent}")
        if intent == "speak_to_person":
            decided.show({"kind": "contact"})
        if intent in GUIDANCE:
            message = answer_now(self._talk.guidance, tracker, in_flow=True)
            if message["outcome"] != "not_covered":
                decided.show(message)
        decided.say("paused")
        return _end(decided)


def in_danger(tracker: Tracker) -> bool:
    """Danger that the model behind the crisis floor is sure of; a lesser guess gets the numbers beside its answer."""
    return call.intent(tracker) == "crisis" and call.confidence(tracker) >= SURELY_DANGER


def _before(item: str) -> str:
    order = [str(question) for question in QUESTIONS]
    return order[max(order.index(item) - 1, 0)] if item in order else order[-1]


def _step_aside() -> Decided:
    """Leave the message to the rules; the form may come back after them."""
    return Decided(events=[SlotSet(REFERENCE, None), ActionExecutionRejected(FORM)])


def _end(decided: Decided) -> Decided:
    """Leave the loop without a booking."""
    decided.set("requested_slot", None)
    return decided
