"""Readings of a message: the words as written, and the words as probably meant.

The second reading joins what was torn apart ("s e l v m o r d", "selv mord"), parts what was run together
("jegvildø") and mends one slip in the words a file lists under `misspelt`.
"""

from collections.abc import Iterable, Iterator

_LONGEST = 20
_LONG_TOKEN = 2_000
"""Longer runs of letters are no language; they are not taken apart."""


class Readings:
    """`vocabulary`: folded words of all phrases. `misspelt`: those recognised with one letter wrong."""

    def __init__(self, vocabulary: frozenset[str], misspelt: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        self._mended = {form: word for word in sorted(misspelt) for form in _with_one_left_out(word)}

    def of(self, words: list[str]) -> list[list[str]]:
        """One or two readings; the first is always the words as written."""
        meant = [part for word in self._joined(_spelled_out(words)) for part in self._meant(word)]
        return [words] if meant == words else [words, meant]

    def _joined(self, words: list[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            pair = "".join(words[at : at + 2])
            if at + 1 < len(words) and len(pair) >= 6 and pair in self._vocabulary:
                yield pair
                at += 2
            else:
                yield words[at]
                at += 1

    def _meant(self, word: str) -> list[str]:
        if word in self._vocabulary or len(word) < 5:
            return [word]
        mended = next((self._mended[f] for f in _with_one_left_out(word) if f in self._mended), None)
        return [mended] if mended and len(word) <= _LONGEST else self._parted(word) or [word]

    def _parted(self, word: str) -> list[str]:
        """The fewest known words that fill `word` exactly, or nothing."""
        if len(word) > _LONG_TOKEN:
            return []
        best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST), end - 1):
                so_far = best[start]
                if so_far and word[start:end] in self._vocabulary:
                    best[end] = min(best[end] or (len(word), 0), (so_far[0] + 1, start))
        return _walk_back(word, best)


def _walk_back(word: str, best: list[tuple[int, int] | None]) -> list[str]:
    parts: list[str] = []
    end = len(word)
    while end and (step := best[end]):
        parts.insert(0, word[step[1] : end])
        end = step[1]
    return [] if end else parts


def _spelled_out(words: list[str]) -> list[str]:
    """Runs of four or more single letters joined into one word."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        joined += ["".join(run)] if len(run) >= 4 else run
        run = []
        joined.append(word)
    return joined[:-1]


def _with_one_left_out(word: str) -> list[str]:
    if not 6 <= len(word) <= _LONGEST:
        return []
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]
