"""Repair single characters: bullets, ligatures, control characters, spaces, stray markup."""

import re
import unicodedata

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffd\ufffc"
TABLE = str.maketrans({**LIGATURES, **dict.fromkeys(INVISIBLE, "")})
BULLET = re.compile(
    r"^(\s*)[\u2022\u2023\u2043\u204c\u204d\u2219\u25a0-\u25ff\u2605-\u2666\u2713-\u27a4\uf000-\uf0ff·¤]\s*"
)
LATIN_BULLET = re.compile(r"^(\s*)[o§]\s+(?=[A-ZÆØÅ])")
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
LONE_STARS = re.compile(r"^(\s*)\*\*+(?=\S)|(?<=\S)\*\*+\s*$")
ARROW_END = re.compile(r"(?:\s*[→⇒➔])+\s*$")
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def clean_characters(text: str) -> str:
    """One line or block with odd glyphs mended; never changes a letter, never joins or splits words.

    The soft hyphen at a line's end becomes a real one, so that the line can still be mended with the next.
    """
    text = re.sub(r"\u00ad\s*$", "-", unicodedata.normalize("NFC", text))
    text = _without_controls(text.translate(TABLE))
    before = None
    while text != before:  # taking one thing away can lay another bare: a bullet behind stars
        before, text = text, _mended(text)
    return text


def _mended(text: str) -> str:
    text = LATIN_BULLET.sub(r"\1- ", BULLET.sub(r"\1- ", text))
    text = ARROW_END.sub("", PRIVATE.sub("", text))
    text = LONE_STARS.sub(r"\1", EMPHASIS.sub(r"\2", text))
    return SPACES.sub(" ", text).strip()


def _without_controls(text: str) -> str:
    return "".join(c if c == "\t" or unicodedata.category(c) != "Cc" else " " for c in text)
