"""The identity-number door: Danish CPR numbers and Norwegian fødselsnummer and D-numbers.

The door is strict in one direction only: a number that could be a person's is stopped, also when its check digits
fail, since a mistyped number still points at somebody (and newer CPR numbers have no valid check digit).
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from stdnum.dk import cpr
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

REDACTED = "[…]"
_JOIN = r"[ \u00a0]?[-‐‑–—]?[ \u00a0]?"
_GROUPED = r"\d\d[ .\u00a0]\d\d[ .\u00a0]\d\d"
_NUMBER = re.compile(
    rf"(?<![\d+])(?<!\d[.,-])"
    rf"(?:\d{{6}}{_JOIN}\d{{4,5}}|{_GROUPED}[ \u00a0]?[-‐‑–—][ \u00a0]?\d{{4,5}}|{_GROUPED}[ .\u00a0]\d{{5}}"
    rf"|\d{{6}}[ \u00a0]\d{{3}}[ \u00a0]\d{{2}})"
    rf"(?!\d)(?![.,-]\d)"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where an identity number stands: text[start:end]."""

    start: int
    end: int
    kind: Literal["cpr", "fodselsnummer"]


def find_identity_numbers(text: str) -> tuple[Span, ...]:
    """Every identity number in the text, in order. Phone numbers, dates and prices are not among them."""
    return tuple(_spans(text))


def redact(text: str) -> str:
    """The text with each identity number replaced by REDACTED; everything else untouched."""
    for span in reversed(find_identity_numbers(text)):
        text = text[: span.start] + REDACTED + text[span.end :]
    return text


def _spans(text: str) -> Iterator[Span]:
    for found in _NUMBER.finditer(text):
        digits = "".join(str(unicodedata.digit(c)) for c in found[0] if c.isdecimal())
        if len(digits) == 10 and _is_cpr(digits):
            yield Span(found.start(), found.end(), "cpr")
        elif len(digits) == 11 and _is_fodselsnummer(digits):
            yield Span(found.start(), found.end(), "fodselsnummer")


def _is_cpr(digits: str) -> bool:
    return cpr.is_valid(digits) or _is_day(digits, extra_days=(0, 60), extra_months=(0,))


def _is_fodselsnummer(digits: str) -> bool:
    """Also D-numbers (day + 40), hospital numbers (month + 40) and test numbers (month + 80 or + 65)."""
    try:
        fodselsnummer.validate(digits)
    except ValidationError:
        return _is_day(digits, extra_days=(0, 40), extra_months=(0, 40, 65, 80))
    return True


def _is_day(digits: str, extra_days: tuple[int, ...], extra_months: tuple[int, ...]) -> bool:
    """Whether the first six digits are a day of some year. 2000 stands for any: it is a leap year."""
    day, month = int(digits[:2]), int(digits[2:4])
    return any(_exists(day - d, month - m) for d in extra_days for m in extra_months)


def _exists(day: int, month: int) -> bool:
    try:
        datetime.date(2000, month, day)
    except ValueError:
        return False
    return True
