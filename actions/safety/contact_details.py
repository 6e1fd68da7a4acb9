"""Contact details, references and private codes in a message, masked before it reaches Rasa.

Rasa keeps what it is told; what a booking needs of it is read from the message itself (actions/said.py).
Mistyped ones are masked too: a number with a digit missing is still nearly somebody's number.
"""

import re

import phonenumbers

from actions.contacts.codes import ALPHABET, CODE_LENGTH, REFERENCE_LENGTH, tidy_reference

EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,255}")
GROUP = 5
_HALF = REFERENCE_LENGTH // 2
CODE = re.compile(
    rf"(?<![A-Z0-9])(?:[{ALPHABET}]{{{GROUP}}}[ -]?){{{CODE_LENGTH // GROUP - 1}}}[{ALPHABET}]{{{GROUP}}}(?![A-Z0-9])",
    re.IGNORECASE,
)
NEARLY_CODE = re.compile(
    r"(?<![A-Z0-9-])(?=[A-Z-]*\d)(?:[A-Z0-9]{3,7}-){2,4}[A-Z0-9]{3,7}(?![A-Z0-9-])"
    rf"|(?<![A-Z0-9])(?=[A-Z]*\d)[{ALPHABET}]{{{CODE_LENGTH - 4},{CODE_LENGTH + 4}}}(?![A-Z0-9])",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    rf"(?<![A-Z0-9-])(?=[\d -]*[A-Z])[{ALPHABET}]{{{_HALF}}}-?[{ALPHABET}]{{{_HALF}}}(?![A-Z0-9-])",
    re.IGNORECASE,
)
"""The alphabet has no vowels: no word looks like one."""
NEARLY_NUMBER = re.compile(r"(?<![\d/.,-])\+?\d(?:[ .-]?\d){6,14}(?![\d/])")
DATE_OR_YEARS = re.compile(
    r"\d{1,2}[. -]{1,2}\d{1,2}[. -]{1,2}(?:19|20)?\d{2}|(?:19|20)\d{2}[.-]\d{1,2}[.-]\d{1,2}"
    r"|(?:19|20)\d{2}-(?:19|20)\d{2}"
)
MASKED_EMAIL, MASKED_PHONE, MASKED_CODE, MASKED_REFERENCE = "[e-mail]", "[tlf]", "[kode]", "[reference]"
REGIONS = {"dk": "DK", "no": "NO"}


def mask_private_codes(text: str) -> str:
    """The text as a transcript may keep it: a private code is nobody's to read again."""
    return NEARLY_CODE.sub(MASKED_CODE, CODE.sub(MASKED_CODE, text))


def code_in(text: str) -> str | None:
    """The private code in a text, or what somebody may have meant as one."""
    found = CODE.search(text) or NEARLY_CODE.search(text)
    return found[0] if found else None


def reference_in(text: str) -> str | None:
    """The one reference in a text, tidied."""
    found = {tidy_reference(each[0]) for each in REFERENCE.finditer(text)} | {tidy_reference(text)}
    known = found - {None}
    return known.pop() if len(known) == 1 else None


def mask_contact_details(text: str, country: str) -> str:
    """The text with e-mail addresses, phone numbers, references and private codes replaced by a word in brackets.

    `country` (dk or no) is what a number without a calling code is read as.
    """
    masked = mask_private_codes(EMAIL.sub(MASKED_EMAIL, text))
    masked = REFERENCE.sub(MASKED_REFERENCE, masked)
    region = REGIONS.get(country, "DK")
    found = list(phonenumbers.PhoneNumberMatcher(masked, region))
    for number in reversed(found):
        if DATE_OR_YEARS.fullmatch(number.raw_string):
            continue
        masked = masked[: number.start] + MASKED_PHONE + masked[number.end :]
    return NEARLY_NUMBER.sub(_unless_date, masked)


def without_contact_details(text: str, country: str) -> str:
    """Only the words: what a language can be heard from."""
    words = mask_contact_details(text, country)
    for mask in (MASKED_EMAIL, MASKED_PHONE, MASKED_CODE, MASKED_REFERENCE):
        words = words.replace(mask, " ")
    return words


def _unless_date(number: re.Match[str]) -> str:
    return number[0] if DATE_OR_YEARS.fullmatch(number[0]) else MASKED_PHONE
