"""What the bootstrap tells the person who waits: plain lines, and one line that updates in place."""

import sys
import time
from typing import TextIO

SECONDS_BETWEEN_LINES = 10.0  # where a line can't be rewritten (a log file, CI)


def line(text: str, stream: TextIO | None = None) -> None:
    """Write one line and show it at once."""
    stream = stream or sys.stdout
    stream.write(text + "\n")
    stream.flush()


class Progress:
    """One line that says how far a long step is; on a terminal it is rewritten, elsewhere it repeats now and then."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self.title = title
        self.stream = stream or sys.stdout
        self.started = time.monotonic()
        self._said_at = float("-inf")
        self._said = ""

    def update(self, text: str) -> None:
        """Show `text` behind the title; cheap enough to call for every line of a chatty command."""
        if text == self._said:
            return
        if self.stream.isatty():
            self.stream.write(f"\r\x1b[2K{self.title}: {text}"[:160])
            self.stream.flush()
        elif time.monotonic() - self._said_at >= SECONDS_BETWEEN_LINES:
            line(f"{self.title}: {text}", self.stream)
            self._said_at = time.monotonic()
        self._said = text

    def done(self, text: str) -> None:
        """Close the line with `text` and the seconds it took."""
        if self.stream.isatty():
            self.stream.write("\r\x1b[2K")
        line(f"{self.title}: {text} ({time.monotonic() - self.started:.0f} s)", self.stream)
