"""The beginning of a booking: a new draft, or the one left unfinished."""

from typing import Any

from rasa_sdk.events import FollowupAction
from rasa_sdk.interfaces import Tracker

from actions.contacts import OPEN, ContactDraft
from actions.rasa import call
from actions.rasa.booking.base import BookingAction
from actions.rasa.booking.taking import attach_made
from actions.rasa.booking.talk import ANSWER, ASKING, DRAFT, REFERENCE, TIMES
from actions.rasa.deciding import Decided

Events = list[dict[str, Any]]
FORM = "booking_form"
WHO_MAY_BOOK = "who-may-book"
"""The article."""


class BeginBooking(BookingAction):
    """Says who the coordinator is and what happens next, then lets the form ask.

    Staff get the coordinator's contact; whoever has booked already is told the reference.
    """

    def name(self) -> str:
        return "action_begin_booking"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        if call.asker(tracker).audience == "staff":
            decided.show({"kind": "contact"})
            return decided
        if message := self._who_may(tracker):
            decided.show(message)
            return decided
        last = self._talk.contacts.drafts.of_conversation(str(tracker.sender_id))
        if last and self._stands(last) and call.chosen(tracker, ANSWER) != "another":
            decided.say("booked_before", draft=last.id)
            return decided
        self._open(decided, tracker, None if last is None or last.booked else last)
        decided.events.append(FollowupAction(FORM))
        return decided

    def _who_may(self, tracker: Tracker) -> dict[str, Any] | None:
        """The article about it, where somebody asks who may book rather than booking."""
        text, asker = self._talk.text(tracker), call.asker(tracker)
        if text.startswith("/") or not self._talk.words.asks_who_may(text, asker.language):
            return None
        return self._talk.guidance.topic(WHO_MAY_BOOK, asker)

    def _stands(self, draft: ContactDraft) -> bool:
        """Whether the draft became a booking that has not been called off or held."""
        if not draft.booked:
            return False
        return self._talk.contacts.bookings.book(draft.id, self._talk.now()).request.status in OPEN

    def _open(self, decided: Decided, tracker: Tracker, unfinished: ContactDraft | None) -> None:
        draft = unfinished or self._new(tracker)
        decided.say("resumed" if unfinished else "begin", draft=draft.id)
        if call.chosen(tracker, ANSWER) == "attach":
            attach_made(self._talk, tracker, draft, str(tracker.get_slot("flow")))
        decided.set(DRAFT, draft.id)
        for slot in (REFERENCE, ASKING, TIMES):
            decided.set(slot, None)

    def _new(self, tracker: Tracker) -> ContactDraft:
        asker = call.asker(tracker)
        return self._talk.contacts.drafts.start(
            asker.school or "",
            text_language=asker.language,
            now=self._talk.now(),
            conversation=str(tracker.sender_id),
        )
