"""What the actions of the flows stand on, and the ids they leave in Rasa's tracker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.booking_talk import BookingWords
from actions.flows.engine import FlowEngine
from actions.flows.model import FlowDraft
from actions.flows.question import Heard
from actions.flows.registry import Flows
from actions.guidance import Guidance
from actions.rasa import call
from actions.rasa.booking.talk import ANSWER
from actions.rasa.deciding import Deciding
from actions.said import Said

FLOW, DRAFT, DONE = "flow", "flow_draft", "flow_done"
FORM = "flow_form"


@dataclass(frozen=True, slots=True)
class FlowTalk:
    """Services and words; made once."""

    flows: Flows
    engine: FlowEngine
    guidance: Guidance
    words: BookingWords
    said: Said
    now: Callable[[], datetime]

    def own_draft(self, tracker: Tracker) -> FlowDraft | None:
        """The draft this conversation is filling in; one of another conversation counts as none."""
        return self.flows.own(tracker.get_slot(DRAFT), str(tracker.sender_id))

    def heard(self, tracker: Tracker) -> Heard:
        """The message, with its real words."""
        text = self.said.text(str(tracker.sender_id)) or call.text(tracker)
        language = call.asker(tracker).language
        return Heard(
            text=text,
            language=language,
            now=self.now(),
            intent=call.intent(tracker),
            confidence=call.confidence(tracker),
            asks=self.words.asks(text, language),
            pressed=call.chosen(tracker, ANSWER) if call.intent(tracker) == "answer" else None,
            command=text.startswith("/"),
            after_crisis=call.after_crisis(tracker),
            unclear=self.words.says("unclear", text, language),
            returned=self.words.says("returned", text, language),
        )


class FlowAction(Deciding):
    """Knows the services of the flows."""

    def __init__(self, talk: FlowTalk) -> None:
        self._talk = talk


def message(draft: FlowDraft, **what: Any) -> dict[str, Any]:
    """A message of a flow: ids and keys only."""
    return {"kind": "flow", "flow": draft.flow, "draft": draft.id, **what}
