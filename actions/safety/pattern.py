"""The phrase language of the crisis lists: small enough for an editor, strict enough to be checked.

    vil ikke leve          these words, in this order, next to each other
    (vil|gider) ikke leve  one of the alternatives; an alternative may be several words
    vil ikke [længere] leve  a word that may be left out
    vil ... dø             up to three other words in between; "...6" means up to six (eight at most)
    selvmord*              any ending
    *batteri               any beginning, for compounds: "knapbatteri"
    {hun} vil dø           a named list of words from the file's `words:`

A gap never crosses the end of a sentence. Patterns hold no unbounded repetition over words, so matching time
grows with the length of the message and nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .fold import SENTENCE_END, fold_characters, fold_word

MOST_GAP = 8
USUAL_GAP = 3
_TOKEN = re.compile(r"\s*(\.\.\.\d*|\{[\w-]+\}|[()\[\]|]|[^\s()\[\]|{}]+)")
_END = f"(?:{SENTENCE_END} )*"


class PatternError(ValueError):
    """A phrase that cannot be read. The message says what is wrong, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase ready to match against " word word word ".

    `needs`: for each part that must be present, the words that can fill it (prefixes end in "*", suffixes begin with it).
    """

    regex: str
    needs: tuple[frozenset[str], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    regex: str
    starts: frozenset[str]
    """Words of which at least one stands in every text this part matches; empty when it may match nothing."""
    words: frozenset[str]
    gap: bool = False


def read_pattern(phrase: str, named: Mapping[str, str], spell: Callable[[str], str]) -> Pattern:
    """Compile one phrase. `spell` is applied to each folded word (the loose spelling, or nothing)."""
    signs = _signs(_with_names(phrase, named))
    parts, rest = _alternatives(signs, 0, spell)
    if rest != len(signs):
        raise PatternError(f'"{signs[rest]}" has no opening bracket before it')
    if len(parts) > 1:
        raise PatternError('"|" is used outside brackets; write (this|that)')
    _check_ends(parts[0])
    needs = tuple(part.starts for part in parts[0] if part.starts)
    words = frozenset(word for part in parts[0] for word in part.words)
    if not needs:
        raise PatternError("every word may be left out, so this would match any message")
    return Pattern("(?<= )" + _sequence(parts[0]), needs, words)


def _with_names(phrase: str, named: Mapping[str, str]) -> str:
    def fill(found: re.Match[str]) -> str:
        if found[1] not in named:
            raise PatternError(f"{{{found[1]}}} is not in this file's `words:` list")
        return f"({_with_names(named[found[1]], {k: v for k, v in named.items() if k != found[1]})})"

    return re.sub(r"\{([\w-]+)\}", fill, phrase)


def _signs(phrase: str) -> list[str]:
    signs = _TOKEN.findall(phrase)
    if "".join(signs) != re.sub(r"\s", "", phrase):
        raise PatternError('only words, "...", "*", ( | ) and [ ] can be used')
    if not signs:
        raise PatternError("the phrase is empty")
    return signs


def _alternatives(signs: list[str], at: int, spell: Callable[[str], str]) -> tuple[list[list[_Part]], int]:
    """Read up to the closing bracket or the end; returns the alternatives and where reading stopped."""
    found: list[list[_Part]] = [[]]
    while at < len(signs) and signs[at] not in ")]":
        if signs[at] == "|":
            found.append([])
            at += 1
            continue
        part, at = _part(signs, at, spell)
        found[-1].append(part)
    if not all(found):
        raise PatternError("an alternative is empty")
    return found, at


def _part(signs: list[str], at: int, spell: Callable[[str], str]) -> tuple[_Part, int]:
    sign = signs[at]
    if sign.startswith("..."):
        return _gap(sign), at + 1
    if sign not in "([":
        return _word(sign, spell), at + 1
    inner, end = _alternatives(signs, at + 1, spell)
    if end >= len(signs) or signs[end] != {"(": ")", "[": "]"}[sign]:
        raise PatternError(f'"{sign}" is never closed')
    return _group(inner, optional=sign == "["), end + 1


def _group(inner: list[list[_Part]], optional: bool) -> _Part:
    for parts in inner:
        _check_ends(parts)
    regex = "(?:" + "|".join(_sequence(parts) for parts in inner) + ")" + ("?" if optional else "")
    # A multi-word alternative is represented by its longest first need: one present word is enough to try.
    starts = [
        max((p.starts for p in parts if p.starts), key=_rarity, default=frozenset[str]()) for parts in inner
    ]
    known = frozenset[str]() if optional or not all(starts) else frozenset[str]().union(*starts)
    return _Part(regex, known, frozenset(w for parts in inner for p in parts for w in p.words))


def _rarity(words: frozenset[str]) -> int:
    return min(len(word) for word in words)


def _gap(sign: str) -> _Part:
    most = int(sign[3:] or USUAL_GAP)
    if not 1 <= most <= MOST_GAP:
        raise PatternError(f'"{sign}": a gap holds 1 to {MOST_GAP} words')
    return _Part(f"(?:[^ {SENTENCE_END}]+ ){{0,{most}}}", frozenset(), frozenset(), gap=True)


def _word(sign: str, spell: Callable[[str], str]) -> _Part:
    stem = sign.strip("*")
    folded = spell(fold_word(fold_characters(stem)))
    if not folded.isalnum():
        raise PatternError(
            f'"{sign}" is not a word (a word holds letters, and at most a "*" before or after)'
        )
    if "*" in sign and len(stem) < 3:
        raise PatternError(f'"{sign}": write at least three letters beside "*"')
    if sign.startswith("*"):
        return _any_beginning(sign, folded)
    if sign.endswith("*"):
        return _Part(f"{folded}[^ ]* ", frozenset({folded + "*"}), frozenset({folded}))
    return _Part(f"{folded} ", frozenset({folded}), frozenset({folded}))


def _any_beginning(sign: str, folded: str) -> _Part:
    if sign.endswith("*"):
        raise PatternError(f'"{sign}": write "*" before or after a word, not both')
    return _Part(f"[^ ]*{folded} ", frozenset({"*" + folded}), frozenset({folded}))


def _sequence(parts: list[_Part]) -> str:
    pieces = [parts[0].regex]
    for before, after in pairwise(parts):
        pieces += ["" if before.gap or after.gap else _END, after.regex]
    return "".join(pieces)


def _check_ends(parts: list[_Part]) -> None:
    if parts[0].gap or parts[-1].gap:
        raise PatternError('a gap "..." needs a word on both sides')
