"""The words of the turn under way, as they were written.

Rasa gets them with contact details masked and runs our actions while the turn waits; an action that
needs what was really written reads it here. Kept in memory, for the length of the turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class Said:
    """Text by conversation, while its turn is under way."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    @contextmanager
    def during(self, conversation: str, text: str) -> Iterator[None]:
        """Hold the text of one turn; turns of one conversation never overlap."""
        self._texts[conversation] = text
        try:
            yield
        finally:
            del self._texts[conversation]

    def text(self, conversation: str) -> str | None:
        """What was written in the turn under way, or None outside one."""
        return self._texts.get(conversation)
