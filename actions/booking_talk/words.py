"""What a parent means while booking, by the words of every language."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from actions.booking_talk.word_files import NAMED_IN, BookingWordsError, Words, language_names, read_words
from actions.phrases import Understood, best_option, folded

__all__ = ["BookingWords", "BookingWordsError", "Words"]

NEARLY_ALL = 0.7
"""The share of a message that a phrase of steering makes up."""


class BookingWords:
    """The words of every language; what is typed is looked for in the given language first, then in the others."""

    def __init__(self, by_language: Mapping[str, Words], languages: Mapping[str, str]) -> None:
        self._by_language = by_language
        self._languages = languages

    @classmethod
    def load(cls, folder: Path) -> "BookingWords":
        """Read `da.yml`, `nb.yml`, `en.yml` and `languages.yml`. Raises BookingWordsError."""
        read = {language: read_words(folder / f"{language}.yml") for language in NAMED_IN}
        own = yaml.safe_load((folder / "languages.yml").read_text(encoding="utf-8"))
        return cls(read, {**language_names(), **{folded(name): code for name, code in own.items()}})

    def in_order(self, language: str) -> list[Words]:
        """Every language's words, the given language first."""
        return [self._by_language[key] for key in sorted(self._by_language, key=lambda key: key != language)]

    def option(self, group: str, text: str, language: str) -> Understood | None:
        """The option of a group that a text means, or None."""
        for words in self.in_order(language):
            if found := best_option(words.groups[group], text):
                return found
        return None

    def asks(self, text: str, language: str) -> bool:
        """Whether a text is plainly a question."""
        if text.rstrip().endswith("?"):
            return True
        begins = folded(text) + " "
        return any(begins.startswith(f"{first} ") for w in self.in_order(language)[:1] for first in w.asks)

    def asks_within(self, text: str, language: str) -> bool:
        """Whether a question stands in a text, with or without its mark: "meeting on Thursday can i bring my sister".

        Asking words of several words count anywhere, single ones where they begin the text.
        """
        said = f" {folded(text)} "
        asking = [first for w in self.in_order(language)[:1] for first in w.asks if " " in first]
        return self.asks(text, language) or any(f" {first} " in said for first in asking)

    def this_week(self, text: str, language: str) -> bool:
        """Whether a text means as soon as this week, and names the week."""
        said = folded(text).split()
        chosen = self.option("urgency", text, language)
        named = any(not set(words.days.week).isdisjoint(said) for words in self.in_order(language))
        return named and chosen is not None and chosen.option == "this_week"

    def says(self, key: str, text: str, language: str) -> bool:
        """Whether a text hardly says anything but phrases under `unclear` or `returned`, in one language."""
        said = folded(text).split()
        return any(_share(words.said[key], said) >= NEARLY_ALL for words in self.in_order(language))

    def asks_who_may(self, text: str, language: str) -> bool:
        """Whether a step-parent, a grandparent, a parent of two homes asks who may do something."""
        said = f" {folded(text)} "
        return any(
            any(f" {word} " in said for word in words.kin) and any(f" {word} " in said for word in words.may)
            for words in self.in_order(language)
        )

    def language_named(self, text: str) -> str | None:
        """The code of the one language a text names, in any of ours or by its own name; None for none or several."""
        words = f" {folded(text)} "
        found = {code for name, code in self._languages.items() if f" {name} " in words}
        return found.pop() if len(found) == 1 else None


def _share(phrases: tuple[str, ...], said: list[str]) -> float:
    """How much of a message the phrases in it make up, from 0 to 1."""
    covered: set[int] = set()
    for phrase in phrases:
        parts = phrase.split()
        for at in range(len(said) - len(parts) + 1):
            if said[at : at + len(parts)] == parts:
                covered.update(range(at, at + len(parts)))
    return len(covered) / max(len(said), 1)
