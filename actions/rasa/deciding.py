"""What every action that waits for the store has in common: it decides in a thread, then speaks."""

from dataclasses import dataclass, field
from typing import Any

from anyio import to_thread
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.contacts import ContactError

Events = list[dict[str, Any]]


@dataclass(slots=True)
class Decided:
    """What an action says and which slots it sets."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    events: Events = field(default_factory=list)

    def say(self, key: str, **values: Any) -> None:
        """One of the texts under `booking`; `values` are ids only."""
        self.messages.append({"custom": {"kind": "booking", "say": key, **values}})

    def utter(self, response: str) -> None:
        self.messages.append({"response": response})

    def show(self, message: dict[str, Any]) -> None:
        self.messages.append({"custom": message})

    def refuse(self, error: ContactError) -> None:
        """The words for an error; its values are limits and references, never what was typed."""
        self.show({"kind": "booking", "error": error.key, "values": dict(error.values)})

    def set(self, slot: str, value: Any) -> None:
        self.events.append(SlotSet(slot, value))

    def into(self, dispatcher: CollectingDispatcher) -> Events:
        for message in self.messages:
            if "response" in message:
                dispatcher.utter_message(response=message["response"])
            else:
                dispatcher.utter_message(json_message=message["custom"])
        return self.events


class Deciding(Action):
    """Decides in a thread that may wait for the store, then speaks and sets slots."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        decided = await to_thread.run_sync(self.decide, tracker)
        return decided.into(dispatcher)

    def decide(self, tracker: Tracker) -> Decided:
        """What to say and which slots to set."""
        raise NotImplementedError
