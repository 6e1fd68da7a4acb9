"""The walk through the early signs, as a Rasa form's two actions.

Everything a parent may type in the middle is decided here, in one place: an answer, a question of her
own, "why do you ask", "skip", "back", "say it again", or something not understood.
"""

from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import ActionExecutionRejected, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.booking_talk.words import BookingWords
from actions.early_signs import QUESTIONS, UNSURE, EarlySigns
from actions.flows.leaving import OVER_A_WORD
from actions.guidance import Guidance
from actions.rasa import call
from actions.rasa.guidance import answer, hardly_meant
from actions.safety.second_net import SURELY_DANGER

Events = list[dict[str, Any]]
FORM = "early_signs_form"
LEADING_AWAY = frozenset(
    {
        "stop", "goodbye", "restart", "upset", "speak_to_person", "book_contact", "manage_booking", "check_in",
        "prepare_meeting", "follow_up", "join_group", "change_language", "about_assistant", "privacy", "child_writes",
    }
)  # fmt: skip
"""Intents that assistant/data/rules/early_signs.yml has a rule for: the form steps aside for them."""
ASKING = ("ask_guidance", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk's service and what answers a question in its middle."""

    signs: EarlySigns
    guidance: Guidance
    words: BookingWords


class BeginWalk(Action):
    """Begins the walk; what only sounds like a wish for it, or is typed by staff, is answered instead where the guidance can."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def name(self) -> str:
        return "action_begin_walk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        typed = not call.text(tracker).startswith("/")
        if typed and hardly_meant(tracker):
            found = await answer(self._walk.guidance, tracker)
            if found["outcome"] == "answered":
                dispatcher.utter_message(json_message=found)
                return []
        dispatcher.utter_message(response="utter_early_signs_intro")
        return [*(SlotSet(question, None) for question in QUESTIONS), FollowupAction(FORM)]


class ValidateEarlySigns(Action):
    """Turns what was said into an option, or handles what it is instead; the form then asks on."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def name(self) -> str:
        return "validate_early_signs_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        candidates = {
            k: v for k, v in tracker.slots_to_validate().items() if k in QUESTIONS and v is not None
        }
        events: Events = []
        for question, said in candidates.items():
            events += await self._take(question, str(said), dispatcher, tracker)
        return events

    async def _take(
        self, question: str, said: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        if self._walk.signs.is_option(question, said):
            return [SlotSet(question, said)]
        if call.surely_child(tracker):
            return _step_aside(question)
        language = call.asker(tracker).language
        if self._walk.words.says("returned", said, language):
            dispatcher.utter_message(response="utter_walk_resumed")
            return [SlotSet(question, None)]
        if self._walk.words.says("unclear", said, language):
            dispatcher.utter_message(response="utter_walk_unclear")
            return [SlotSet(question, None)]
        understood = self._walk.signs.understand(question, said, language)
        danger = call.intent(tracker) == "crisis"
        if danger and (not understood or call.confidence(tracker) >= SURELY_DANGER):
            return _step_aside(question)
        if understood and not understood.whole and call.leads_away(tracker, OVER_A_WORD):
            return _step_aside(question)
        if understood and (understood.whole or not self._walk.words.asks(said, language)):
            return [SlotSet(question, understood.option)]
        return await self._instead(question, dispatcher, tracker)

    async def _instead(self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        intent, steering = call.intent(tracker), call.steering(tracker)
        if call.leads_away(tracker, LEADING_AWAY):
            return _step_aside(question)
        if steering in ("skip", "deny"):
            return [SlotSet(question, UNSURE[question])]
        if steering == "back":
            return [SlotSet(question, None), *_reopen_previous(question)]
        if steering == "why":
            dispatcher.utter_message(response=f"utter_why_{question}")
        elif intent in (*ASKING, "early_signs", "nlu_fallback"):
            await self._answer_and_go_on(question, dispatcher, tracker)
        elif steering == "greet":
            dispatcher.utter_message(response="utter_walk_resumed")
        elif steering not in ("repeat", "thank"):
            _missed(question, dispatcher, tracker)
        return [SlotSet(question, None)]

    async def _answer_and_go_on(
        self, question: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> None:
        message = await answer(self._walk.guidance, tracker, in_flow=True)
        if message["outcome"] == "not_covered" and call.intent(tracker) not in ASKING:
            _missed(question, dispatcher, tracker)
            return
        dispatcher.utter_message(json_message=message)
        first = f"utter_{question}_not_understood"
        stuck = message["outcome"] == "not_covered" and call.missed_before(tracker, first)
        dispatcher.utter_message(response="utter_walk_stuck" if stuck else "utter_form_continue")


class SummariseEarlySigns(Action):
    """What the signs can mean and what to do this week, then the article that fits them."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk

    def name(self) -> str:
        return "action_early_signs_summary"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        since = tracker.get_slot("sign_since") or UNSURE["sign_since"]
        where = tracker.get_slot("sign_where") or UNSURE["sign_where"]
        dispatcher.utter_message(response=f"utter_early_signs_summary_{since}")
        article = self._walk.guidance.topic(self._walk.signs.article_for(where), call.asker(tracker))
        if article:
            dispatcher.utter_message(json_message={**article, "in_flow": True})
        return []


def _missed(question: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The first time what would be understood; the second time in a row a way on and a person."""
    first = f"utter_{question}_not_understood"
    dispatcher.utter_message(response="utter_walk_stuck" if call.missed_before(tracker, first) else first)


def _step_aside(question: str) -> Events:
    """Leave the message to the rules; the form may come back after them."""
    return [SlotSet(question, None), ActionExecutionRejected(FORM)]


def _reopen_previous(question: str) -> Events:
    earlier = QUESTIONS[: QUESTIONS.index(question)]
    return [SlotSet(earlier[-1], None)] if earlier else []
