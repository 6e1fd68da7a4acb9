"""What a parent does with a booking she has looked up: change, accept, call off."""

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import OpenedBooking
from actions.contacts.codes import tidy_reference
from actions.contacts.errors import UnknownChoiceError
from actions.rasa.booking.answers import Answer
from actions.rasa.booking.manage_steps import DONE, INTEREST, NUMBER, STEP, free_starts, opened
from actions.rasa.booking.taking import instant
from actions.rasa.booking.talk import SHOWN, TIMES, BookingTalk, shown_times
from actions.rasa.deciding import Decided
from actions.safety.contact_details import code_in, reference_in


class ManageTaking:
    """Takes one answer. Raises ContactError where the service refuses."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def take(self, decided: Decided, tracker: Tracker, answer: Answer) -> None:
        """Raises UnknownChoiceError for an answer there is no question for."""
        match answer.item:
            case "key":
                self._key(decided, tracker)
            case "reference":
                decided.set(NUMBER, tidy_reference(answer.value))
            case "lost_code" | "lost_reference":
                decided.show({"kind": "booking", "manage": "lost"})
                finish(decided, "lost")
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
        text = self._talk.text(tracker)
        if open_with(self._talk, decided, tracker, text):
            return
        reference = reference_in(text)
        if reference is None:
            decided.say("manage.reference_first")
        else:
            decided.set(NUMBER, reference)

    def _wish(self, decided: Decided, tracker: Tracker, value: str) -> None:
        found = opened(self._talk, tracker)
        if value == "nothing":
            decided.say("manage.nothing")
            finish(decided, "looked_up")
        elif value == "accept" and found:
            self._talk.contacts.own.accept(found.reference, found.code, self._talk.now())
            decided.show({"kind": "booking", "manage": "accepted"})
            finish(decided, "changed")
        elif value in ("time", "cancel"):
            decided.set(STEP, value)
            decided.set(TIMES, None)
        elif value == "other":
            decided.set(NUMBER, None)
        else:
            raise UnknownChoiceError

    def _sure(self, decided: Decided, tracker: Tracker, value: str) -> None:
        found = opened(self._talk, tracker)
        if tracker.get_slot(STEP) == INTEREST:
            self._take_back(decided, found, yes=value == "yes")
            return
        decided.set(STEP, None)
        if value == "yes" and found:
            self._talk.contacts.own.cancel(found.reference, found.code, self._talk.now())
            decided.show({"kind": "booking", "manage": "cancelled"})
            finish(decided, "cancelled")

    def _take_back(self, decided: Decided, found: OpenedBooking | None, *, yes: bool) -> None:
        """The interest in a group goes, or stays as it is."""
        if yes and found:
            self._talk.interests.withdraw(found.reference, found.code, self._talk.now())
            decided.show({"kind": "booking", "manage": "interest_off"})
            finish(decided, "erased")
        else:
            decided.say("manage.nothing")
            finish(decided, "looked_up")

    def _change(self, decided: Decided, tracker: Tracker, value: str) -> None:
        found = opened(self._talk, tracker)
        if found is None:
            return
        start = None if value == "call_me" else instant(value)
        self._talk.contacts.own.change(found.reference, found.code, start, self._talk.now())
        decided.show({"kind": "booking", "manage": "changed"})
        finish(decided, "changed")

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


def open_with(talk: BookingTalk, decided: Decided, tracker: Tracker, text: str) -> bool:
    """Open a booking, or the interest in a group, with the code in `text` and the reference there or given before; False if one is missing.

    Raises CodeWrongError or CodeLockedError.
    """
    code = code_in(text)
    if code is None:
        return False
    reference = reference_in(text.replace(code, " ")) or tracker.get_slot(NUMBER)
    if reference is None:
        return False
    decided.set(NUMBER, reference)
    if kept := talk.elsewhere.what(str(reference), code, talk.now()):
        decided.say(f"manage.kept_{kept}")
        finish(decided, "elsewhere")
        return True
    if talk.interests.has(str(reference)):
        talk.interests.look_up(str(reference), code, talk.now())
        decided.set(STEP, INTEREST)
    else:
        talk.contacts.own.look_up(str(reference), code, talk.now())
        decided.set(STEP, None)
    talk.opened.put(str(tracker.sender_id), str(reference), code)
    return True


def finish(decided: Decided, how: str) -> None:
    """The form is done; `how` only says so in the tracker."""
    decided.set(DONE, how)
