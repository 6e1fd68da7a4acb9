"""A request's statuses and the only ways from one to the next."""

from dataclasses import dataclass
from enum import StrEnum

from actions.contacts.errors import NotPossibleNowError


class Status(StrEnum):
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    PROPOSED_OTHER = "proposed_other"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    DONE = "done"


class Act(StrEnum):
    BOOK = "book"
    CHANGE = "change"
    ACCEPT = "accept"
    CANCEL = "cancel"
    CONFIRM = "confirm"
    PROPOSE_OTHER = "propose_other"
    DECLINE = "decline"
    FINISH = "finish"
    NOTE = "note"
    NEW_CODE = "new_code"


OPEN = (Status.REQUESTED, Status.CONFIRMED, Status.PROPOSED_OTHER)
"""Somebody still has to do something, or a talk is still to come."""


@dataclass(frozen=True, slots=True)
class Step:
    before: tuple[Status, ...]
    after: Status


STEPS = {
    Act.CHANGE: Step(OPEN, Status.REQUESTED),
    Act.ACCEPT: Step((Status.PROPOSED_OTHER,), Status.CONFIRMED),
    Act.CANCEL: Step(OPEN, Status.CANCELLED),
    Act.CONFIRM: Step((Status.REQUESTED,), Status.CONFIRMED),
    Act.PROPOSE_OTHER: Step(OPEN, Status.PROPOSED_OTHER),
    Act.DECLINE: Step(OPEN, Status.DECLINED),
    Act.FINISH: Step((Status.REQUESTED, Status.CONFIRMED, Status.PROPOSED_OTHER), Status.DONE),
}
REPEATABLE = (Act.ACCEPT, Act.CANCEL, Act.CONFIRM, Act.DECLINE, Act.FINISH)
"""Done twice, as by a double click, these change nothing the second time."""


def after(act: Act, before: Status) -> Status:
    """The status that `act` leads to. Raises NotPossibleNowError."""
    step = STEPS[act]
    if before not in step.before:
        raise NotPossibleNowError(before)
    return step.after


def already(act: Act, status: Status) -> bool:
    """Whether doing `act` again would only repeat what is done."""
    return act in REPEATABLE and STEPS[act].after == status
