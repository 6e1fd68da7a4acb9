"""Reaching a person, and danger that only the model heard."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

Events = list[dict[str, Any]]


class ContactPerson(Action):
    """Who to talk to at this school, when and how: composed from the municipality's file."""

    def name(self) -> str:
        return "action_contact_person"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(json_message={"kind": "contact"})
        return []


class Crisis(Action):
    """The second net behind the crisis floor: the same fixed reply, with the numbers to call."""

    def name(self) -> str:
        return "action_crisis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(json_message={"kind": "crisis"})
        return []
