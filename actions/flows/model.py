"""What a flow is: the protocol every flow implements, its unfinished draft, and what an act has done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from actions.flows.question import Answers, Heard, Question, Read, Refusal
from actions.flows.reading import read_answer
from actions.flows.words import FlowWords

EDIT = "edit"
"""An act every flow may offer: choose an earlier answer and change it. The engine does it itself."""
ReceiptKind = Literal["booking", "check_in", "interest", "sheet", "erasure"]


@dataclass(frozen=True, slots=True)
class FlowDraft:
    """Unfinished answers of one conversation.

    `asking` is the question asked out of turn (gone back to, being changed), or None for the next open one.
    `misses`: how often in a row an answer was not understood. `seed` yields the private code of what is kept
    from this draft (actions/contacts/codes.py), so that the same draft always has the same code.
    """

    id: str
    conversation: str
    flow: str
    school: str
    language: str
    answers: Answers = field(repr=False)
    asking: str | None
    misses: int
    seed: str = field(repr=False)
    finished: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did.

    `say`: a key under `says` to show. `answers`: all answers from now on, where the act changed them.
    `asking`: a question to ask out of turn. `receipt`: shown now, composed by `Flow.receipt`. `finished`: the
    flow is over; its draft is then emptied if there is a receipt, or something `kept` before, else erased.
    """

    say: str | None = None
    answers: Answers | None = None
    asking: str | None = None
    receipt: bool = False
    finished: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A receipt in the making: what is kept, and the private code, which is shown this once."""

    kind: ReceiptKind
    reference: str
    code: str | None = field(default=None, repr=False)
    text: str = ""
    """The words above it: usually one of `says`."""
    key: str | None = None
    """The key under `says` whose choices stand below it."""


class Flow(Protocol):
    """A conversation with questions. Subclass it explicitly: everything but `name` and `questions` has a default.

    A flow holds no state of a conversation: all of that is in the draft it is given.
    """

    name: str
    """Its intent, its folder under assistant/flows and its name in the store, all the same: `check_in`."""

    answers_first: bool = True
    """Whether a question that the guidance surely answers is answered first, with the flow offered below it."""

    def questions(self, answers: Answers) -> Sequence[Question]:
        """All questions these answers lead to, in order, answered or not. The first unanswered one is asked.

        A question of kind `act` never counts as answered: put one last ("what now?") and the flow stays open
        until an act finishes it or the parent leaves.
        """
        ...

    def read(self, question: Question, heard: Heard, words: FlowWords) -> Read | Refusal | None:
        """What a typed message answers, None if it answers nothing.

        The default knows options by their phrases, several options at once, and free text.
        """
        return read_answer(question, heard, words)

    def values(self, key: str, draft: FlowDraft, words: FlowWords) -> Mapping[str, str]:  # noqa: ARG002
        """What fills the {words in braces} of the text under `key`: a question's words or a key under `says`."""
        return {}

    def act(self, act: str, draft: FlowDraft, now: datetime) -> Done:
        """Do what an option of a question of kind `act` stands for. Doing it twice must change nothing more."""
        raise NotImplementedError(act)

    def finish(self, draft: FlowDraft, now: datetime) -> Done:  # noqa: ARG002
        """Every question is answered. A flow whose last question is an act never gets here."""
        return Done(say="done", finished=True)

    def receipt(self, draft: FlowDraft, words: FlowWords) -> Slip:
        """The receipt of what `act` or `finish` kept, read again from the store; the code derived from the seed."""
        raise NotImplementedError
