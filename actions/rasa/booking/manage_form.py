"""The validation of the form that looks up a booking: what a message is, decided in one place."""

from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.interfaces import Tracker

from actions.booking_talk import wished
from actions.contacts import ContactError, SlotError
from actions.rasa import call
from actions.rasa.booking.answers import SHORT, Answer
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.beside import GUIDANCE, Beside
from actions.rasa.booking.form import AFTER_CRISIS, LEADING_AWAY, MET_FIRST, in_danger
from actions.rasa.booking.manage import FORM
from actions.rasa.booking.manage_steps import DONE, INTEREST, NUMBER, STEP, free, step_of
from actions.rasa.booking.manage_taking import ManageTaking, finish
from actions.rasa.booking.talk import ANSWER, TIMES, BookingTalk
from actions.rasa.deciding import Decided
from actions.safety.contact_details import code_in, reference_in

AWAY = (LEADING_AWAY | {"book_contact", "crisis"}) - {"manage_booking"}
"""Intents that the rules of the manage form take."""
KEY_STEPS = ("reference", "code")


class ValidateManage(BookingAction):
    """Takes reference, code and wishes; a question in the middle is answered and the form goes on."""

    def __init__(self, talk: BookingTalk) -> None:
        super().__init__(talk)
        self._taking = ManageTaking(talk)
        self._beside = Beside(talk)

    def name(self) -> str:
        return "validate_manage_form"

    def decide(self, tracker: Tracker) -> Decided:
        if tracker.slots_to_validate().get(DONE) is None:
            return Decided()
        decided = Decided(events=[SlotSet(DONE, None)])
        if call.after_crisis(tracker) and not self._goes_on(tracker):
            leaves = call.intent(tracker) == "crisis" or call.steering(tracker) in AFTER_CRISIS
            return step_aside() if leaves else _pause(decided, tracker)
        try:
            self._hear(decided, tracker)
        except SlotError as error:
            decided.refuse(error)
            decided.set(TIMES, None)
            decided.set(STEP, "time")
        except ContactError as error:
            decided.refuse(error)
        return decided

    def _goes_on(self, tracker: Tracker) -> bool:
        return call.steering(tracker) == "manage_booking" or call.chosen(tracker, ANSWER) is not None

    def _hear(self, decided: Decided, tracker: Tracker) -> None:
        step = step_of(self._talk, tracker)
        pressed = call.chosen(tracker, ANSWER)
        why = "manage.why" if step in KEY_STEPS else None
        if pressed is None and self._beside.steers(decided, tracker, "manage.returned", why):
            return
        answer = Answer.of(pressed) if pressed is not None else self._typed(tracker, step)
        if answer is None:
            self._instead(decided, tracker, step)
        else:
            self._taking.take(decided, tracker, answer)

    def _typed(self, tracker: Tracker, step: str) -> Answer | None:
        text, language = self._talk.text(tracker), call.asker(tracker).language
        if step in KEY_STEPS and (code_in(text) or reference_in(text)):
            return Answer("key", "said")
        if self._talk.words.asks(text, language):
            return None
        if step == "time":
            return self._typed_time(tracker, text, language)
        sure = step in ("cancel", INTEREST)
        found = self._talk.words.option("sure" if sure else "manage", text, language)
        if found is None or not found.whole:
            return None
        if sure:
            return Answer("sure", found.option)
        lost = found.option in ("lost_code", "lost_reference")
        return Answer(found.option if lost else "manage", found.option) if lost or step == "menu" else None

    def _typed_time(self, tracker: Tracker, text: str, language: str) -> Answer | None:
        times = free(self._talk, tracker)
        wish = wished(text, language, self._talk.words, times, self._talk.now())
        if wish and wish.slots:
            start = wish.slots[0].start.isoformat()
            return Answer("time" if wish.exact or len(wish.slots) == 1 else "times", start)
        if wish:
            return Answer("times", "none")
        chosen = self._talk.words.option("time", text, language)
        if chosen is None or not chosen.whole:
            return None
        if chosen.option == "first" and times:
            return Answer("time", times[0].start.isoformat())
        return Answer("more_times" if chosen.option == "more" else "time", "call_me")

    def _instead(self, decided: Decided, tracker: Tracker, step: str) -> None:
        intent, steering = call.intent(tracker), call.steering(tracker)
        if call.leads_away(tracker, AWAY - {"crisis"}) or in_danger(tracker):
            decided.events = step_aside().events
        elif steering in ("back", "skip", "deny") and step in ("time", "cancel"):
            decided.set(STEP, None)
        elif steering == "back":
            decided.set(NUMBER, None)
        elif steering in ("skip", "deny") and self._briefly(tracker):
            decided.say("manage.nothing")
            finish(decided, "left")
        elif steering == "why":
            decided.say("manage.why")
        elif intent in (*GUIDANCE, "early_signs", "nlu_fallback") and self._may_ask(tracker, step):
            self._beside.look_up(decided, tracker, f"manage.not_understood.{step}")
        elif steering == "greet":
            decided.say("manage.returned")
        elif steering not in ("repeat", "thank", "choose", "manage_booking"):
            self._beside.missed(decided, tracker, f"manage.not_understood.{step}")
        if intent == "crisis":
            decided.show({"kind": "numbers"})

    def _briefly(self, tracker: Tracker) -> bool:
        """ "No" ends the looking up; a whole sentence that was heard as one does not."""
        return len(self._talk.text(tracker).split()) <= SHORT

    def _may_ask(self, tracker: Tracker, step: str) -> bool:
        """Whether a message may be looked up: where a reference or a code is asked for, only a plain question."""
        asks = self._talk.words.asks(self._talk.text(tracker), call.asker(tracker).language)
        return asks or step not in KEY_STEPS


def step_aside() -> Decided:
    """Leave the message to the rules; the form may come back after them."""
    return Decided(events=[SlotSet(DONE, None), ActionExecutionRejected(FORM)])


def _pause(decided: Decided, tracker: Tracker) -> Decided:
    if call.intent(tracker) in MET_FIRST:
        decided.utter(f"utter_{call.intent(tracker)}")
    decided.say("manage.paused")
    decided.set("requested_slot", None)
    return decided
