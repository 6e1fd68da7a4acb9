"""The form that all flows share: its question, and the validation that hands each message to the engine."""

from rasa_sdk.events import ActionExecutionRejected, SlotSet
from rasa_sdk.interfaces import Tracker

from actions.flows.leaving import GUIDANCE
from actions.flows.model import EDIT, FlowDraft
from actions.flows.question import Heard
from actions.flows.taking import Reaction
from actions.rasa.deciding import Decided
from actions.rasa.flows.talk import DONE, FORM, FlowAction, message
from actions.rasa.guidance import SURELY_OUTSIDE, answer_now

MET_FIRST = ("upset", "privacy", "about_assistant")


class AskFlow(FlowAction):
    """Leaves the words to the channel: the message names the flow, the draft and the question."""

    def name(self) -> str:
        return "action_ask_flow_done"

    def decide(self, tracker: Tracker) -> Decided:
        decided = Decided()
        draft = self._talk.own_draft(tracker)
        question = self._talk.flows.question(draft) if draft else None
        if draft and question:
            decided.show(message(draft, ask=EDIT if draft.asking == EDIT else question.id))
        return decided


class ValidateFlow(FlowAction):
    """Takes an answer into the draft, or handles what the message is instead; the form then asks on."""

    def name(self) -> str:
        return "validate_flow_form"

    def decide(self, tracker: Tracker) -> Decided:
        if tracker.slots_to_validate().get(DONE) is None:
            return Decided()
        decided = Decided(events=[SlotSet(DONE, None)])
        draft = self._talk.own_draft(tracker)
        if draft is None:
            decided.show({"kind": "flow", "say": "draft_gone"})
            decided.set("requested_slot", None)
            return decided
        heard = self._talk.heard(tracker)
        if heard.pressed is not None:
            flow, _, answer = heard.pressed.partition(".")
            heard = _pressing(heard, answer if flow == draft.flow else "")
        self._react(decided, tracker, draft, heard, self._talk.engine.hear(draft, heard))
        return decided

    def _react(
        self, decided: Decided, tracker: Tracker, draft: FlowDraft, heard: Heard, reaction: Reaction
    ) -> None:
        for key in reaction.says:
            decided.show(message(draft, say=key))
        if reaction.receipt and reaction.then == "ask":
            decided.show(message(draft, receipt=True))
        match reaction.then:
            case "aside":
                decided.events.append(ActionExecutionRejected(FORM))
            case "guidance":
                self._look_up(decided, tracker, draft, heard)
            case "pause":
                self._pause(decided, tracker, draft, heard)
            case "end":
                decided.set(DONE, "kept" if reaction.receipt else "done")
        if reaction.numbers:
            decided.show({"kind": "numbers"})

    def _look_up(self, decided: Decided, tracker: Tracker, draft: FlowDraft, heard: Heard) -> None:
        found = answer_now(self._talk.guidance, tracker, in_flow=True)
        outside = heard.intent == "out_of_scope" and heard.confidence >= SURELY_OUTSIDE
        if found["outcome"] == "not_covered" and not (heard.asks or outside):
            for key in self._talk.engine.not_understood(draft, heard).says:
                decided.show(message(draft, say=key))
            return
        decided.show(found)
        stuck = found["outcome"] == "not_covered" and self._talk.engine.not_covered(draft, heard).says
        if stuck:
            decided.show(message(draft, say="stuck"))
        else:
            decided.utter("utter_form_continue")

    def _pause(self, decided: Decided, tracker: Tracker, draft: FlowDraft, heard: Heard) -> None:
        """After a cry for help nothing is asked: the flow waits until she takes it up again."""
        if heard.intent in MET_FIRST:
            decided.utter(f"utter_{heard.intent}")
        if heard.intent == "speak_to_person":
            decided.show({"kind": "contact"})
        if heard.intent in GUIDANCE:
            found = answer_now(self._talk.guidance, tracker, in_flow=True)
            if found["outcome"] != "not_covered":
                decided.show(found)
        decided.show(message(draft, say="paused"))
        decided.set("requested_slot", None)


def _pressing(heard: Heard, answer: str) -> Heard:
    """The quick reply without its flow's name; one of another flow is no answer here."""
    return Heard(heard.text, heard.language, heard.now, pressed=answer or "-")
