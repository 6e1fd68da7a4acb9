"""Readings of a message: the words as written, and the words as probably meant.

The second reading joins what was torn apart ("s e l v m o r d", "selv mord"), parts what was run together
("jegvildø") and mends one slip in the words a file lists under `misspelt`.
"""

from collections.abc import Iterable, Iterator, Mapping

from .fold import fold_word

_LONGEST = 20
_FEWEST_PARTS = 3
"""Two parts are too often an ordinary word with its ending: "dør" + "en"."""
_SHORTEST_PARTS = 2.5
"""Letters a part must have on average; smaller pieces can be found in any word."""
_LONG_TOKEN = 2_000
"""Longer runs of letters are no language; they are not taken apart."""


class Readings:
    """`vocabularies`: language -> folded words of its phrases. `misspelt`: words recognised with one letter wrong."""

    def __init__(self, vocabularies: Mapping[str, frozenset[str]], misspelt: Iterable[str]) -> None:
        self._vocabularies = [vocabularies[language] for language in sorted(vocabularies)]
        self._known = frozenset[str]().union(*self._vocabularies)
        self._mended = {form: word for word in sorted(misspelt) for form in _with_one_left_out(word)}

    def of(self, words: list[str]) -> list[list[str]]:
        """The words as written, then what each language makes of them where that differs."""
        readings = [words]
        joined = list(self._joined(_spelled_out(words)))
        for vocabulary in self._vocabularies:
            meant = [part for word in joined for part in self._meant(word, vocabulary)]
            if meant not in readings:
                readings.append(meant)
        return readings

    def _joined(self, words: list[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            pair = "".join(words[at : at + 2])
            if at + 1 < len(words) and len(pair) >= 6 and pair in self._known:
                yield pair
                at += 2
            else:
                yield words[at]
                at += 1

    def _meant(self, word: str, vocabulary: frozenset[str]) -> list[str]:
        if word in self._known or len(word) < 5:
            return [word]
        mended = next((self._mended[f] for f in _with_one_left_out(word) if f in self._mended), None)
        return [mended] if mended else _parted(word, vocabulary) or [word]


def _parted(word: str, vocabulary: frozenset[str]) -> list[str]:
    """The fewest known words that fill `word` exactly, or nothing.

    Folding has made one letter of two equal ones, so a word may begin with the letter the one before ends with.
    """
    if len(word) > _LONG_TOKEN:
        return []
    best: list[tuple[int, int, int] | None] = [(0, 0, 0)] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            so_far = best[start]
            for first in (start, start - 1) if so_far and start else (start,):
                if so_far and word[first:end] in vocabulary:
                    best[end] = min(best[end] or (len(word), 0, 0), (so_far[0] + 1, start, first))
    return _walk_back(word, best)


def _walk_back(word: str, best: list[tuple[int, int, int] | None]) -> list[str]:
    parts: list[str] = []
    end = len(word)
    while end and (step := best[end]):
        parts.insert(0, word[step[2] : end])
        end = step[1]
    too_fine = len(parts) < _FEWEST_PARTS or len(word) < _SHORTEST_PARTS * len(parts)
    return [] if end or too_fine else parts


def _spelled_out(words: list[str]) -> list[str]:
    """Runs of four or more single letters joined into one word."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        joined += [fold_word("".join(run))] if len(run) >= 4 else run
        run = []
        joined.append(word)
    return joined[:-1]


def _with_one_left_out(word: str) -> list[str]:
    if not 6 <= len(word) <= _LONGEST:
        return []
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]
