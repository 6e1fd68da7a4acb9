"""Typed answers compared with phrases: which option a message means, and whether it says hardly anything else."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

MOSTLY = 0.5
"""An option is meant as a whole when its phrase makes up at least this share of the words typed."""

Phrases = Mapping[str, tuple[str, ...]]
"""Folded phrases by option."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An option, and whether the message hardly said anything else."""

    option: str
    whole: bool


def best_option(options: Phrases, text: str) -> Understood | None:
    """The option whose phrase makes up most of the text, or None."""
    words = f" {folded(text)} "
    total = max(len(words.split()), 1)
    shares = [
        (len(phrase.split()) / total, option)
        for option, phrases in options.items()
        for phrase in phrases
        if phrase and f" {phrase} " in words
    ]
    if not shares:
        return None
    share, option = max(shares)
    return Understood(option, whole=share >= MOSTLY)


def folded(text: str) -> str:
    """Lower case, letters and digits only, single spaces: how typed answers and phrases are compared."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
