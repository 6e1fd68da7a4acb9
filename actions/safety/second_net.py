"""The policy of the second net: from which confidence numbers, and from which the crisis reply."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .phrasebook import SafetyDataError, read_mapping

_FILE = Path(__file__).parent / "second_net.yml"


@dataclass(frozen=True, slots=True)
class SecondNet:
    """Confidences (0..1). `numbers_from` and `reply_from` are the listener's, `intent_reply_from` is Rasa's."""

    numbers_from: float
    reply_from: float
    intent_reply_from: float

    @classmethod
    def load(cls, file: Path = _FILE) -> "SecondNet":
        """Raises SafetyDataError with what an editor must correct."""
        data = read_mapping(file)
        if not data.get("owner") or not isinstance(data.get("reviewed"), datetime.date):
            raise SafetyDataError(file, "owner, reviewed", "one is missing", "Fill in both")
        net = cls(*(_share(file, data, name) for name in cls.__slots__))
        if net.numbers_from > net.reply_from:
            raise SafetyDataError(
                file, "numbers_from", "it lies above reply_from", "Numbers come first, the reply later"
            )
        return net


def _share(file: Path, data: dict[str, Any], field: str) -> float:
    value = data.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise SafetyDataError(file, field, "not a number above 0 and up to 1", "Write it as 0.25")
    return float(value)


SURELY_DANGER = SecondNet.load().intent_reply_from
"""From this confidence on, the intent alone gives the crisis reply. Read once: Rasa's actions are many and thin."""
