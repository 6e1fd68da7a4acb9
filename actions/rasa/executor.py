"""All actions, registered with Rasa's executor."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

# rasa-sdk starts a trace exporter on import unless told not to; nothing of ours leaves the machine.
os.environ.setdefault("OTEL_SDK_DISABLED", "true")

from rasa_sdk.executor import ActionExecutor

from actions.child import ChildWords
from actions.early_signs import EarlySigns
from actions.guidance import Guidance
from actions.rasa import conversation, early_signs, guidance, people
from actions.rasa.booking import BookingTalk, booking_actions
from actions.rasa.child import AnswerChild
from actions.rasa.flows import FlowTalk, LateFlowAnswer, flow_actions
from actions.said import Said


@dataclass(frozen=True, slots=True)
class Services:
    """What the actions stand on."""

    guidance: Guidance
    early_signs: EarlySigns
    booking: BookingTalk
    flows: FlowTalk
    child: Mapping[str, ChildWords]
    said: Said


def build_executor(services: Services) -> ActionExecutor:
    """The executor that answers Rasa's calls."""
    executor = ActionExecutor()
    walk = early_signs.Walk(services.early_signs, services.guidance, services.booking.words)
    for action in (
        guidance.AnswerQuestion(services.guidance),
        guidance.AnswerTopic(services.guidance),
        guidance.ReplyThenAnswer(services.guidance),
        people.ContactPerson(),
        people.Crisis(services.guidance),
        AnswerChild(services.child, services.said),
        conversation.ChangeLanguage(services.guidance),
        conversation.Repeat(),
        conversation.YesToWhat(),
        conversation.ForgetWalk(),
        conversation.KeepFormOpen(),
        early_signs.BeginWalk(walk),
        early_signs.ValidateEarlySigns(walk),
        early_signs.SummariseEarlySigns(walk),
        *booking_actions(services.booking),
        LateFlowAnswer(services.booking, services.flows),
        *flow_actions(services.flows),
    ):
        executor.register_action(action)
    return executor
