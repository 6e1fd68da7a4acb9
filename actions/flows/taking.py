"""What an answer does to a draft, and what follows from it."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from actions.flows.model import EDIT, Done, FlowDraft
from actions.flows.question import Heard, Question
from actions.flows.registry import Flows

Then = Literal["ask", "aside", "guidance", "end", "pause"]


@dataclass(slots=True)
class Reaction:
    """What to say, in order, and what comes then: ask (on), step aside for the rules, look it up in the
    guidance, end, or pause. `numbers`: danger was possible, so the numbers stand beside it. `receipt`:
    something was kept."""

    says: list[str] = field(default_factory=list)
    then: Then = "ask"
    numbers: bool = False
    receipt: bool = False


class Taking:
    """Each method changes the draft in the store and says what comes then."""

    def __init__(self, flows: Flows) -> None:
        self._flows = flows

    def take(
        self, draft: FlowDraft, question: Question, value: Any, heard: Heard, asking: str | None = None
    ) -> Reaction:
        """The answer to a question, or the act it stands for; then `asking`, or the next open question."""
        if question.kind == "act":
            return self._act(draft, str(value), heard)
        answers = {**draft.answers, question.id: value}
        self._flows.drafts.change(
            draft.id, heard.now, answers=answers, asking=asking, misses=0, language=heard.language
        )
        return self._on(replace(draft, answers=answers, asking=asking), heard)

    def one_more(self, draft: FlowDraft, question: Question, option: str, heard: Heard) -> Reaction:
        """One of several was pressed: taken, or taken back, and asked whether there are more."""
        chosen = list(draft.answers.get(question.id) or ())
        chosen = [each for each in chosen if each != option] if option in chosen else [*chosen, option]
        answers = {**draft.answers, question.id: chosen}
        self._flows.drafts.change(draft.id, heard.now, answers=answers, asking=question.id, misses=0)
        return Reaction()

    def skip(self, draft: FlowDraft, question: Question, heard: Heard) -> Reaction:
        """Leave a question out; where that can't be, why it is asked. At an act it means: nothing more."""
        if draft.asking == EDIT:
            return self.ask(draft, heard, None)
        if question.kind == "act":
            return self._act(draft, "done", heard)
        if not question.skippable:
            return Reaction([f"why.{question.words}"])
        return self.take(draft, question, None, heard)

    def ask(self, draft: FlowDraft, heard: Heard, question: str | None) -> Reaction:
        """Ask this question, "which one to change" (EDIT), or else the next open one."""
        known = {EDIT, *(q.id for q in self._flows.answered(draft))}
        asking = question if question in known else None
        self._flows.drafts.change(draft.id, heard.now, asking=asking, misses=0)
        after = replace(draft, asking=asking)
        return Reaction() if asking else self._on(after, heard)

    def finish(self, draft: FlowDraft, heard: Heard) -> Reaction:
        """Every question is answered."""
        return self._done(draft, self._flows.flow(draft).finish(draft, heard.now), heard)

    def _on(self, draft: FlowDraft, heard: Heard) -> Reaction:
        following = self._flows.question(draft)
        if following is None:
            return self.finish(draft, heard)
        return Reaction([following.first] if following.first else [])

    def _act(self, draft: FlowDraft, act: str, heard: Heard) -> Reaction:
        if act == EDIT:
            return self.ask(draft, heard, EDIT)
        return self._done(draft, self._flows.flow(draft).act(act, draft, heard.now), heard)

    def _done(self, draft: FlowDraft, done: Done, heard: Heard) -> Reaction:
        reaction = Reaction([done.say] if done.say else [], receipt=done.receipt)
        if not done.finished:
            answers = draft.answers if done.answers is None else done.answers
            self._flows.drafts.change(draft.id, heard.now, answers=answers, asking=done.asking, misses=0)
        elif done.receipt or done.kept:
            reaction.then = "end"
            self._flows.drafts.empty(draft.id, heard.now)
        else:
            reaction.then = "end"
            self._flows.drafts.discard(draft.id)
        return reaction
