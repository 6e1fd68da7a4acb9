"""What a family says, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Audience = Literal["parents", "pupils"]
AUDIENCES: tuple[Audience, ...] = ("parents", "pupils")


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything but theme, audience and address may be left out. `grade` is turned into its band and
    forgotten; whoever tells no grade may tell the band."""

    audience: str
    theme: str
    email: str
    grade: int | None = None
    band: str | None = None
    area: str | None = None
    language: str | None = None
    times: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest as its owner sees it."""

    reference: str
    school: str
    audience: str
    theme: str
    band: str | None
    area: str | None
    language: str | None
    times: tuple[str, ...]
    created_at: datetime
    confirmed_at: datetime | None
    invited_at: datetime | None

    @property
    def standing(self) -> Literal["unconfirmed", "waiting", "invited"]:
        if self.invited_at:
            return "invited"
        return "waiting" if self.confirmed_at else "unconfirmed"


@dataclass(frozen=True, slots=True)
class Registered:
    """`code` is the private code, shown once; `repeated`: the same submission again."""

    interest: Interest
    code: str
    repeated: bool = False
