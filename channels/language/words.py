"""Function words that tell languages apart, as data an editor can read (words.yml)."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


class WordListError(ValueError):
    """A word list that cannot be used. Says which language and what to correct."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """Word -> the languages it speaks for, with the weight of its word: 1 for `sure`, a half for `likely`.

    `alone`: whole short messages -> the one language they are in, whatever was spoken before.
    """

    weights: Mapping[str, Mapping[str, float]]
    alone: Mapping[str, str]

    def evidence(self, words: list[str]) -> Counter[str]:
        """Points per language for the words of one message; each word counts once."""
        points: Counter[str] = Counter()
        for word in set(words):
            for language, weight in self.weights.get(word, {}).items():
                points[language] += weight  # type: ignore[assignment]  # Counter counts in halves here
        return points


def words_in(text: str) -> list[str]:
    """The words of a message in lower case, apostrophes left out: "don't" gives "dont"."""
    return _WORD.findall(_APOSTROPHES.sub("", text).casefold())


def load_word_lists(file: Path, languages: tuple[str, ...]) -> WordLists:
    """Read words.yml. Every expected language needs a `sure` list."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    weights: dict[str, dict[str, float]] = {}
    alone: dict[str, str] = {}
    for language in languages:
        lists = data.get(language)
        if not isinstance(lists, dict) or not lists.get("sure"):
            raise WordListError(f'{file.name}, {language}: no `sure` words. Add "sure: [word, word]".')
        alone |= {" ".join(words_in(message)): language for message in lists.get("alone") or ()}
        for name, weight in (("likely", 0.5), ("sure", 1.0)):
            for word in lists.get(name) or ():
                if not isinstance(word, str):
                    raise WordListError(
                        f'{file.name}, {language}.{name}: {word!r} must stand in quotes, as "no".'
                    )
                weights.setdefault(word.casefold(), {})[language] = weight
    return WordLists(weights, alone)
