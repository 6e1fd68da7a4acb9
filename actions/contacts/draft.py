"""A draft as its reader sees it: what has been answered, what is still to ask, what keeps it from being booked."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from actions.contacts.slots import Slot
from actions.contacts.ways import Way

SOON = timedelta(days=7)
"""How near a time must be for somebody who says that it is urgent this week."""


class Urgency(StrEnum):
    THIS_WEEK = "this_week"
    CAN_WAIT = "can_wait"


class Item(StrEnum):
    """What a draft holds; all but the last three belong to QUESTIONS in their order."""

    GRADE = "grade"
    ABOUT = "about"
    URGENCY = "urgency"
    LANGUAGE = "language"
    WAYS = "ways"
    TIME = "time"
    CONSENT = "consent"
    NAME = "name"
    TOPIC = "topic"
    INTERPRETER = "interpreter"


QUESTIONS = (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE, Item.WAYS, Item.TIME, Item.CONSENT)
NEEDED = (Item.WAYS, Item.CONSENT)


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """Nothing of it reaches the coordinator before it is booked. `call_me` and `slot` exclude each other."""

    id: str
    school: str
    coordinator: str
    conversation: str | None
    taken_by: str | None
    text_language: str
    topic: str | None
    grade: int | None
    name: str | None = field(repr=False)
    about: str | None = field(repr=False)
    urgency: Urgency | None
    language: str | None
    interpreter: bool | None
    ways: tuple[Way, ...] = field(repr=False)
    call_me: bool
    slot: Slot | None
    consent: bool
    skipped: frozenset[Item]
    booked: bool

    def is_answered(self, item: Item) -> bool:
        match item:
            case Item.TIME:
                return self.call_me or self.slot is not None
            case Item.WAYS:
                return bool(self.ways)
            case Item.CONSENT:
                return self.consent
            case _:
                return getattr(self, item.value) is not None

    @property
    def next_question(self) -> Item | None:
        """The first question neither answered nor skipped; None when all are."""
        return next(
            (item for item in QUESTIONS if not self.is_answered(item) and item not in self.skipped), None
        )

    @property
    def missing(self) -> tuple[Item, ...]:
        """What it can't be booked without. A time left out is read as "call me"."""
        return tuple(item for item in NEEDED if not self.is_answered(item))
