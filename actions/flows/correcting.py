"""Answers given before: corrected, named to be changed, kept as they are."""

from dataclasses import replace

from actions.flows.model import EDIT, FlowDraft
from actions.flows.question import Heard, Question, Read, Refusal
from actions.flows.registry import Flows
from actions.flows.taking import Reaction, Taking


class Correcting:
    """Reads a message as an answer, to the question asked or to one asked before."""

    def __init__(self, flows: Flows, taking: Taking) -> None:
        self._flows = flows
        self._taking = taking

    def read(self, draft: FlowDraft, question: Question, heard: Heard) -> Read | Refusal | None:
        """In the language heard first, then in the others: short answers are often in two at once."""
        flow, words = self._flows.flow(draft), self._flows.words[draft.flow]
        if question.kind == "text":
            return flow.read(question, heard, self._flows.words_of(draft.flow, heard.language))
        for language in sorted(words, key=lambda known: known != heard.language):
            if (read := flow.read(question, heard, words[language])) is not None:
                return read
        return None

    def steered(
        self, draft: FlowDraft, question: Question, heard: Heard, read: Read | None
    ) -> Reaction | None:
        """An earlier answer corrected, an answer kept as it is, the end of several; None for anything else."""
        steering, text, language = self._flows.steering, heard.text, heard.language
        editing = draft.asking == EDIT or (question.kind == "act" and read and read.value == EDIT)
        if editing and (named := self._named(draft, heard)):
            return self._taking.ask(draft, heard, named.id)
        stands = question.id in draft.answers or draft.asking == EDIT
        if stands and steering.says("keep", text, language):
            return self._taking.ask(draft, heard, None)
        if stands and question.kind == "choices" and steering.says("all", text, language):
            return self._taking.ask(draft, heard, None)
        for key in ("meant", "correct"):
            if key == "correct" and read and read.whole and question.kind != "text":
                return None
            if (rest := steering.after(key, text, language)) is not None:
                return self._corrected(draft, question, replace(heard, text=rest))
        if question.kind != "text" and steering.names("change", text, language):
            return self._change(draft, heard)
        return None

    def _corrected(self, draft: FlowDraft, question: Question, heard: Heard) -> Reaction | None:
        """ "No, I meant two days": read as an answer to an earlier question, the latest that it fits."""
        for earlier in reversed(self._flows.before(draft, question)):
            read = self.read(draft, earlier, heard) if earlier.kind != "text" else None
            if isinstance(read, Read) and read.whole:
                reaction = self._taking.take(draft, earlier, read.value, heard, asking=draft.asking)
                return replace(reaction, says=["corrected", *reaction.says])
        return None

    def _change(self, draft: FlowDraft, heard: Heard) -> Reaction | None:
        """ "Change the mornings": the question named; without a name, all that were answered to choose from."""
        if not self._flows.answered(draft):
            return None
        named = self._named(draft, heard)
        return self._taking.ask(draft, heard, named.id if named else EDIT)

    def _named(self, draft: FlowDraft, heard: Heard) -> Question | None:
        said = heard.text.casefold()
        for words in self._flows.words[draft.flow].values():
            for question in self._flows.answered(draft):
                if any(name.casefold() in said for name in words.questions[question.words].called):
                    return question
        return None
