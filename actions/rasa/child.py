"""A child writes herself: which topic her message is about; the words are the channel's."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.child import ChildWords
from actions.rasa import call
from actions.said import Said


class AnswerChild(Action):
    """Tells the topic only: nothing is asked of her, and nothing for parents begins."""

    def __init__(self, words: Mapping[str, ChildWords], said: Said) -> None:
        self._words = words
        self._said = said

    def name(self) -> str:
        return "action_child"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        chosen = call.chosen(tracker, "topic")
        text = self._said.text(str(tracker.sender_id)) or call.text(tracker)
        topic = chosen or self._words[call.asker(tracker).language].topic_of(text)
        first = call.metadata(tracker).get("writer") != "child"
        dispatcher.utter_message(json_message={"kind": "child", "topic": topic, "first": first})
        return []
