"""What all actions of the booking conversation have in common."""

from rasa_sdk.interfaces import Tracker

from actions.contacts import ContactDraft
from actions.rasa.booking.talk import BookingTalk
from actions.rasa.deciding import Deciding


class BookingAction(Deciding):
    """Knows the services of the booking, and the draft it is about."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def unfinished(self, tracker: Tracker) -> ContactDraft | None:
        """This conversation's draft, if it is not booked yet."""
        draft = self._talk.own_draft(tracker)
        return draft if draft and not draft.booked else None
