"""Reaching a person, and danger that only the model heard."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.guidance import Guidance
from actions.rasa import call
from actions.rasa.guidance import answer
from actions.safety.second_net import SURELY_DANGER

Events = list[dict[str, Any]]


class ContactPerson(Action):
    """Who to talk to at this school, when and how: composed from the municipality's file."""

    def name(self) -> str:
        return "action_contact_person"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(json_message={"kind": "contact"})
        return []


class Crisis(Action):
    """The third voice, behind floor and listener: the same fixed reply where the intent is sure of danger.

    Where it is not, the question is answered and the numbers stand below: no alarm over an ordinary worry,
    and nobody left without a number (docs/decisions/0003-crisis-floor.md).
    """

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance

    def name(self) -> str:
        return "action_crisis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        if call.confidence(tracker) >= SURELY_DANGER:
            dispatcher.utter_message(json_message={"kind": "crisis"})
            return []
        dispatcher.utter_message(json_message=await answer(self._guidance, tracker, in_flow=True))
        dispatcher.utter_message(json_message={"kind": "numbers"})
        return []
