"""An agreed measure: what, by whom, until when; and later what became of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """What became of a measure. `WAITING`: not begun yet, which is nobody's fault."""

    DONE = "done"
    PARTLY = "partly"
    DROPPED = "dropped"
    WAITING = "waiting"


class Helped(StrEnum):
    """Whether it helped, as the parent sees it."""

    YES = "yes"
    LITTLE = "little"
    NO = "no"
    UNKNOWN = "unknown"


TRIED = (State.DONE, State.PARTLY, State.DROPPED)
"""Of these it can be asked whether they helped."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, in the parent's words. `until_day` is the day that `until` names, if it names one."""

    what: str = field(repr=False)
    who: str | None = field(default=None, repr=False)
    until: str | None = field(default=None, repr=False)
    until_day: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a parent tells of a measure later. None leaves it open."""

    state: State | None = None
    helped: Helped | None = None
    note: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a sheet. `told_at` is when its parent last told of it."""

    id: int
    agreed: Agreed
    told: Told
    told_at: datetime | None
