"""The policy of the second net: from which confidence numbers, and from which the crisis reply.

The floor's sure phrases are an alarm whatever the listener thinks. Its doubtful ones are an alarm where the listener
finds danger likely enough too, and where there is no listener; the numbers stand under the answer in any case.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .floor import CrisisMatch
from .phrasebook import SafetyDataError, read_mapping

_FILE = Path(__file__).parent / "second_net.yml"


@dataclass(frozen=True, slots=True)
class SecondNet:
    """Confidences (0..1). `intent_reply_from` is Rasa's, the others are the listener's."""

    doubtful_from: float
    numbers_from: float
    reply_from: float
    intent_reply_from: float

    def alarms(self, found: CrisisMatch | None, danger: float | None) -> bool:
        """Whether the crisis reply is given. `danger` is what the listener heard, None where there is no listener."""
        if found is None:
            return danger is not None and danger >= self.reply_from
        return not found.doubtful or danger is None or danger >= self.doubtful_from

    def numbers_below(self, found: CrisisMatch | None, danger: float) -> bool:
        """Whether the numbers stand under the answer where there is no alarm."""
        return found is not None or danger >= self.numbers_from

    @classmethod
    def load(cls, file: Path = _FILE) -> "SecondNet":
        """Raises SafetyDataError with what an editor must correct."""
        data = read_mapping(file)
        if not data.get("owner") or not isinstance(data.get("reviewed"), datetime.date):
            raise SafetyDataError(file, "owner, reviewed", "one is missing", "Fill in both")
        net = cls(*(_share(file, data, name) for name in cls.__slots__))
        for low in ("doubtful_from", "numbers_from"):
            if getattr(net, low) > net.reply_from:
                raise SafetyDataError(file, low, "it lies above reply_from", "The reply alone comes last")
        return net


def _share(file: Path, data: dict[str, Any], field: str) -> float:
    value = data.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise SafetyDataError(file, field, "not a number above 0 and up to 1", "Write it as 0.25")
    return float(value)


SURELY_DANGER = SecondNet.load().intent_reply_from
"""From this confidence on, the intent alone gives the crisis reply. Read once: Rasa's actions are many and thin."""
