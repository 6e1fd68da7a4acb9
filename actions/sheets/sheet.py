"""A sheet as its reader sees it: what a parent prepared for a meeting, or what was agreed at one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from actions.contacts.free_text import free_text, short_text
from actions.measures.measure import Measure

WINDOWS = ("worries", "works", "hopes", "child")
"""The three windows, and the child's own words."""
WINDOW_LIMIT = 800
QUESTION_LIMIT = 200
MOST_QUESTIONS = 10
"""So that a sheet fits one printed page."""


class SheetKind(StrEnum):
    MEETING = "meeting"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """What a parent brings to a meeting. None: she left it out."""

    worries: str | None = field(default=None, repr=False)
    works: str | None = field(default=None, repr=False)
    hopes: str | None = field(default=None, repr=False)
    child: str | None = field(default=None, repr=False)
    questions: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "MeetingSheet":
        """From JSON or from what was typed, tidied. Raises TooLongError for a text over its limit."""
        windows = {name: free_text(content.get(name), WINDOW_LIMIT) for name in WINDOWS}
        typed = (short_text(each, QUESTION_LIMIT) for each in content.get("questions") or ())
        questions = tuple(dict.fromkeys(each for each in typed if each))[:MOST_QUESTIONS]
        return cls(**windows, questions=questions)

    def as_content(self) -> dict[str, Any]:
        return {**{name: getattr(self, name) for name in WINDOWS}, "questions": list(self.questions)}

    @property
    def is_empty(self) -> bool:
        return not self.questions and not any(getattr(self, name) for name in WINDOWS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kept sheet. `meeting` is empty for measures, `measures` for a meeting."""

    id: int
    reference: str
    kind: SheetKind
    school: str
    text_language: str
    meeting: MeetingSheet
    measures: tuple[Measure, ...]
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """What a parent gets: the code is shown now, and again for the same submission; None where she has it already."""

    sheet: Sheet
    code: str | None = field(repr=False)
