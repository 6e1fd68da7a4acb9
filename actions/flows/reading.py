"""How a typed message is read as an answer: by the phrases of the options, or as the parent's own words."""

from actions.flows.question import Heard, Question, Read
from actions.flows.words import FlowWords
from actions.phrases import Phrases, best_option, folded

SHORT = 4
"""Words in a message that can be "stop" or "skip" where a free text is asked for."""
LONG, SURELY = 12, 0.8
LONGER = frozenset({"change_language"})
"""Said in a whole sentence as well: "can we do this in English please". Wanting to talk or to stop is not among them:
"I want the teasing to stop" and "call his grandmother" are what a sheet or a booking is about."""
STEERING = frozenset(
    {
        "stop", "goodbye", "restart", "skip", "deny", "back", "why", "repeat", "change_language", "privacy",
        "speak_to_person", "manage_booking", "book_contact", "about_assistant", "greet", "thank", "affirm",
    }
)  # fmt: skip


def read_answer(question: Question, heard: Heard, words: FlowWords) -> Read | None:
    """The answer in a message by the question's kind, or None."""
    if question.kind == "text":
        return read_text(heard)
    phrases = offered_phrases(question, words)
    return read_several(phrases, heard) if question.kind == "choices" else read_option(phrases, heard)


def read_text(heard: Heard) -> Read | None:
    """A statement is the answer; a question, or a few words of steering, are what they are."""
    if heard.asks or (heard.intent in STEERING and len(heard.text.split()) <= SHORT):
        return None
    if steers_at_length(heard.text, heard.intent, heard.confidence):
        return None
    return Read(heard.text.strip(), whole=heard.intent != "crisis")


def steers_at_length(text: str, intent: str, confidence: float) -> bool:
    """Whether a whole sentence steers, where her own words are asked for."""
    return intent in LONGER and confidence >= SURELY and SHORT < len(text.split()) <= LONG


def read_option(phrases: Phrases, heard: Heard) -> Read | None:
    """The one option whose phrase makes up most of the message."""
    found = best_option(phrases, heard.text)
    return Read(found.option, found.whole) if found else None


def read_several(phrases: Phrases, heard: Heard) -> Read | None:
    """Every option that one of its phrases stands for in the message, in the order of the file."""
    said = f" {folded(heard.text)} "
    found = [option for option, each in phrases.items() if any(f" {phrase} " in said for phrase in each)]
    best = best_option(phrases, heard.text)
    return Read(found, whole=len(found) > 1 or best.whole) if best else None


def offered_phrases(question: Question, words: FlowWords) -> Phrases:
    """The phrases of the options this question offers."""
    phrases = words.questions[question.words].phrases
    return {o: p for o, p in phrases.items() if question.options is None or o in question.options}
