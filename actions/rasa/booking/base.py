"""What all actions of the booking conversation have in common."""

from typing import Any

from anyio import to_thread
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.contacts import ContactDraft
from actions.rasa.booking.talk import BookingTalk, Decided


class BookingAction(Action):
    """Decides in a thread that may wait for the store, then speaks and sets slots."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        decided = await to_thread.run_sync(self.decide, tracker)
        return decided.into(dispatcher)

    def decide(self, tracker: Tracker) -> Decided:
        """What to say and which slots to set."""
        raise NotImplementedError

    def unfinished(self, tracker: Tracker) -> ContactDraft | None:
        """This conversation's draft, if it is not booked yet."""
        draft = self._talk.own_draft(tracker)
        return draft if draft and not draft.booked else None
