"""Contact details and private codes in a message, masked before it reaches Rasa.

Rasa keeps what it is told; what a booking needs of it is read from the message itself (actions/said.py).
"""

import re

import phonenumbers

from actions.contacts.codes import ALPHABET, CODE_LENGTH

EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
GROUP = 5
CODE = re.compile(
    rf"(?<![A-Z0-9])(?:[{ALPHABET}]{{{GROUP}}}[ -]?){{{CODE_LENGTH // GROUP - 1}}}[{ALPHABET}]{{{GROUP}}}(?![A-Z0-9])",
    re.IGNORECASE,
)
MASKED_EMAIL, MASKED_PHONE, MASKED_CODE = "[e-mail]", "[tlf]", "[kode]"
REGIONS = {"dk": "DK", "no": "NO"}


def mask_private_codes(text: str) -> str:
    """The text as a transcript may keep it: a private code is nobody's to read again."""
    return CODE.sub(MASKED_CODE, text)


def mask_contact_details(text: str, country: str) -> str:
    """The text with e-mail addresses, phone numbers and private codes replaced by a word in brackets.

    `country` (dk or no) is what a number without a calling code is read as.
    """
    masked = CODE.sub(MASKED_CODE, EMAIL.sub(MASKED_EMAIL, text))
    region = REGIONS.get(country, "DK")
    found = list(phonenumbers.PhoneNumberMatcher(masked, region))
    for number in reversed(found):
        masked = masked[: number.start] + MASKED_PHONE + masked[number.end :]
    return masked
