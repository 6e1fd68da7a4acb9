"""The ends of a flow: a receipt, stopped, set aside, forgotten, and a button pressed too late."""

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Tracker

from actions.flows.question import DROP
from actions.flows.registry import NAMES
from actions.rasa import call
from actions.rasa.booking.ending import LateAnswer
from actions.rasa.booking.talk import ANSWER, BookingTalk
from actions.rasa.deciding import Decided
from actions.rasa.flows.talk import DONE, DRAFT, FLOW, FlowAction, FlowTalk, message


class EndFlow(FlowAction):
    """The receipt of what was kept. Its private code is put in by the channel and never comes here."""

    def name(self) -> str:
        return "action_flow_end"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        if tracker.get_slot(DONE) == "kept":
            draft = self._talk.flows.drafts.open(str(tracker.get_slot(DRAFT)))
            if draft and draft.conversation == str(tracker.sender_id):
                decided.show(message(draft, receipt=True))
        return decided


class StopFlow(FlowAction):
    """Keeps the draft, for "stop" may be misheard, and offers to go on with it or to throw it away."""

    def name(self) -> str:
        return "action_stop_flow"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        draft = self._talk.own_draft(tracker)
        decided.show(
            message(draft, say="stopped") if draft else {"kind": "flow", "flow": tracker.get_slot(FLOW)}
        )
        return decided


class ForgetFlow(FlowAction):
    """Throws the draft away without a word: starting over says it all."""

    def name(self) -> str:
        return "action_forget_flow"

    def decide(self, tracker: Tracker) -> Decided:
        if draft := self._talk.own_draft(tracker):
            self._talk.flows.drafts.discard(draft.id)
        return _emptied()


class SetFlowAside(FlowAction):
    """Keeps the draft for later in this conversation, and says so."""

    def name(self) -> str:
        return "action_set_flow_aside"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        if draft := self._talk.own_draft(tracker):
            decided.show(message(draft, say="set_aside"))
        return decided


class LateFlowAnswer(LateAnswer):
    """A quick reply whose question is over: a flow's draft is thrown away or offered again, a second click gets the same
    receipt.

    What belongs to no flow is a booking's.
    """

    def __init__(self, booking: BookingTalk, flows: FlowTalk) -> None:
        super().__init__(booking)
        self._flows = flows

    def decide(self, tracker: Tracker) -> Decided:
        flow, _, answer = str(call.chosen(tracker, ANSWER)).partition(".")
        if flow not in NAMES:
            return super().decide(tracker)
        decided, conversation = Decided(), str(tracker.sender_id)
        drafts = self._flows.flows.drafts
        draft = drafts.of_conversation(conversation, flow)
        if answer.startswith(DROP):
            if draft:
                drafts.discard(draft.id)
            decided.show({"kind": "flow", "flow": flow, "say": "thrown_away"})
        elif draft:
            decided.show(message(draft, say="paused"))
        elif draft := drafts.of_conversation(conversation, flow, finished=True):
            decided.show(message(draft, receipt=True))
        else:
            decided.utter("utter_choice_expired")
        return decided


def _emptied() -> Decided:
    return Decided(events=[SlotSet(slot, None) for slot in (DRAFT, DONE)])
