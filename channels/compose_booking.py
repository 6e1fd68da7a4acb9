"""The booking conversation in words: questions with their buttons, what was answered, the receipt, a booking looked up.

Rasa's messages carry ids only. What a parent answered is read from the draft here, and the private code is
derived again for its receipt: neither passes through Rasa.
"""

from typing import Any

from actions.contacts import (
    ContactError,
)
from channels.booking_asked import Asked
from channels.booking_lines import BookingLines
from channels.booking_managed import Managed
from channels.booking_voice import BookingTools, Voice
from channels.compose import Composed

__all__ = ["BookingComposer", "BookingTools"]


class BookingComposer:
    """Turns one message of kind "booking" into replies."""

    def __init__(self, tools: BookingTools) -> None:
        self._tools = tools
        self._lines = BookingLines(tools.municipalities, tools.texts)

    def compose(
        self, message: dict[str, Any], conversation: str, school: str, language: str
    ) -> list[Composed]:
        """Replies for one message; none for a draft that is no longer there."""
        voice = Voice(self._tools, self._lines, conversation, school, language)
        try:
            return [self._one(voice, message)]
        except ContactError as error:
            return [voice.text(f"errors.{error.key}", **error.values)]

    def _one(self, voice: Voice, message: dict[str, Any]) -> Composed:
        if "error" in message:
            return voice.text(f"errors.{message['error']}", **(message.get("values") or {}))
        if "ask" in message:
            return Asked(voice, message).composed()
        if "receipt" in message:
            return voice.receipt(str(message["receipt"]))
        if "manage" in message:
            return Managed(voice, message).composed()
        return voice.said(str(message["say"]), message.get("draft"))
