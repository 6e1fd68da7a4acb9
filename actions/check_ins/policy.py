"""The check-in's arithmetic as data: knowledge/policy/check_in.yml, read and checked."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from actions.flows.words import FlowWords
from knowledge.policy_files import POLICY, PolicyError, PolicyModel, load_policy

Stage = Literal["0", "1", "2", "3", "4", "5"]
STAGES: tuple[Stage, ...] = ("5", "4", "3", "2", "1", "0")
Choices = dict[str, list[str]]


class Source(PolicyModel):
    """Where a rule comes from: a document's key in sources.yml, and the place in it."""

    document: str
    section: str


class Worth(PolicyModel):
    """What an answer counts. `days`: school days out of four weeks; `up_to`: typed numbers that mean it."""

    points: Annotated[int, Field(ge=0, le=10)]
    days: Annotated[float, Field(ge=0)] | None = None
    up_to: Annotated[int, Field(ge=0)] | None = None


class Weighed(PolicyModel):
    """A question: how much its points weigh, its options, and whether it shows a direction from time to time."""

    weight: Annotated[int, Field(ge=0, le=5)]
    options: dict[str, Worth]
    compared: bool = True


class Condition(PolicyModel):
    """Holds if everything named in it does; an empty one always holds."""

    points: Annotated[int, Field(ge=0)] = 0
    percent: Annotated[float, Field(ge=0, le=100)] = 0
    answers: Choices = Field(default_factory=dict)


class Rung(PolicyModel):
    """A stage holds if one of these conditions does."""

    when: Annotated[list[Condition], Field(min_length=1)]


class Enough(PolicyModel):
    """With fewer answers, or none to any of `one_of`, no stage is given."""

    answers: Annotated[int, Field(ge=1)]
    one_of: list[str]


class CheckInPolicy(PolicyModel):
    """Weights, thresholds and the ladder. Every question and option named anywhere must exist."""

    owner: Annotated[str, Field(min_length=1)]
    reviewed: date
    sources: Annotated[list[Source], Field(min_length=1)]
    school_days: Annotated[int, Field(ge=5, le=25)]
    questions: dict[str, Weighed]
    easy: dict[str, str]
    enough: Enough
    stages: dict[Stage, Rung]

    @model_validator(mode="after")
    def _all_named(self) -> Self:
        for stage in STAGES:
            if stage not in self.stages:
                raise ValueError(f'stages has no "{stage}"; write all from "0" to "5", in quotes')
        for where, question, option in self._mentioned():
            if question not in self.questions:
                raise ValueError(f"{where} names the question {question}, which is not under questions")
            if option is not None and option not in self.questions[question].options:
                raise ValueError(f"{where} names {question}: {option}, which is not one of its options")
        if self.stages["0"].when != [Condition()]:
            raise ValueError('stages: "0" is for everybody else; write when: [{}]')
        return self

    def _mentioned(self) -> list[tuple[str, str, str | None]]:
        named: list[tuple[str, str, str | None]] = [("enough", q, None) for q in self.enough.one_of]
        named += [("easy", question, option) for question, option in self.easy.items()]
        for stage, rung in self.stages.items():
            for condition in rung.when:
                for question, options in condition.answers.items():
                    named += [(f"stages {stage}", question, option) for option in options]
        return named

    def counts(self, question: str) -> bool:
        """Whether a question has any part in the arithmetic."""
        each = self.questions[question]
        return each.weight > 0 or any(worth.days is not None for worth in each.options.values())

    @cached_property
    def levels(self) -> Mapping[str, Mapping[str, float]]:
        """How hard each answer is, 0 (best) and up, by question: days where it counts days, else points."""
        return {
            name: {
                option: worth.points if worth.days is None else worth.days
                for option, worth in each.options.items()
            }
            for name, each in self.questions.items()
        }

    def refuse_other_words(self, words: Mapping[str, FlowWords]) -> None:
        """Raises PolicyError unless each language has words for every question and option."""
        for language, each in words.items():
            for name, weighed in self.questions.items():
                options = each.questions[name].options if name in each.questions else {}
                if missing := weighed.options.keys() ^ options.keys():
                    raise PolicyError(
                        f"check_in.yml and check_in/{language}.yml differ in {name}: {', '.join(sorted(missing))}. "
                        "Each question and option needs its words in every language"
                    )

    def option_of_amount(self, question: str, amount: float) -> str | None:
        """The option that a number of days or times typed belongs to."""
        fitting = [
            (worth.up_to, option)
            for option, worth in self.questions[question].options.items()
            if worth.up_to is not None
        ]
        at_most = [option for up_to, option in sorted(fitting) if amount <= up_to]
        return at_most[0] if at_most else None


def load_check_in_policy(path: Path = POLICY / "check_in.yml") -> CheckInPolicy:
    """Read and check the file. Raises PolicyError."""
    return load_policy(path, CheckInPolicy)
