"""An understood answer goes into the draft."""

from collections.abc import Callable, Sequence
from datetime import datetime

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import ways_in
from actions.contacts import ContactDraft, Item
from actions.contacts.errors import UnknownChoiceError
from actions.contacts.ways import Way, read_way
from actions.rasa import call
from actions.rasa.booking.answers import SECOND_WAY, Answer
from actions.rasa.booking.talk import ASKING, REFERENCE, SHOWN, TIMES, BookingTalk, item_asked, shown_times
from actions.rasa.deciding import Decided

EDITABLE = (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE, Item.WAYS, Item.TIME)
Take = Callable[[Decided, Tracker, ContactDraft, str], None]


class Taking:
    """One method for each kind of answer. All raise ContactError where the service refuses."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk
        self._drafts = talk.contacts.drafts
        self._by_item: dict[str, Take] = {
            Item.GRADE: self._grade,
            Item.ABOUT: self._about,
            Item.URGENCY: self._urgency,
            Item.LANGUAGE: self._language,
            Item.WAYS: self._ways,
            SECOND_WAY: self._second_way,
            Item.TIME: self._time,
            Item.CONSENT: self._consent,
            "times": self._times,
            "more_times": self._more_times,
            "edit": self._edit,
            "attach": self._attach,
            "detach": self._detach,
            "skip": self._skip,
            "keep": lambda decided, _tracker, _draft, _value: decided.set(ASKING, None),
        }

    def take(self, decided: Decided, tracker: Tracker, draft: ContactDraft, answer: Answer) -> None:
        """Take one answer; raises UnknownChoiceError for one there is no question for."""
        known = self._by_item.get(answer.item)
        if known is None:
            raise UnknownChoiceError
        known(decided, tracker, draft, answer.value)

    def _grade(self, decided: Decided, _: Tracker, draft: ContactDraft, value: str) -> None:
        if not value.isdigit():
            raise UnknownChoiceError
        after = self._drafts.set_grade(draft.id, int(value), self._talk.now())
        decided.set(ASKING, None)
        if after.coordinator != draft.coordinator:
            decided.say("coordinator", draft=draft.id)

    def _about(self, decided: Decided, tracker: Tracker, draft: ContactDraft, _: str) -> None:
        self._drafts.set_about(draft.id, self._talk.text(tracker), self._talk.now())
        decided.set(ASKING, None)
        if call.intent(tracker) == "upset":
            decided.say("heavy")

    def _urgency(self, decided: Decided, _: Tracker, draft: ContactDraft, value: str) -> None:
        self._drafts.set_urgency(draft.id, value, self._talk.now())
        decided.set(ASKING, None)

    def _language(self, decided: Decided, tracker: Tracker, draft: ContactDraft, value: str) -> None:
        """`ar`, `ar+` with an interpreter, `-` without one; whether one is needed follows from the coordinator."""
        code, wants = value.rstrip("+-"), value[-1:]
        coordinator = self._talk.contacts.calendar.coordinator_for(draft.school, draft.grade, draft.topic)
        if not code and wants == "+" and draft.language is None:
            decided.say("which_language")
            decided.set(ASKING, str(Item.LANGUAGE))
            return
        code = code or draft.language or call.asker(tracker).language
        self._drafts.set_language(draft.id, code, self._talk.now())
        needs = wants == "+" or (wants != "-" and code not in coordinator.languages)
        self._drafts.set_interpreter(draft.id, needs, self._talk.now())
        decided.set(ASKING, None)

    def _ways(self, decided: Decided, tracker: Tracker, draft: ContactDraft, _: str) -> None:
        self._put_ways(tracker, draft, instead=True)
        decided.set(ASKING, None)

    def _second_way(self, decided: Decided, tracker: Tracker, draft: ContactDraft, _: str) -> None:
        self._put_ways(tracker, draft, instead=False)
        decided.set(ASKING, None)

    def _put_ways(self, tracker: Tracker, draft: ContactDraft, *, instead: bool) -> None:
        """What was typed, read and checked before what stood there goes."""
        text, country = (
            self._talk.text(tracker),
            self._talk.municipalities.municipality_of(draft.school).country,
        )
        typed = ways_in(text, country, call.asker(tracker).language, self._talk.words)
        found = [read_way(way.text, way.whose, country) for way in typed] or [read_way(text, None, country)]
        leaving = replaced(draft.ways, found) if instead else []
        for old in leaving:
            self._drafts.remove_way(draft.id, old.value, self._talk.now())
        label = leaving[0].label if len(leaving) == len(found) == 1 else None
        for way in found:
            self._drafts.add_way(draft.id, way.value, self._talk.now(), way.label or label)

    def _time(self, decided: Decided, _: Tracker, draft: ContactDraft, value: str) -> None:
        if value == "call_me":
            self._drafts.choose_call_me(draft.id, self._talk.now())
        else:
            self._drafts.choose_slot(draft.id, instant(value), self._talk.now())
        decided.set(ASKING, None)
        decided.set(TIMES, None)

    def _times(self, decided: Decided, tracker: Tracker, draft: ContactDraft, value: str) -> None:
        """Several fit, or none: shown from the first that fits on, or from the beginning."""
        free = [slot.start.isoformat() for slot in self._talk.free(draft)]
        begin = free.index(value) if value in free else 0
        if value == "none":
            decided.say("no_such_time")
        if value == "no_week":
            decided.say("no_time_this_week", draft=draft.id)
        decided.set(TIMES, free[begin : begin + SHOWN])

    def _more_times(self, decided: Decided, tracker: Tracker, draft: ContactDraft, _: str) -> None:
        free, shown = [slot.start.isoformat() for slot in self._talk.free(draft)], shown_times(tracker)
        later = [start for start in free if not shown or start > shown[-1]]
        if not later:
            decided.say("no_more_times")
        decided.set(TIMES, later[:SHOWN] or free[:SHOWN])

    def _edit(self, decided: Decided, _: Tracker, draft: ContactDraft, value: str) -> None:
        if value not in (*EDITABLE, SECOND_WAY):
            raise UnknownChoiceError
        decided.set(ASKING, value)
        decided.set(TIMES, None)

    def _attach(self, decided: Decided, tracker: Tracker, draft: ContactDraft, source: str) -> None:
        """What this conversation has made, from one source or all of it; she then sees it whole before she says yes."""
        decided.set(ASKING, None)
        attach_made(self._talk, tracker, draft, source)

    def _detach(self, decided: Decided, _: Tracker, draft: ContactDraft, source: str) -> None:
        for each in self._talk.contacts.attachments.of_draft(draft.id):
            if source in (each.source, ""):
                self._talk.contacts.attachments.remove(draft.id, each.source, self._talk.now())
        decided.set(ASKING, None)

    def _skip(self, decided: Decided, tracker: Tracker, draft: ContactDraft, _: str) -> None:
        item = item_asked(tracker, draft)
        decided.set(ASKING, None)
        if item == SECOND_WAY or (item == Item.WAYS and draft.ways):
            return
        if item == Item.WAYS:
            decided.say("ways_needed", draft=draft.id)
        elif item == Item.CONSENT:
            decided.say("nothing_sent")
        elif item == Item.TIME:
            self._drafts.choose_call_me(draft.id, self._talk.now())
        elif item == Item.LANGUAGE:
            self._drafts.skip(draft.id, Item.INTERPRETER, self._talk.now())
            self._drafts.skip(draft.id, Item.LANGUAGE, self._talk.now())
        else:
            self._drafts.skip(draft.id, Item(item), self._talk.now())

    def _consent(self, decided: Decided, _: Tracker, draft: ContactDraft, value: str) -> None:
        if value != "yes":
            raise UnknownChoiceError
        self._drafts.give_consent(draft.id, self._talk.now())
        booking = self._talk.contacts.bookings.book(draft.id, self._talk.now())
        decided.set(ASKING, None)
        decided.set(REFERENCE, booking.reference)


def attach_made(talk: BookingTalk, tracker: Tracker, draft: ContactDraft, source: str) -> None:
    """Put what this conversation has made on the draft: from sources that begin with `source`."""
    made = talk.sharing.of_conversation(str(tracker.sender_id), call.asker(tracker).language)
    for each in made:
        if each.source.startswith(source):
            talk.contacts.attachments.attach(draft.id, each, talk.now())


def replaced(known: Sequence[Way], typed: Sequence[Way]) -> list[Way]:
    """Which of two known ways a single new one stands for: the one of the same person, or of the same kind.

    Otherwise all: somebody who writes an address instead of a number may not want to be called.
    """
    if len(known) == len(typed) + 1 == 2:
        new = typed[0]
        for same in (
            [old for old in known if new.label and old.label == new.label],
            [old for old in known if old.kind == new.kind],
        ):
            if len(same) == 1:
                return same
    return [old for old in known if old.value not in {way.value for way in typed}]


def instant(value: str) -> datetime:
    """An ISO instant with its offset. Raises UnknownChoiceError for anything else."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise UnknownChoiceError from error
    if moment.tzinfo is None:
        raise UnknownChoiceError
    return moment
