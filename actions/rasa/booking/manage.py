"""A booking looked up, changed and called off with reference and private code."""

import re
from typing import Any

from anyio import to_thread
from rasa_sdk.events import ActionExecutionRejected, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.booking_talk import OpenedBooking, wished
from actions.contacts import ContactError, SlotError
from actions.contacts.codes import tidy_reference
from actions.contacts.errors import UnknownChoiceError
from actions.rasa import call
from actions.rasa.booking.answers import Answer
from actions.rasa.booking.form import GUIDANCE, LEADING_AWAY
from actions.rasa.booking.taking import instant
from actions.rasa.booking.talk import ANSWER, SEARCHED, SHOWN, TIMES, BookingTalk, Decided, shown_times
from actions.rasa.guidance import answer_now

Events = list[dict[str, Any]]
FORM = "manage_form"
DONE, NUMBER, STEP = "manage_done", "manage_reference", "manage_step"
AWAY = (LEADING_AWAY | {"book_contact"}) - {"manage_booking"}
"""Intents that the rules of the manage form take."""
REFERENCE_LIKE = re.compile(r"(?<!\w)[A-Za-z0-9]{3}[- ]?[A-Za-z0-9]{3}(?!\w)")
CODE_LIKE = re.compile(r"(?:[A-Za-z0-9]{5}[- ]?){3}[A-Za-z0-9]{5}")


class BeginManage(Action):
    """Starts with what may be known already: the reference in the message, or nothing."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "action_begin_manage"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        decided = await to_thread.run_sync(self._decide, tracker)
        return decided.into(dispatcher)

    def _decide(self, tracker: Tracker) -> Decided:
        self._talk.opened.close(str(tracker.sender_id))
        decided = Decided()
        decided.say("manage.begin")
        for slot in (DONE, STEP, TIMES):
            decided.set(slot, None)
        decided.set(NUMBER, reference_in(self._talk.text(tracker)))
        decided.events.append(FollowupAction(FORM))
        return decided


class AskManage(Action):
    """Asks for the reference, then the code; then shows the booking and what can be done with it."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "action_ask_manage_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        decided = await to_thread.run_sync(self._decide, tracker)
        return decided.into(dispatcher)

    def _decide(self, tracker: Tracker) -> Decided:
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


class ValidateManage(Action):
    """Takes reference, code and wishes; a question in the middle is answered and the form goes on."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "validate_manage_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        if tracker.slots_to_validate().get(DONE) is None:
            return []
        decided = await to_thread.run_sync(self._decide, tracker)
        return decided.into(dispatcher)

    def _decide(self, tracker: Tracker) -> Decided:
        decided = Decided(events=[SlotSet(DONE, None)])
        if call.intent(tracker) == "crisis" or (
            call.after_crisis(tracker) and call.chosen(tracker, ANSWER) is None
        ):
            return _step_aside() if call.intent(tracker) in (*AWAY, "crisis") else self._pause(decided)
        try:
            self._hear(decided, tracker)
        except SlotError as error:
            decided.refuse(error)
            decided.set(TIMES, None)
            decided.set(STEP, "time")
        except ContactError as error:
            decided.refuse(error)
        return decided

    def _hear(self, decided: Decided, tracker: Tracker) -> None:
        step = step_of(self._talk, tracker)
        pressed = call.chosen(tracker, ANSWER)
        answer = Answer.of(pressed) if pressed is not None else self._typed(tracker, step)
        if answer is None:
            self._instead(decided, tracker, step)
        else:
            self._take(decided, tracker, answer)

    def _typed(self, tracker: Tracker, step: str) -> Answer | None:
        text, language = self._talk.text(tracker), call.asker(tracker).language
        if step in ("reference", "code"):
            return self._typed_key(text, language, step)
        if self._talk.words.asks(text, language):
            return None
        if step == "time":
            return self._typed_time(tracker, text, language)
        group = "sure" if step == "cancel" else "manage"
        found = self._talk.words.option(group, text, language)
        if found is None or not found.whole:
            return None
        return Answer("sure" if group == "sure" else "manage", found.option)

    def _typed_key(self, text: str, language: str, step: str) -> Answer | None:
        if CODE_LIKE.search(text) or (step == "reference" and reference_in(text)):
            return Answer("key", "said")
        lost = self._talk.words.option("manage", text, language)
        if lost and lost.option in ("lost_code", "lost_reference"):
            return Answer(lost.option, "")
        like_code = len(text.split()) <= 4 and any(map(str.isdigit, text)) and len(text) >= 8
        return Answer("key", "said") if step == "code" and like_code else None

    def _typed_time(self, tracker: Tracker, text: str, language: str) -> Answer | None:
        opened = self._talk.opened.get(str(tracker.sender_id))
        free = self._free(opened) if opened else ()
        wish = wished(text, language, self._talk.words, free, self._talk.now())
        if wish and wish.slots:
            start = wish.slots[0].start.isoformat()
            return Answer("time" if wish.exact or len(wish.slots) == 1 else "times", start)
        if wish:
            return Answer("times", "none")
        chosen = self._talk.words.option("time", text, language)
        if chosen is None or not chosen.whole:
            return None
        if chosen.option == "first" and free:
            return Answer("time", free[0].start.isoformat())
        return Answer("more_times" if chosen.option == "more" else "time", "call_me")

    def _take(self, decided: Decided, tracker: Tracker, answer: Answer) -> None:
        match answer.item:
            case "key":
                self._key(decided, tracker)
            case "reference":
                decided.set(NUMBER, tidy_reference(answer.value))
            case "lost_code" | "lost_reference":
                decided.show({"kind": "booking", "manage": "lost"})
                _finish(decided, "lost")
            case "manage":
                self._wish(decided, tracker, answer.value)
            case "sure":
                self._sure(decided, tracker, answer.value)
            case "time":
                self._change(decided, tracker, answer.value)
            case "times" | "more_times":
                self._show_times(decided, tracker, answer)
            case "keep" | "skip":
                decided.set(STEP, None)
            case _:
                raise UnknownChoiceError

    def _key(self, decided: Decided, tracker: Tracker) -> None:
        """Reference, code, or both in one message. Raises CodeWrongError or CodeLockedError."""
        text, conversation = self._talk.text(tracker), str(tracker.sender_id)
        found = CODE_LIKE.search(text)
        rest = CODE_LIKE.sub(" ", text)
        reference = reference_in(rest) or tracker.get_slot(NUMBER)
        if reference is None:
            decided.say("manage.reference_first")
            return
        decided.set(NUMBER, reference)
        if found is None and not tracker.get_slot(NUMBER):
            return
        code = found[0] if found else text
        self._talk.contacts.own.look_up(str(reference), code, self._talk.now())
        self._talk.opened.put(conversation, str(reference), code)

    def _wish(self, decided: Decided, tracker: Tracker, value: str) -> None:
        opened = self._opened(tracker)
        if value == "nothing":
            decided.say("manage.nothing")
            _finish(decided, "looked_up")
            self._talk.opened.close(str(tracker.sender_id))
        elif value == "accept" and opened:
            self._talk.contacts.own.accept(opened.reference, opened.code, self._talk.now())
            decided.show({"kind": "booking", "manage": "accepted"})
            _finish(decided, "changed")
        elif value in ("time", "cancel"):
            decided.set(STEP, value)
            decided.set(TIMES, None)
        elif value == "other":
            decided.set(NUMBER, None)
        elif value in ("lost_code", "lost_reference"):
            self._take(decided, tracker, Answer(value, ""))
        else:
            raise UnknownChoiceError

    def _sure(self, decided: Decided, tracker: Tracker, value: str) -> None:
        opened = self._opened(tracker)
        decided.set(STEP, None)
        if value == "yes" and opened:
            self._talk.contacts.own.cancel(opened.reference, opened.code, self._talk.now())
            decided.show({"kind": "booking", "manage": "cancelled"})
            _finish(decided, "cancelled")

    def _change(self, decided: Decided, tracker: Tracker, value: str) -> None:
        opened = self._opened(tracker)
        if opened is None:
            return
        start = None if value == "call_me" else instant(value)
        self._talk.contacts.own.change(opened.reference, opened.code, start, self._talk.now())
        decided.show({"kind": "booking", "manage": "changed"})
        _finish(decided, "changed")

    def _show_times(self, decided: Decided, tracker: Tracker, answer: Answer) -> None:
        free, shown = free_starts(self._talk, tracker), shown_times(tracker)
        if answer.item == "times":
            if answer.value == "none":
                decided.say("no_such_time")
            begin = free.index(answer.value) if answer.value in free else 0
            decided.set(TIMES, free[begin : begin + SHOWN])
            return
        later = [start for start in free if not shown or start > shown[-1]]
        if not later:
            decided.say("no_more_times")
        decided.set(TIMES, later[:SHOWN] or free[:SHOWN])

    def _instead(self, decided: Decided, tracker: Tracker, step: str) -> None:
        intent = call.intent(tracker)
        if intent in AWAY:
            decided.events = _step_aside().events
        elif intent in ("back", "skip", "deny") and step in ("time", "cancel"):
            decided.set(STEP, None)
        elif intent == "back":
            decided.set(NUMBER, None)
        elif intent == "why":
            decided.say("manage.why")
        elif intent in (*GUIDANCE, "early_signs", "nlu_fallback"):
            self._answer_and_go_on(decided, tracker, step)
        elif intent not in ("repeat", "choose"):
            decided.say(f"manage.not_understood.{step}")

    def _answer_and_go_on(self, decided: Decided, tracker: Tracker, step: str) -> None:
        message = answer_now(self._talk.guidance, tracker, in_flow=True)
        if message["outcome"] == "not_covered":
            decided.say(f"manage.not_understood.{step}")
            return
        decided.show(message)
        decided.utter("utter_form_continue")

    def _pause(self, decided: Decided) -> Decided:
        decided.say("manage.paused")
        decided.set("requested_slot", None)
        return decided

    def _opened(self, tracker: Tracker) -> OpenedBooking | None:
        return self._talk.opened.get(str(tracker.sender_id))

    def _free(self, opened: OpenedBooking) -> Any:
        return self._talk.contacts.own.free_slots(opened.reference, opened.code, self._talk.now(), SEARCHED)


class EndManage(Action):
    """Nothing left to say: the last step said it."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "action_manage_end"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return [SlotSet(slot, None) for slot in (NUMBER, STEP, TIMES)]


def step_of(talk: BookingTalk, tracker: Tracker) -> str:
    """reference, code, menu, time or cancel."""
    reference = tracker.get_slot(NUMBER)
    opened = talk.opened.get(str(tracker.sender_id))
    if reference is None:
        return "reference"
    if opened is None or opened.reference != reference:
        return "code"
    return str(tracker.get_slot(STEP) or "menu")


def free_starts(talk: BookingTalk, tracker: Tracker) -> list[str]:
    """The times the opened booking can be changed to, as ISO instants."""
    opened = talk.opened.get(str(tracker.sender_id))
    if opened is None:
        return []
    free = talk.contacts.own.free_slots(opened.reference, opened.code, talk.now(), SEARCHED)
    return [slot.start.isoformat() for slot in free]


def reference_in(text: str) -> str | None:
    """The one reference in a text, tidied; a word of six letters that could be one counts only with a digit or dash."""
    found = [m[0] for m in REFERENCE_LIKE.finditer(text) if re.search(r"[\d-]", m[0]) or text.strip() == m[0]]
    tidy = {tidy_reference(each) for each in found} - {None}
    return tidy.pop() if len(tidy) == 1 else None


def _step_aside() -> Decided:
    return Decided(events=[SlotSet(DONE, None), ActionExecutionRejected(FORM)])


def _finish(decided: Decided, how: str) -> None:
    decided.set(DONE, how)
