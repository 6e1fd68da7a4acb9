"""The flows that are there, each with its words in every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actions.flows.drafts import FlowDrafts
from actions.flows.model import Flow, FlowDraft
from actions.flows.question import Question
from actions.flows.steering import Steering
from actions.flows.words import LANGUAGES, FlowWords, load_words

NAMES = ("check_in", "prepare_meeting", "follow_up", "join_group")
"""The intents that are flows, whether or not the flow is there yet."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Flows by name, their words by name and language, and where their drafts lie."""

    flows: Mapping[str, Flow]
    words: Mapping[str, Mapping[str, FlowWords]]
    steering: Steering
    drafts: FlowDrafts

    def flow(self, draft: FlowDraft) -> Flow:
        return self.flows[draft.flow]

    def words_of(self, flow: str, language: str) -> FlowWords:
        """The words in a language; Danish for one we don't speak."""
        return self.words[flow].get(language) or self.words[flow][LANGUAGES[0]]

    def own(self, draft: str | None, conversation: str) -> FlowDraft | None:
        """The draft with this id, if it is unfinished and belongs to this conversation."""
        found = self.drafts.open(draft) if draft else None
        ours = found and found.conversation == conversation and found.flow in self.flows
        return found if ours and found and not found.finished else None

    def question(self, draft: FlowDraft) -> Question | None:
        """The question asked now: the one out of turn, or the first that is open; None where none is left."""
        questions = self.flow(draft).questions(draft.answers)
        for question in questions:
            if question.id == draft.asking:
                return question
        return next((q for q in questions if q.kind == "act" or q.id not in draft.answers), None)

    def answered(self, draft: FlowDraft) -> list[Question]:
        """The questions that have been asked already, in order."""
        questions = self.flow(draft).questions(draft.answers)
        return [q for q in questions if q.kind != "act" and q.id in draft.answers]

    def before(self, draft: FlowDraft, question: Question) -> list[Question]:
        """The answered questions that stand before this one, in order."""
        questions = self.flow(draft).questions(draft.answers)
        at = [q.id for q in questions].index(question.id)
        return [q for q in questions[:at] if q.id in draft.answers]


def open_flows(flows: Sequence[Flow], drafts: FlowDrafts, folder: Path) -> Flows:
    """The flows with the words in `<folder>/<flow>/<language>.yml`. Raises PolicyError."""
    return Flows(
        {flow.name: flow for flow in flows},
        {flow.name: load_words(folder / flow.name) for flow in flows},
        Steering.load(folder / "steering"),
        drafts,
    )
