"""Which country a question names, where that is not the asker's own: policy/countries.yml."""

import re
from functools import cache
from pathlib import Path

from knowledge.model import Country
from knowledge.policy_files import POLICY, PolicyModel, load_policy


class CountryNames(PolicyModel):
    """How people name each country; a name begins a word, so that "norske" is met by "norsk" too."""

    owner: str
    named: dict[Country, tuple[str, ...]]


def other_country(question: str, own: Country | None) -> Country | None:
    """The country a question names beside the asker's `own`; None where it names none, or its own as well."""
    said = {country for country, pattern in _patterns().items() if pattern.search(question)}
    others = said - {own}
    return others.pop() if own and own not in said and len(others) == 1 else None


@cache
def _patterns(path: Path = POLICY / "countries.yml") -> dict[Country, re.Pattern[str]]:
    return {
        country: re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})", re.IGNORECASE)
        for country, names in load_policy(path, CountryNames).named.items()
    }
