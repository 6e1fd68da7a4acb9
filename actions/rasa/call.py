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


def leads_away(tracker: Tracker, intents: Collection[str]) -> bool:
    """Whether a message that is no answer is one of the intents a form has a rule for."""
    name = intent(tracker)
    return name in intents and (name != CHILD_WRITES or surely_child(tracker))


def asker(tracker: Tracker) -> Asker:
    return asker_of(metadata(tracker))


def chosen(tracker: Tracker, entity: str) -> str | None:
    """The value of an entity that a quick reply carried, never one the app put in."""
    for found in tracker.latest_message.get("entities") or ():
        if found.get("entity") == entity and found.get("extractor") != "LanguageFromMetadata":
            return str(found.get("value"))
    return None


def after_crisis(tracker: Tracker) -> bool:
    """Whether the turn before this one was a cry for help."""
    return bool(metadata(tracker).get("after") == "crisis")
