"""The reply as every channel gets it: the public contract of DESIGN §4, version 1."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal[
    "answered",
    "partly_answered",
    "not_covered",
    "clarify",
    "flow",
    "booked",
    "changed",
    "cancelled",
    "saved",
    "erased",
    "crisis",
    "blocked",
    "handed_over",
    "error",
]
"""What became of a turn: a closed set."""

WEIGHT: dict[str, int] = {"flow": 0, "not_covered": 1, "clarify": 2, "partly_answered": 3, "answered": 4}
"""Several replies in one turn: the weightiest outcome is the turn's; anything not named here outweighs these."""

ReplyType = Literal["text", "answer", "choices", "crisis", "receipt", "error"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(Strict):
    """Where a statement stands. `quote` is verbatim in the passage's cleaned text; `url` opens it."""

    passage: str
    title: str
    document: str
    section: str
    page: Annotated[int, Field(ge=1)] | None = None
    url: str
    quote: str


class Choice(Strict):
    """A quick reply; send `value` back as `{"choice": value}`."""

    label: str
    value: str


class CallNumber(Strict):
    label: str
    tel: str
    hours: str | None = None


class CoordinatorName(Strict):
    name: str
    role: str


class Numbers(Strict):
    """Data of a crisis reply, and of an error reply that must not leave anybody alone."""

    numbers: list[CallNumber]


class Receipt(Strict):
    kind: Literal["booking", "check_in", "interest", "sheet", "erasure"]
    reference: str
    code: str | None = None
    when: str | None = None
    coordinator: CoordinatorName | None = None


class Reply(Strict):
    type: ReplyType
    text: str
    language: str
    citations: list[Citation] = []
    choices: list[Choice] = []
    data: Numbers | Receipt | None = None

    def kept(self) -> "Reply":
        """The reply as the transcript keeps it: without the private code, which is shown this once."""
        if not isinstance(self.data, Receipt) or self.data.code is None:
            return self
        return self.model_copy(update={"data": self.data.model_copy(update={"code": None})})


def weightiest(outcomes: list[Outcome]) -> Outcome:
    """The outcome that stands for a turn with these; `flow` if there is none."""
    return max(outcomes, key=lambda outcome: WEIGHT.get(outcome, len(WEIGHT)), default="flow")
