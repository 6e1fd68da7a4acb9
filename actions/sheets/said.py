"""What a parent writes about an agreement, read as an answer. Many are one word, such as "læreren" or "fredag", and
must not be mistaken for a wish to talk to somebody."""

from actions.booking_talk import BookingWords
from actions.contacts.free_text import free_text
from actions.flows import FlowWords, Heard, Question, Read, Refusal
from actions.flows.reading import SHORT, read_answer, steers_at_length
from actions.measures import until_in
from actions.sheets.sheet import WINDOW_LIMIT

STEERING = frozenset({"stop", "skip", "back", "why", "repeat", "goodbye", "restart", "change_language"})
NO = frozenset({"deny", "affirm"})
"""No answer to who or when, unless more was said."""
SHORTER = 2
SURELY = 0.6
"""Below it, three words such as "after the autumn break" may be anything."""


def read_said(
    question: Question, heard: Heard, words: FlowWords, dates: BookingWords
) -> Read | Refusal | None:
    """The answer to a question about an agreement, or None.

    What was agreed is taken also where the model behind the crisis floor hears danger in it ("somebody meets him at
    the door"): the numbers then stand beside it.
    """
    if question.words == "until" and until_in(heard.text, heard.language, dates, heard.now.date()).day:
        return Read(heard.text.strip())
    if question.words in ("who", "until"):
        return _few_words(heard)
    read = read_answer(question, heard, words)
    if read and question.kind == "text" and len(free_text(str(read.value), 10**6) or "") > WINDOW_LIMIT:
        return Refusal("too_long")
    return Read(read.value) if read and question.kind == "text" else read


def _few_words(heard: Heard) -> Read | Refusal | None:
    length = len(heard.text.split())
    if heard.asks and heard.text.rstrip().endswith("?"):
        return None
    if heard.intent in STEERING and heard.confidence >= SURELY and length <= SHORT:
        return None
    if steers_at_length(heard.text, heard.intent, heard.confidence):
        return None
    if heard.intent in NO and length <= SHORTER:
        return None
    if len(heard.text) > WINDOW_LIMIT:
        return Refusal("too_long")
    return Read(heard.text.strip())
