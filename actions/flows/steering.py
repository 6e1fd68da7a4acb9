"""The words that steer any flow: assistant/flows/steering/<language>.yml."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from actions.flows.words import LANGUAGES
from actions.phrases import folded
from knowledge.policy_files import PolicyModel, load_policy

SHORT = 6
"""Words in a message that does nothing but steer."""


class SteeringWords(PolicyModel):
    """One language's phrases: "no, I meant", "no, it is", "change", "that's all", "keep it", "from the start"."""

    meant: tuple[str, ...] = Field(min_length=1)
    correct: tuple[str, ...] = Field(min_length=1)
    change: tuple[str, ...] = Field(min_length=1)
    all: tuple[str, ...] = Field(min_length=1)
    keep: tuple[str, ...] = Field(min_length=1)
    again: tuple[str, ...] = Field(min_length=1)


class Steering:
    """The phrases of every language; what is typed is looked for in the given language first."""

    def __init__(self, by_language: Mapping[str, SteeringWords]) -> None:
        self._by_language = by_language

    @classmethod
    def load(cls, folder: Path) -> "Steering":
        """Read `da.yml`, `nb.yml` and `en.yml`. Raises PolicyError."""
        return cls({code: load_policy(folder / f"{code}.yml", SteeringWords) for code in LANGUAGES})

    def says(self, key: str, text: str, language: str) -> bool:
        """Whether a short text ends with one of the phrases under `key`, give or take a polite word behind it.

        Only the end: "it's right" keeps an answer, "it's right that I got it wrong" does not.
        """
        said = folded(text).split()
        ends = [f" {' '.join(said)}", f" {' '.join(said[:-1])}"]
        return len(said) <= SHORT and any(
            end.endswith(f" {phrase}") for phrase in self._all(key, language) for end in ends
        )

    def names(self, key: str, text: str, language: str) -> bool:
        """Whether one of the phrases under `key` stands anywhere in the text."""
        said = f" {folded(text)} "
        return any(f" {phrase} " in said for phrase in self._all(key, language))

    def after(self, key: str, text: str, language: str) -> str | None:
        """What follows one of the phrases under `key`, folded; None if the text does not begin with one."""
        said = folded(text)
        for phrase in sorted(self._all(key, language), key=len, reverse=True):
            if said.startswith(f"{phrase} "):
                return said[len(phrase) + 1 :]
        return None

    def _all(self, key: str, language: str) -> list[str]:
        order = sorted(self._by_language, key=lambda known: known != language)
        return [folded(phrase) for known in order for phrase in getattr(self._by_language[known], key)]
