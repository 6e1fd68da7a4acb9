"""A question as an editor may read it: without whatever could tell who asked, or not at all."""

import re

from actions.safety.contact_details import mask_contact_details
from actions.safety.identity import redact
from actions.safety.names import MASKED_NAME, WORD, Knows, mask_names

MOST_WORDS = 40
"""What is longer is a family's story, not a question, and is told by more than its names."""
LEAST_WORDS = 2
MOST_MASKED = 0.34
MASK = re.compile(r"\[[^\]\n]{1,12}\]")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ADDRESS = re.compile(
    r"\b[\w.]*(?:vej|vejen|gade|gaden|allé|alle|stræde|vei|veien|veg|vegen|gate|gata|street|road) \d+(?:\s?[a-zæøå]\b)?",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(r"(?<!§)(?<!§ )(?<!\d)\d{3,}(?!\d)")
DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b")
MASKED_LINK, MASKED_PLACE, MASKED_NUMBER = "[link]", "[sted]", "[tal]"


def question_for_editors(text: str, country: str, knows: Knows) -> str | None:
    """The question with identity numbers, contact details, dates, addresses and names masked.

    None where that is not safe or leaves nothing: too long, too short, or too much of it masked.
    `knows` tells the guidance's own words (in lower case) from others.
    """
    if len(WORD.findall(text)) > MOST_WORDS:
        return None
    masked = mask_contact_details(redact(LINK.sub(MASKED_LINK, text)), country)
    masked = DATE.sub(MASKED_NUMBER, ADDRESS.sub(MASKED_PLACE, masked))
    masked = " ".join(_outside_masks(LONG_NUMBER.sub(MASKED_NUMBER, masked), knows).split())
    return masked if _says_enough(masked) else None


def _outside_masks(text: str, knows: Knows) -> str:
    """Names masked, and masks that stand already left alone."""
    at, kept = 0, []
    for mask in MASK.finditer(text):
        kept += [mask_names(text[at : mask.start()], knows), mask[0]]
        at = mask.end()
    return "".join([*kept, mask_names(text[at:], knows)])


def _says_enough(masked: str) -> bool:
    hidden = len(MASK.findall(masked))
    words = len(WORD.findall(MASK.sub(" ", masked)))
    return words >= LEAST_WORDS and hidden <= MOST_MASKED * (words + hidden)


__all__ = ["MASKED_NAME", "question_for_editors"]
