"""Reading Rasa's tracker: the latest message and what was sent along with it."""

from collections.abc import Collection
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.child import INTENT as CHILD_WRITES
from actions.guidance import asker_of
from knowledge.model import Asker

SURELY_A_CHILD = 0.99
"""The confidence that plain marks are given (assistant/components/child.py)."""


def text(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("text") or "")


def intent(tracker: Tracker) -> str:
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def confidence(tracker: Tracker) -> float:
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)


def metadata(tracker: Tracker) -> dict[str, Any]:
    return tracker.latest_message.get("metadata") or {}


def surely_child(tracker: Tracker) -> bool:
    """Whether a message says by itself that a child wrote it: "I'm 12". A form is left for that only."""
    return intent(tracker) == CHILD_WRITES and confidence(tracker) >= SURELY_A_CHILD


def asker(tracker: Tracker) -> Asker:
    return asker_of(metadata(tracker))


def chosen(tracker: Tracker, entity: str) -> str | None:
    """The value of an entity that a quick reply carried, never one the app put in."""
    for found in tracker.latest_message.get("entities") or ():
        if found.get("entity") == entity and found.get("extractor") != "LanguageFromMetadata":
            return str(found.get("value"))
    return None


SURELY_STEERING = 0.5
"""Below this confidence a message in a form is not believed to be "skip", "back", "no" or "hello": odd words are heard
as any of them."""
SURELY_AWAY = 0.6
"""From this confidence on, a way out of a form is believed, also over an answer's word inside a longer message."""


def steering(tracker: Tracker) -> str:
    """The intent of a message that is no answer, or nothing where it is only a guess."""
    return intent(tracker) if confidence(tracker) >= SURELY_STEERING else ""


def leads_away(tracker: Tracker, intents: Collection[str]) -> bool:
    """Whether a message that is no answer is surely one of the intents a form has a rule for."""
    name = intent(tracker)
    if name not in intents or (name == CHILD_WRITES and not surely_child(tracker)):
        return False
    return confidence(tracker) >= (SURELY_STEERING if name == "upset" else SURELY_AWAY)


def missed_before(tracker: Tracker, key: str) -> bool:
    """Whether the turn before was not understood, said under this key, or not covered."""
    return metadata(tracker).get("after") == "not_covered" or said_before(tracker, key)


def said_before(tracker: Tracker, key: str) -> bool:
    """Whether the turn before this one said what stands under this key, or the reply of this name."""
    turns = 0
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            turns += 1
        if turns == 2:  # the message under way, and the one before it
            return False
        if turns == 1 and event.get("event") == "bot" and key in _names(event):
            return True
    return False


def _names(said: dict[str, Any]) -> tuple[Any, Any]:
    custom = (said.get("data") or {}).get("custom") or {}
    return custom.get("say"), (said.get("metadata") or {}).get("utter_action")


def after_crisis(tracker: Tracker) -> bool:
    """Whether the turn before this one was a cry for help."""
    return bool(metadata(tracker).get("after") == "crisis")
