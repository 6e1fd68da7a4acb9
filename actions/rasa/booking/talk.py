"""What the actions of the booking conversation stand on, and the ids they leave in Rasa's tracker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import BookingWords, Opened
from actions.contacts import ContactDraft, ContactServices, Item, Slot
from actions.groups.interests import GroupInterests
from actions.guidance import Guidance
from actions.kept_elsewhere import KeptElsewhere
from actions.rasa import call
from actions.said import Said
from actions.schools import Municipalities
from actions.sharing import Sharing

DRAFT, ASKING, TIMES, REFERENCE = "booking_draft", "booking_asking", "booking_times", "booking_reference"
ANSWER = "answer"
"""The entity that the quick replies of these conversations carry."""
SHOWN = 4
"""Free times shown at once."""
SEARCHED = 400
"""Free times a typed day or hour is looked for in: more than four weeks hold."""


@dataclass(frozen=True, slots=True)
class BookingTalk:
    """Services and words; made once."""

    contacts: ContactServices
    municipalities: Municipalities
    guidance: Guidance
    words: BookingWords
    said: Said
    opened: Opened
    now: Callable[[], datetime]
    interests: GroupInterests
    """Opened and taken back by reference and code as well."""
    sharing: Sharing
    elsewhere: KeptElsewhere

    def own_draft(self, tracker: Tracker) -> ContactDraft | None:
        """The draft this conversation is filling in; one of another conversation counts as none."""
        draft = self.contacts.drafts.of_conversation(str(tracker.sender_id))
        return draft if draft and draft.id == tracker.get_slot(DRAFT) else None

    def text(self, tracker: Tracker) -> str:
        """The real words of the turn under way; Rasa has them with contact details masked."""
        return self.said.text(str(tracker.sender_id)) or call.text(tracker)

    def free(self, draft: ContactDraft, limit: int = SEARCHED) -> tuple[Slot, ...]:
        return self.contacts.calendar.free_slots(draft.school, draft.grade, draft.topic, self.now(), limit)


def item_asked(tracker: Tracker, draft: ContactDraft) -> str:
    """What is being asked: the item under correction, or else the draft's next question."""
    return str(tracker.get_slot(ASKING) or draft.next_question or Item.CONSENT)


def shown_times(tracker: Tracker) -> Sequence[str]:
    """The times shown last, as ISO instants."""
    shown = tracker.get_slot(TIMES)
    return [str(start) for start in shown] if isinstance(shown, list) else []
