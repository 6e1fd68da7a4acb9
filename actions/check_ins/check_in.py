"""A check-in: what was answered about four weeks and where that led."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FLOW = "check_in"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Answers of four weeks, and the stage they led to; None where too little was known.

    `reference` is None for one that is not kept (yet). `before` is the reference it was compared with.
    """

    school: str
    answers: Mapping[str, Any] = field(repr=False)
    stage: int | None
    at: datetime
    reference: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept check-in with its private code, which is shown this once."""

    check_in: CheckIn
    code: str = field(repr=False)
