"""Everything that can be wrong with a booking. `key` names the words under `booking.errors` in channels/texts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime

    from actions.contacts.slots import Slot


class ContactError(Exception):
    """Nothing was changed. `values` fills the words' placeholders."""

    key: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.key)
        self.values: Mapping[str, object] = values


class DraftGoneError(ContactError):
    """No such draft: never started, erased or expired."""

    key = "draft_gone"


class AlreadyBookedError(ContactError):
    """The draft became a request; change that instead. Values: reference."""

    key = "already_booked"


class GradeElsewhereError(ContactError):
    """The school has no such grade. Values: first, last."""

    key = "grade_elsewhere"


class TooLongError(ContactError):
    """Free text over its limit. Values: length, limit."""

    key = "too_long"


class UnknownChoiceError(ContactError):
    """Not one of the answers to this question."""

    key = "unknown_choice"


class UnknownLanguageError(ContactError):
    """Not a language code we know."""

    key = "unknown_language"


class PhoneError(ContactError):
    """Not a phone number that can be called. Values: code, the country's calling code."""

    key = "phone"


class EmailError(ContactError):
    """Not an e-mail address that can be written to."""

    key = "email"


class TooManyWaysError(ContactError):
    """A third way to be reached. Values: limit."""

    key = "too_many_ways"


class NoWayError(ContactError):
    """Nothing says how to reach the parent."""

    key = "no_way"


class NoConsentError(ContactError):
    """The parent has not agreed to what was shown back."""

    key = "no_consent"


class EmptyTextError(ContactError):
    """A note or a reason without words."""

    key = "empty_text"


class SlotError(ContactError):
    """The time can't be had; `next_free` are the next that can."""

    def __init__(self, next_free: "tuple[Slot, ...]" = (), **values: object) -> None:
        super().__init__(**values)
        self.next_free = next_free


class SlotTakenError(SlotError):
    """Somebody else has the time."""

    key = "slot_taken"


class SlotPastError(SlotError):
    """The time is over."""

    key = "slot_past"


class SlotTooNearError(SlotError):
    """Too little notice for the coordinator. Values: hours."""

    key = "slot_too_near"


class SlotNotOfferedError(SlotError):
    """The coordinator has no such time: a day off, outside the hours, or changed meanwhile."""

    key = "slot_not_offered"


class CodeWrongError(ContactError):
    """No such reference, or the code is not its own: the two are never told apart. Values: tries, hours."""

    key = "code_wrong"


class CodeLockedError(ContactError):
    """Too many wrong codes in a row; `until` is when the right one opens it again. Values: tries, minutes."""

    key = "code_locked"

    def __init__(self, until: "datetime", **values: object) -> None:
        super().__init__(**values)
        self.until = until


class NotPossibleNowError(ContactError):
    """The request's status does not allow it; `status` is that status."""

    key = "not_possible_now"

    def __init__(self, status: str) -> None:
        super().__init__()
        self.status = status


class NotYoursError(ContactError):
    """No such request, or not one of this coordinator's: the two are never told apart."""

    key = "not_yours"
