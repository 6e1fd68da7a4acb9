"""Steering the conversation: language, repeating, starting over."""

from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.early_signs import QUESTIONS
from actions.guidance import Guidance
from actions.language_names import language_named
from actions.rasa import call
from actions.rasa.guidance import answer, hardly_meant

Events = list[dict[str, Any]]


class ChangeLanguage(Action):
    """Goes on in the language asked for, by button or by its name in the text.

    Where none is named: the answer to what is more likely a question, else asks which.
    """

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance

    def name(self) -> str:
        return "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        wanted = call.chosen(tracker, "language") or language_named(call.text(tracker))
        if wanted is None and hardly_meant(tracker):
            found = await answer(self._guidance, tracker)
            if found["outcome"] != "not_covered":
                dispatcher.utter_message(json_message=found)
                return []
        if wanted is None:
            dispatcher.utter_message(response="utter_language_unknown")
            return []
        dispatcher.utter_message(json_message={"kind": "language", "language": wanted})
        return [SlotSet("language", wanted)]


class Repeat(Action):
    """Says the last reply again; the app keeps it."""

    def name(self) -> str:
        return "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(json_message={"kind": "repeat"})
        return []


class YesToWhat(Action):
    """A yes where nothing was asked, or too much was offered: the app offers it again."""

    def name(self) -> str:
        return "action_yes_to_what"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(json_message={"kind": "yes"})
        return []


class ForgetWalk(Action):
    """Empties the slots of the walk, so that the next one starts fresh."""

    def name(self) -> str:
        return "action_forget_walk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return [SlotSet(question, None) for question in QUESTIONS]


class KeepFormOpen(Action):
    """After words that only met her: nothing is asked, and her next message reaches the form again.

    Rasa keeps a form that stepped aside out of the way until it has run; left so, the next message would find
    neither form nor rule.
    """

    def name(self) -> str:
        return "action_keep_form_open"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        return [ActiveLoop(tracker.active_loop.get("name")), FollowupAction("action_listen")]
