"""Free text from people: kept as they wrote it, without characters a database or a mail header would choke on."""

import unicodedata

from actions.contacts.errors import TooLongError

UNSEEN = ("Cc", "Cs")


def free_text(text: str | None, limit: int) -> str | None:
    """The text, None if there is none. Line breaks and emoji stay. Raises TooLongError."""
    kept = "".join(_kept(character) for character in unicodedata.normalize("NFC", text or "")).strip()
    if len(kept) > limit:
        raise TooLongError(length=len(kept), limit=limit)
    return kept or None


def short_text(text: str | None, limit: int) -> str | None:
    """The same on one line: a name, a label. Raises TooLongError."""
    return free_text(" ".join((text or "").split()), limit)


def _kept(character: str) -> str:
    return character if character in "\n\t" or unicodedata.category(character) not in UNSEEN else ""
