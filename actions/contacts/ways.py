"""How a parent wants to be reached: a phone number or an e-mail address, checked and written one way."""

from dataclasses import dataclass
from typing import Any, Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from actions.contacts.errors import EmailError, PhoneError
from actions.contacts.free_text import short_text
from knowledge.model import Country

MAX_WAYS = 2
LABEL_LIMIT = 60
LONGEST = 320
CALLING_CODES: dict[Country, str] = {"dk": "+45", "no": "+47"}
DEAR = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)


@dataclass(frozen=True, slots=True)
class Way:
    """`value` is a number in E.164 or an address in lower case; `label` the parent's own word for whose it is."""

    kind: Literal["phone", "email"]
    value: str
    label: str | None = None

    @property
    def shown(self) -> str:
        """As a person reads it: numbers in groups, with their calling code."""
        if self.kind == "email":
            return self.value
        return phonenumbers.format_number(phonenumbers.parse(self.value), PhoneNumberFormat.INTERNATIONAL)

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "value": self.value, "label": self.label}


def read_way(text: str, label: str | None, country: Country) -> Way:
    """What somebody typed as a way to be reached; a number without a calling code is of the school's country.

    Raises PhoneError, EmailError or TooLongError (the label).
    """
    tidy_label = short_text(label, LABEL_LIMIT) if label else None
    if "@" in text or _looks_written(text):
        return Way("email", read_email(text), tidy_label)
    return Way("phone", _phone(text, country), tidy_label)


def _looks_written(text: str) -> bool:
    """Letters and a dot but hardly a digit: an address without its @, rather than a number."""
    return "." in text and sum(map(str.isalpha, text)) > sum(map(str.isdigit, text))


def read_email(text: str) -> str:
    """An e-mail address in lower case. Raises EmailError."""
    try:
        checked = validate_email(text.strip()[:LONGEST], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise EmailError from error
    return (checked.ascii_email or checked.normalized).lower()


def _phone(text: str, country: Country) -> str:
    try:
        number = phonenumbers.parse(text.strip()[:LONGEST], country.upper())
    except NumberParseException as error:
        raise PhoneError(code=CALLING_CODES[country]) from error
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) in DEAR:
        raise PhoneError(code=CALLING_CODES[country])
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
