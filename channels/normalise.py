"""A message as it enters the turn: one Unicode form, nothing invisible, never a command to Rasa."""

import re
import unicodedata

_JOINER = "\u200d"
_LINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")
_FLAG_TAGS = re.compile(r"(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f")
_FRONT_SLASHES = re.compile(r"^[/\s]+")


def normalise(text: str) -> str:
    """NFC, without control, invisible and direction characters; spaces collapsed; no slash in front.

    Line breaks (at most two in a row) and emoji with their joiners stay. Applying it twice changes nothing.
    """
    text = _without_invisible(_LINES.sub("\n", unicodedata.normalize("NFC", text)))
    text = _BLANK_LINES.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    return _FRONT_SLASHES.sub("", _MANY_LINES.sub("\n\n", text)).strip()


def _without_invisible(text: str) -> str:
    flags = {at for found in _FLAG_TAGS.finditer(text) for at in range(*found.span())}
    kept = (c for at, c in enumerate(text) if at in flags or _is_visible(c) or _joins_emoji(text, at))
    return "".join(kept)


def _is_visible(char: str) -> bool:
    """Not a control, format, surrogate or private-use character, and no noncharacter."""
    if char == "\n" or char.isspace():
        return True
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} and ord(char) & 0xFFFE != 0xFFFE


def _joins_emoji(text: str, at: int) -> bool:
    """A joiner between two pictures, as in a family or a profession."""
    if text[at] != _JOINER or at == 0 or at + 1 == len(text):
        return False
    return _is_picture(text[at - 1]) and _is_picture(text[at + 1])


def _is_picture(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sk"} or char in "\ufe0f⚕♀♂"
