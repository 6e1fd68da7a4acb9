"""Sheets a parent keeps under a private code: what she brings to a meeting, and what was agreed at one."""

from actions.sheets.errors import EmptySheetError, TooManyMailsError
from actions.sheets.services import SheetServices, open_sheets
from actions.sheets.sheet import (
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    WINDOW_LIMIT,
    WINDOWS,
    KeptSheet,
    MeetingSheet,
    Sheet,
    SheetKind,
)
from actions.sheets.sheets import MOST_MEASURES, Sheets

__all__ = [
    "MOST_MEASURES",
    "MOST_QUESTIONS",
    "QUESTION_LIMIT",
    "WINDOWS",
    "WINDOW_LIMIT",
    "EmptySheetError",
    "KeptSheet",
    "MeetingSheet",
    "Sheet",
    "SheetKind",
    "SheetServices",
    "Sheets",
    "TooManyMailsError",
    "open_sheets",
]
