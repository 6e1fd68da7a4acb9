"""Leave private contact data out: e-mail addresses, phone numbers and identity numbers."""

import re

from phonenumbers import Leniency, PhoneNumberMatcher

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
IDENTITY = re.compile(r"\b\d{6}[ -]?\d{4,5}\b")
YEARS = re.compile(r"(?:19|20)\d\d\D{0,3}(?:19|20)\d\d")
COUNTRIES = ("DK", "NO", "SE")


def has_contact(text: str) -> bool:
    """True when the text holds an e-mail address, a Nordic or international phone number or an identity number.

    Short numbers of public services (112, 116 111) are not private, and two years side by side are not a number.
    """
    if EMAIL.search(text) or IDENTITY.search(text):
        return True
    if sum(character.isdigit() for character in text) < 8:
        return False
    return any(_has_phone(text, country) for country in COUNTRIES)


def _has_phone(text: str, country: str) -> bool:
    found = PhoneNumberMatcher(text, country, leniency=Leniency.VALID)
    return any(not YEARS.fullmatch(match.raw_string) for match in found)
