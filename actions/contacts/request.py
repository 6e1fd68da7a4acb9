"""A contact request as its readers see it."""

from dataclasses import dataclass, field
from datetime import datetime

from actions.contacts.attachments import Attachment
from actions.contacts.draft import Urgency
from actions.contacts.slots import Slot
from actions.contacts.statuses import Act, Status
from actions.contacts.ways import Way

PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `who` is `parent` or `coordinator:<id>`; `slot` is the time it left standing."""

    at: datetime
    who: str
    act: Act
    status: Status
    slot: Slot | None
    text: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """One booked contact. `slot` None means: the coordinator calls. `sequence` counts changes, for calendars.

    `events` holds the coordinators' notes only when a coordinator reads it; `together` (references of open
    requests that may belong to this one) is empty for a parent. `attachments` went along with it.
    """

    reference: str
    status: Status
    school: str
    coordinator: str
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
    slot: Slot | None
    sequence: int
    created_at: datetime
    changed_at: datetime
    events: tuple[Event, ...]
    together: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Booking:
    """What a parent gets. `code` is shown now; a repeated submission shows the same one, or None once the
    coordinator has given out a new one."""

    request: ContactRequest
    code: str | None = field(repr=False)
    repeated: bool = False

    @property
    def reference(self) -> str:
        return self.request.reference


@dataclass(frozen=True, slots=True)
class Listed:
    """A request in the desk's list: enough to choose by, nothing of what the parent wrote."""

    reference: str
    status: Status
    school: str
    coordinator: str
    grade: int | None
    urgency: Urgency | None
    language: str | None
    interpreter: bool | None
    slot: Slot | None
    created_at: datetime
    together: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list; `next` is what `after` must be for the following part, None at the end."""

    entries: tuple[Listed, ...]
    next: str | None
