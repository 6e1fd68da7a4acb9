"""What a message in the middle of a flow is, an answer or something else, decided in one place for every flow."""

from dataclasses import replace

from actions.child import INTENT as CHILD_WRITES
from actions.flows.correcting import Correcting
from actions.flows.leaving import (
    AFTER_CRISIS,
    ALWAYS_AWAY,
    GUIDANCE,
    LIKELY_DANGER,
    OVER_A_WORD,
    SURELY,
    SURELY_A_CHILD,
    SURELY_AGAIN,
    SURELY_OTHERWISE,
)
from actions.flows.model import EDIT, FlowDraft
from actions.flows.question import ALL, KEEP, SKIP, Heard, Question, Read, Refusal
from actions.flows.registry import NAMES, Flows
from actions.flows.taking import Reaction, Taking
from actions.safety.second_net import SURELY_DANGER


class FlowEngine:
    """Hears one message and leaves the draft as it is then."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows
        self._taking = Taking(flows)
        self._correcting = Correcting(flows, self._taking)

    def hear(self, draft: FlowDraft, heard: Heard) -> Reaction:
        """Take an answer, or say what else the message is."""
        if heard.pressed is not None:
            return self._pressed(draft, heard)
        if heard.after_crisis and not self._takes_up(heard):
            return Reaction(then="pause")
        if heard.after_crisis and heard.intent == draft.flow:
            return Reaction(
                ["resumed"]
            )  # "I want to go on with the sheet" is no answer to what was asked before
        question = self._flows.question(draft)
        if question is None:
            return self._taking.finish(draft, heard)
        if heard.command:
            return self._instead(draft, question, heard)
        return self._typed(draft, question, heard)

    def _takes_up(self, heard: Heard) -> bool:
        """Whether a message after a cry for help is surely more than words that only need an ear."""
        sure = heard.command or heard.intent == "crisis" or heard.confidence >= SURELY_OTHERWISE
        return heard.intent in AFTER_CRISIS and sure

    def not_covered(self, draft: FlowDraft, heard: Heard) -> Reaction:
        """A question that nothing answers counts as well: after two in a row a way on and a person."""
        return self._missed(draft, self._flows.question(draft), "", heard)

    def not_understood(self, draft: FlowDraft, heard: Heard) -> Reaction:
        """The first time what would be understood; the second time in a row a way on and a person."""
        question = self._flows.question(draft)
        return self._missed(draft, question, f"not_understood.{question.words}" if question else "", heard)

    def _missed(self, draft: FlowDraft, question: Question | None, first: str, heard: Heard) -> Reaction:
        self._flows.drafts.change(draft.id, heard.now, misses=draft.misses + 1)
        stuck = draft.misses or question is None
        return Reaction(["stuck"] if stuck else [first] if first else [])

    def _pressed(self, draft: FlowDraft, heard: Heard) -> Reaction:
        name, _, value = str(heard.pressed).partition(":")
        if name == EDIT:
            return self._taking.ask(draft, heard, value)
        asked = {q.id: q for q in self._flows.flow(draft).questions(draft.answers)}.get(name)
        if asked is None:
            return Reaction(["unknown_choice"])
        if value == SKIP:
            return self._taking.skip(draft, asked, heard)
        if value in (KEEP, ALL):
            return self._taking.ask(draft, heard, None)
        if value not in self._flows.words_of(draft.flow, heard.language).questions[asked.words].options:
            return Reaction(["unknown_choice"])
        if asked.kind == "choices":
            return self._taking.one_more(draft, asked, value, heard)
        return self._taking.take(draft, asked, value, heard)

    def _typed(self, draft: FlowDraft, question: Question, heard: Heard) -> Reaction:
        if heard.intent == CHILD_WRITES and heard.confidence >= SURELY_A_CHILD:
            return Reaction(then="aside")
        if heard.returned:
            return Reaction(["resumed"])
        if heard.unclear:
            return self._missed(draft, question, "unclear", heard)
        read = self._correcting.read(draft, question, heard)
        danger = heard.intent == "crisis" and heard.confidence >= SURELY_DANGER
        if danger and not (isinstance(read, Read) and read.whole):
            return Reaction(then="aside")
        if isinstance(read, Refusal):
            return Reaction([read.say], numbers=heard.intent == "crisis")
        steered = self._correcting.steered(draft, question, heard, read)
        if steered is not None:
            return steered
        if read and not read.whole and heard.intent in OVER_A_WORD and heard.confidence >= SURELY_OTHERWISE:
            return Reaction(then="aside")
        if read and (read.whole or not heard.asks):
            reaction = self._taking.take(draft, question, read.value, heard)
            reaction.numbers = heard.intent == "crisis" and (
                question.kind == "text" or heard.confidence >= LIKELY_DANGER
            )
            return reaction
        return self._instead(draft, question, heard)

    def _instead(self, draft: FlowDraft, question: Question, heard: Heard) -> Reaction:
        """Not an answer: what it is by its intent."""
        intent, reaction = heard.intent, Reaction(numbers=heard.intent == "crisis")
        if intent == CHILD_WRITES and heard.confidence < SURELY_A_CHILD:
            return self.not_understood(draft, heard)
        if not (heard.command or heard.asks or self._sure(draft, heard)):
            return replace(self.not_understood(draft, heard), numbers=reaction.numbers)
        if intent in ALWAYS_AWAY or (intent in NAMES and intent != draft.flow):
            return Reaction(then="aside")
        if intent in ("skip", "deny"):
            return self._taking.skip(draft, question, heard)
        if intent == "back":
            before = self._flows.before(draft, question)
            return self._taking.ask(draft, heard, before[-1].id if before else draft.asking)
        if intent == "why":
            reaction.says.append(f"why.{question.words}")
        elif intent == "greet":
            reaction.says.append("resumed")
        elif intent == "early_signs" and heard.command:
            reaction.then = "aside"
        elif heard.asks or intent in (*GUIDANCE, "early_signs"):
            reaction.then = "guidance"
        elif intent not in ("repeat", "choose", "thank", draft.flow):
            return replace(self.not_understood(draft, heard), numbers=reaction.numbers)
        return reaction

    def _sure(self, draft: FlowDraft, heard: Heard) -> bool:
        if heard.intent == draft.flow:
            return heard.confidence >= SURELY_AGAIN
        return heard.confidence >= SURELY.get(heard.intent, SURELY_OTHERWISE)
