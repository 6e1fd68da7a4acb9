"""Bookings a conversation has opened with reference and private code.

The code is needed for every step after that and must not lie in Rasa's tracker or in a table: it is kept in
memory for a quarter of an hour. After that, or after a restart, it is asked for again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

OPEN_FOR = timedelta(minutes=15)
MOST = 10_000


@dataclass(frozen=True, slots=True)
class OpenedBooking:
    reference: str
    code: str = field(repr=False)
    until: datetime


class Opened:
    """One opened booking by conversation."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._by_conversation: dict[str, OpenedBooking] = {}

    def put(self, conversation: str, reference: str, code: str) -> None:
        """Remember what opened; the oldest are forgotten first."""
        self._tidy()
        self._by_conversation[conversation] = OpenedBooking(reference, code, self._now() + OPEN_FOR)

    def get(self, conversation: str) -> OpenedBooking | None:
        found = self._by_conversation.get(conversation)
        return found if found and found.until > self._now() else None

    def close(self, conversation: str) -> None:
        self._by_conversation.pop(conversation, None)

    def _tidy(self) -> None:
        now = self._now()
        alive = {key: each for key, each in self._by_conversation.items() if each.until > now}
        self._by_conversation = dict(list(alive.items())[-MOST + 1 :])
