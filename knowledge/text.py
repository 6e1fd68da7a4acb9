"""Text as the search sees it: normalised, folded, stemmed, cut in windows and character n-grams."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

SNOWBALL = {"da": "danish", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "en": "english"}
"""Languages with a stemmer here; words of other languages are only folded."""

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
FOLDING = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})


def normalise_query(text: str) -> str:
    """The form every question is encoded in, by search and by Rasa's NLU alike.

    Unicode NFKC, invisible characters removed, white space collapsed and trimmed; letters, case and
    punctuation stay as typed. Two texts with the same normal form share one vector.
    """
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


NAMES = "PPR PPT BUP SFO ADHD NAV Danmark Norge"
"""Written so in every language of ours, though few type them so."""
ENGLISH_NAMES = "I Denmark Norway Danish Norwegian English Polish Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def as_sentence(typed: str, language: str) -> str:
    """A question as people type it, with its capitals and its mark; no letter else is changed."""
    names = f"{NAMES} {ENGLISH_NAMES}" if language == "en" else NAMES
    written = {name.lower(): name for name in names.split()}
    said = WORD.sub(lambda word: written.get(word[0], word[0]), typed.strip())
    return said[:1].upper() + said[1:] + ("" if said[-1:] in "?!.…" else "?")


YES_OR_NO = re.compile(r"(?:Ja|Jo|Nej|Nei|Yes|No)[,.:;] (\w+)")
LEANING = frozenset((
    "ikke", "aldrig", "men", "og", "hvis", "når", "som", "at", "da", "så", "fordi", "kun", "bare", "snarere", "heller",
    "aldri", "not", "never", "but", "and", "if", "when", "as", "that", "so", "because", "only", "once", "rather",
))  # fmt: skip
"""Words that lean on what stands before them: a sentence that begins so says nothing alone."""


def without_yes_or_no(answer: str) -> str:
    """An answer without its first "Yes," where the rest stands alone: for one whose question may be another than was asked."""
    begun = YES_OR_NO.match(answer)
    if not begun or begun[1].lower() in LEANING:
        return answer
    rest = answer[begun.start(1) :]
    return rest[:1].upper() + rest[1:]


def fold(text: str) -> str:
    """Lower case, æ ø å as ae oe aa (as many type them), other accents dropped."""
    lowered = unicodedata.normalize("NFC", text).lower().translate(FOLDING)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def stems(text: str, language: str) -> list[str]:
    """Folded stems in order, with repeats."""
    snowball = SNOWBALL.get(language)
    found = words(text)
    return [fold(stem) for stem in (_stem_all(snowball, tuple(found)) if snowball else found)]


def query_stems(text: str) -> list[str]:
    """The stems each of our languages would make of the words: an asker's language is a guess, so all count."""
    return list(dict.fromkeys(stem for language in ("da", "nb", "en") for stem in stems(text, language)))


def char_grams(text: str, size: int = 4) -> list[str]:
    """Character n-grams inside each folded word with its edges marked; they forgive spelling and endings."""
    return [gram for word in words(text) for gram in _grams(f"_{fold(word)}_", size)]


def windows(text: str, size: int, step: int) -> list[str]:
    """Stretches of `size` words, `step` apart, that cover a text longer than `size`; else nothing."""
    tokens = text.split()
    if len(tokens) <= size:
        return []
    starts = range(0, len(tokens) - size + step, step)
    return [" ".join(tokens[at : at + size]) for at in starts]


def _grams(word: str, size: int) -> Iterable[str]:
    return (word[at : at + size] for at in range(max(1, len(word) - size + 1)))


@lru_cache(maxsize=8)
def _stemmer(snowball: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(snowball)


def _stem_all(snowball: str, found: tuple[str, ...]) -> list[str]:
    return [str(stem) for stem in _stemmer(snowball).stemWords(list(found))]
