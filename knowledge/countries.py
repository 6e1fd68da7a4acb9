"""Which country a question names, the asker's own or the other: policy/countries.yml."""

import re
from functools import cache
from pathlib import Path

from knowledge.model import Country
from knowledge.policy_files import POLICY, PolicyModel, load_policy


class CountryNames(PolicyModel):
    """How people name each country; a name begins a word, so that "norske" is met by "norsk" too."""

    owner: str
    named: dict[Country, tuple[str, ...]]
    here: dict[Country, tuple[str, ...]]
    """What only tells that one is in a country."""


FEWEST_WORDS = 3
"""A question keeps the name of its country rather than be shorter than this."""


def other_country(question: str, own: Country | None) -> Country | None:
    """The country a question names beside the asker's `own`; None where it names none, or its own as well."""
    said = {country for country, pattern in _patterns().items() if pattern.search(question)}
    others = said - {own}
    return others.pop() if own and own not in said and len(others) == 1 else None


def without_own_country(question: str, own: Country | None) -> str:
    """The question without the words that only say it is asked in the asker's `own` country."""
    if own is None:
        return question
    rest = " ".join(_here()[own].sub(" ", question).split()).strip(" ,;:-")
    return rest if len(rest.split()) >= FEWEST_WORDS else question


@cache
def _here(path: Path = POLICY / "countries.yml") -> dict[Country, re.Pattern[str]]:
    """Phrases as whole words; one that ends in a sign ends there."""
    return {
        country: re.compile("|".join(_whole(phrase) for phrase in phrases), re.IGNORECASE)
        for country, phrases in load_policy(path, CountryNames).here.items()
    }


def _whole(phrase: str) -> str:
    begin, end = (r"\b" if letter.isalnum() else "" for letter in (phrase[0], phrase[-1]))
    return f"{begin}{re.escape(phrase)}{end}"


@cache
def _patterns(path: Path = POLICY / "countries.yml") -> dict[Country, re.Pattern[str]]:
    return {
        country: re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})", re.IGNORECASE)
        for country, names in load_policy(path, CountryNames).named.items()
    }
