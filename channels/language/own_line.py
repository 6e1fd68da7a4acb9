"""What somebody who writes in another language is told in it, once: which language the answers come in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .detector import REPLY_LANGUAGES

FILE = Path(__file__).parent / "own_line.yml"
PLACE = "{in}"


class OwnLineError(ValueError):
    """A line that can't be used. Says which language and what to correct."""


class OwnLines:
    """The line by the language heard and the language answered in; none where nobody could write it."""

    def __init__(self, lines: Mapping[tuple[str, str], str]) -> None:
        self._lines = lines

    @classmethod
    def load(cls, file: Path = FILE) -> "OwnLines":
        """Read own_line.yml; raises OwnLineError naming file, language and remedy."""
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        written = data.get("lines") if isinstance(data, dict) else None
        if not isinstance(written, dict):
            raise OwnLineError(f'{file.name}: expected "lines:" with one entry per language')
        return cls(
            {
                (heard, answered): text
                for heard, entry in written.items()
                for answered, text in _of_language(file.name, str(heard), entry).items()
            }
        )

    def line(self, heard: str, answered: str) -> str | None:
        """The line for a writer of `heard` who is answered in `answered` (da, nb or en), if there is one."""
        return self._lines.get((heard, answered))


def _of_language(file: str, heard: str, entry: Any) -> dict[str, str]:
    """Answer language -> whole line."""
    line = str(entry.get("line") or "") if isinstance(entry, dict) else ""
    if line.count(PLACE) != 1:
        raise OwnLineError(f"{file}, {heard}: the line must hold {PLACE} once")
    named = entry.get("in")
    if not isinstance(named, dict) or set(named) != set(REPLY_LANGUAGES):
        raise OwnLineError(f'{file}, {heard}: "in" must say how da, nb and en are named, and no other')
    return {answered: line.replace(PLACE, str(name)) for answered, name in named.items()}
