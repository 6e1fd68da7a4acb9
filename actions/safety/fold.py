"""Folding: one spelling for the many ways people and keyboards write the same word.

Phrases and messages go through the same folding, so a difference that is folded away can never hide a phrase.
"""

import re
import unicodedata

SENTENCE_END = "¶"
"""Stands as a word of its own where a sentence ends."""
_KEPT = "åæø"
_SPECIAL = {
    "ä": "æ", "ö": "ø", "ı": "i", "ł": "l", "đ": "d", "ß": "ss", "œ": "ø",
    # Arabic letters that are written interchangeably, and the Persian forms of two of them.
    "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": "",
}  # fmt: skip
_WITH_MARK = {"a\u030a": "å", "a\u0308": "æ", "o\u0308": "ø"}
_APOSTROPHES = "'’‘ʼ`´′‛＇ʹ"
_NO_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
"""Gone before anything else: composing turns an accent that stands alone ("don´t") into a space."""
_LEET = str.maketrans("013457@$", "oieastas")
_BARRIER = re.compile(r"(?<![.!?…])[.!?](?=\s|$)")
_WORD = re.compile(rf"[^\W_]+(?:[@$][^\W_]+)*|{SENTENCE_END}")
_REPEATED = re.compile(r"([^\W\d_])\1+")
_DIGRAPHS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_LOOSE = str.maketrans({"å": "a", "æ": "e", "ø": "o"})


class _Characters(dict[int, str]):
    """A `str.translate` table that works out each character once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(char: str) -> str:
    if char in _KEPT:
        return char
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char in _APOSTROPHES or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return ""
    if unicodedata.category(char) == "Cc" and not char.isspace():
        return ""
    apart = unicodedata.normalize("NFKD", char)
    if apart[:2] in _WITH_MARK:  # "å" under a second accent is still "å"
        return _WITH_MARK[apart[:2]]
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


_CHARACTERS = _Characters()


def fold_word(word: str) -> str:
    """One word as the matcher sees it: "Slaaar" and "SLÅR" both give "slår"."""
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    return _REPEATED.sub(r"\1", word)


def fold_characters(text: str) -> str:
    """Case, accents, invisible characters and apostrophes gone; word boundaries kept."""
    kept = text.translate(_NO_APOSTROPHES)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", kept).casefold()).translate(_CHARACTERS)


def words_of(text: str) -> list[str]:
    """The folded words of a message, with SENTENCE_END where a full stop, "!" or "?" ends a sentence."""
    marked = _BARRIER.sub(f" {SENTENCE_END} ", fold_characters(text))
    return [_read_digits(word) for word in _WORD.findall(marked)]


def _read_digits(word: str) -> str:
    """Digits written as letters are read as letters ("selvm0rd"); plain numbers stay numbers."""
    if word != SENTENCE_END and not word.isdigit() and not word.isalpha():
        word = word.translate(_LEET)
    return fold_word(word)


def loosen(text: str) -> str:
    """Folded text as written on a keyboard without æ, ø and å: "dø" becomes "do"."""
    return text.translate(_LOOSE)


def has_nordic_letters(text: str) -> bool:
    """Whether the writer has a keyboard with æ, ø or å (or ä, ö) and has used it."""
    return any(letter in "åæøäö" for letter in unicodedata.normalize("NFKC", text).casefold())
