"""Every flow in chat: Rasa runs the loop of one shared form, the engine and the draft in the store decide."""

from rasa_sdk.interfaces import Action

from actions.rasa.flows.beginning import BeginFlow
from actions.rasa.flows.ending import EndFlow, ForgetFlow, LateFlowAnswer, SetFlowAside, StopFlow
from actions.rasa.flows.form import AskFlow, ValidateFlow
from actions.rasa.flows.talk import FlowTalk

__all__ = ["FlowTalk", "LateFlowAnswer", "flow_actions"]


def flow_actions(talk: FlowTalk) -> tuple[Action, ...]:
    """Every action of the flows, but for the late answer, which they share with the booking."""
    return (
        BeginFlow(talk),
        AskFlow(talk),
        ValidateFlow(talk),
        EndFlow(talk),
        StopFlow(talk),
        SetFlowAside(talk),
        ForgetFlow(talk),
    )
