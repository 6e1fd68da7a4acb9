"""What a typed message answers to the question asked."""

from dataclasses import dataclass

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import grade_in, ways_in, wished
from actions.contacts import SOON, ContactDraft, Item
from actions.flows.reading import steers_at_length
from actions.rasa import call
from actions.rasa.booking.talk import ASKING, BookingTalk, shown_times

SHORT = 4
"""Words in a message that can be "stop" or "skip" where a free text is asked for."""
STEERING = frozenset(
    {
        "stop", "goodbye", "restart", "skip", "deny", "back", "why", "repeat", "change_language", "privacy",
        "speak_to_person", "manage_booking", "book_contact", "about_assistant", "greet", "thank", "affirm",
    }
)  # fmt: skip
SECOND_WAY = "second_way"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to `item`: "4" to grade, an ISO instant or "call_me" to time, "yes" to consent, and the
    steering ones: edit, skip, keep, more_times. `whole`: the message hardly said anything else."""

    item: str
    value: str
    whole: bool = True

    @classmethod
    def of(cls, pressed: str) -> "Answer":
        """From what a quick reply carries, such as "grade:4"."""
        item, _, value = pressed.partition(":")
        return cls(item, value)


def read_answer(
    talk: BookingTalk, tracker: Tracker, draft: ContactDraft, item: str, text: str
) -> Answer | None:
    """The answer in `text`, or None if it holds none."""
    language = call.asker(tracker).language
    again = talk.words.option("again", text, language) if tracker.get_slot(ASKING) else None
    if again and again.whole and again.option == "keep":
        return Answer("keep", "")
    match item:
        case Item.GRADE:
            found = grade_in(text, language, talk.words)
            return Answer(item, found.option, found.whole) if found else None
        case Item.ABOUT:
            return _about(talk, tracker, text, language)
        case Item.URGENCY:
            chosen = talk.words.option("urgency", text, language)
            return Answer(item, chosen.option, chosen.whole) if chosen else None
        case Item.LANGUAGE:
            return _language(talk, text, language)
        case Item.WAYS | "second_way":
            return _ways(talk, draft, item, text, language)
        case Item.TIME:
            return _time(talk, tracker, draft, text, language)
        case _:
            return _summary(talk, tracker, text, language)


def _about(talk: BookingTalk, tracker: Tracker, text: str, language: str) -> Answer | None:
    """A statement is the answer; a question, or a few words of steering, are what they are."""
    if talk.words.asks(text, language):
        return None
    if call.intent(tracker) in STEERING and len(text.split()) <= SHORT:
        return None
    if steers_at_length(text, call.intent(tracker), call.confidence(tracker)):
        return None
    return Answer(Item.ABOUT, "said", whole=call.intent(tracker) != "crisis")


def _language(talk: BookingTalk, text: str, language: str) -> Answer | None:
    code = talk.words.language_named(text)
    need = talk.words.option("interpreter", text, language)
    if code is None and need is None:
        return None
    wants = {"yes": "+", "no": "-"}[need.option] if need else ""
    return Answer(Item.LANGUAGE, (code or "") + wants, whole=len(text.split()) <= 2 * SHORT)


def _ways(talk: BookingTalk, draft: ContactDraft, item: str, text: str, language: str) -> Answer | None:
    country = talk.municipalities.municipality_of(draft.school).country
    found = ways_in(text, country, language, talk.words)
    tried = any(map(str.isdigit, text)) or "@" in text
    if not found and not tried:
        return None
    return Answer(item, "said", whole=bool(found) or len(text.split()) <= SHORT)


def _time(
    talk: BookingTalk, tracker: Tracker, draft: ContactDraft, text: str, language: str
) -> Answer | None:
    chosen = talk.words.option("time", text, language)
    free, shown = talk.free(draft), shown_times(tracker)
    place = text.strip().rstrip(".")
    if place.isdigit() and 0 < int(place) <= len(shown):
        return Answer(Item.TIME, shown[int(place) - 1])
    wish = wished(text, language, talk.words, free, talk.now())
    if wish and wish.slots:
        if wish.exact or len(wish.slots) == 1:
            return Answer(Item.TIME, wish.slots[0].start.isoformat())
        return Answer("times", wish.slots[0].start.isoformat(), whole=True)
    if wish:
        return Answer("times", "none")
    if talk.words.this_week(text, language):
        soon = bool(free) and free[0].start <= talk.now() + SOON
        return Answer("times", free[0].start.isoformat() if soon else "no_week")
    if chosen is None:
        return None
    if chosen.option == "more":
        return Answer("more_times", "", chosen.whole)
    first = free[0].start.isoformat() if free else "call_me"
    return Answer(Item.TIME, first if chosen.option == "first" else "call_me", chosen.whole)


def _summary(talk: BookingTalk, tracker: Tracker, text: str, language: str) -> Answer | None:
    along = talk.words.option("attach", text, language)
    if along and not talk.words.asks(text, language):
        return Answer(along.option, "", whole=len(text.split()) <= 2 * SHORT)
    edit = talk.words.option("edit", text, language)
    if edit and not talk.words.asks(text, language):
        return Answer("edit", edit.option, whole=len(text.split()) <= 2 * SHORT)
    book = talk.words.option("summary", text, language)
    if book and book.whole:
        return Answer(Item.CONSENT, "yes")
    if call.intent(tracker) == "affirm":
        return Answer(Item.CONSENT, "yes")
    return None
