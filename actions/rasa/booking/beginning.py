"""The beginning of a booking: a new draft, or the one left unfinished."""

from typing import Any

from anyio import to_thread
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.contacts import ContactDraft
from actions.rasa import call
from actions.rasa.booking.talk import ANSWER, ASKING, DRAFT, REFERENCE, TIMES, BookingTalk, Decided

Events = list[dict[str, Any]]
FORM = "booking_form"


class BeginBooking(Action):
    """Says who the coordinator is and what happens next, then lets the form ask.

    Staff get the coordinator's contact; whoever has booked already is told the reference.
    """

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def name(self) -> str:
        return "action_begin_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        decided = await to_thread.run_sync(self._decide, tracker)
        return decided.into(dispatcher)

    def _decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        if call.asker(tracker).audience == "staff":
            decided.show({"kind": "contact"})
            return decided
        last = self._talk.contacts.drafts.of_conversation(str(tracker.sender_id))
        if last and last.booked and call.chosen(tracker, ANSWER) != "another":
            decided.say("booked_before", draft=last.id)
            return decided
        self._open(decided, tracker, None if last is None or last.booked else last)
        decided.events.append(FollowupAction(FORM))
        return decided

    def _open(self, decided: Decided, tracker: Tracker, unfinished: ContactDraft | None) -> None:
        draft = unfinished or self._new(tracker)
        decided.say("resumed" if unfinished else "begin", draft=draft.id)
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
