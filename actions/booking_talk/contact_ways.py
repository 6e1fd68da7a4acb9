"""Phone numbers and e-mail addresses in what a parent typed, each with the word for whose it is."""

import re
from dataclasses import dataclass

import phonenumbers

from actions.booking_talk.words import BookingWords
from actions.phrases import folded
from knowledge.model import Country

EMAIL = re.compile(r"[^\s@<>,;()]{1,64}@[^\s@<>,;()]{1,255}")

BRACKETED = re.compile(r"^\s*\(([^()]{1,40})\)")
"""Behind a number or an address: whose that is, not the next one's."""


@dataclass(frozen=True, slots=True)
class TypedWay:
    """As typed; the service checks it. `whose` is the parent's own word for it."""

    text: str
    whose: str | None


def ways_in(text: str, country: Country, language: str, words: BookingWords) -> list[TypedWay]:
    """Every number and address in the text, in its order; numbers without a calling code are of `country`."""
    spans = [(found.start(), found.end()) for found in EMAIL.finditer(text)]
    blanked = EMAIL.sub(lambda found: " " * len(found[0]), text)
    numbers = phonenumbers.PhoneNumberMatcher(blanked, country.upper())
    spans += [(number.start, number.end) for number in numbers]
    spans.sort()
    ends = [0, *(end for _, end in spans)]
    after = [*(start for start, _ in spans[1:]), len(text)]
    return [
        TypedWay(
            text[start:end].rstrip(".,;"),
            _whose(text[ends[at] : start], language, words)
            or _bracketed(text[end : after[at]], language, words),
        )
        for at, (start, end) in enumerate(spans)
    ]


def _whose(before: str, language: str, words: BookingWords) -> str | None:
    said = folded(BRACKETED.sub("", before)).split()
    known = {name for each in words.in_order(language) for name in each.whose}
    return next((word for word in reversed(said) if word in known), None)


def _bracketed(behind: str, language: str, words: BookingWords) -> str | None:
    found = BRACKETED.match(behind)
    return _whose(found[1], language, words) if found else None
