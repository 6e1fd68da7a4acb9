"""References that are no booking's: a check-in's or a sheet's, given where a booking is looked up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from actions.check_ins.service import CheckIns
from actions.sheets.sheets import Sheets

Kept = Literal["check_in", "sheet"]


@dataclass(frozen=True, slots=True)
class KeptElsewhere:
    """Says what a reference belongs to, to whoever has its code."""

    check_ins: CheckIns
    sheets: Sheets

    def what(self, reference: str, code: str, now: datetime) -> Kept | None:
        """None for neither. Raises CodeWrongError or CodeLockedError, so that nobody learns it without the code."""
        if self.check_ins.has(reference):
            self.check_ins.look_up(reference, code, now)
            return "check_in"
        if self.sheets.has(reference):
            self.sheets.open(reference, code, now)
            return "sheet"
        return None
