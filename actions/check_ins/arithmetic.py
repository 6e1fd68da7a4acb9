"""From answers to a stage, with every step open to the parent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.check_ins.policy import STAGES, CheckInPolicy, Condition

Answers = Mapping[str, Any]
"""Option by question; None for a question skipped."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the answers place a family. `stage` is None where too little is known.

    `days` is how many of the `school_days` in four weeks the child was away, parts of days included; `percent`
    the same in percent. `rule` is the condition that held, `led` the questions whose answers it rests on.
    """

    stage: int | None
    points: int
    days: float
    school_days: int
    rule: Condition | None
    led: tuple[str, ...]
    skipped: tuple[str, ...]

    @property
    def percent(self) -> float:
        return 100 * self.days / self.school_days


def place(policy: CheckInPolicy, answers: Answers) -> Placing:
    """Count, and find the highest stage that holds."""
    known = {q: str(answers[q]) for q in policy.questions if answers.get(q)}
    skipped = tuple(q for q in policy.questions if q in answers and not answers[q] and policy.counts(q))
    points, days = _points(policy, known), _days(policy, known)
    percent = 100 * days / policy.school_days
    stage, rule = _stage(policy, known, points, percent) if _enough(policy, known) else (None, None)
    led = _led(policy, known, rule) if rule else ()
    return Placing(stage, points, days, policy.school_days, rule, led, skipped)


def _points(policy: CheckInPolicy, known: Mapping[str, str]) -> int:
    return sum(policy.questions[q].weight * policy.questions[q].options[o].points for q, o in known.items())


def _days(policy: CheckInPolicy, known: Mapping[str, str]) -> float:
    counted = sum(policy.questions[q].options[o].days or 0 for q, o in known.items())
    return min(counted, float(policy.school_days))


def _enough(policy: CheckInPolicy, known: Mapping[str, str]) -> bool:
    return len(known) >= policy.enough.answers and any(q in known for q in policy.enough.one_of)


def _stage(
    policy: CheckInPolicy, known: Mapping[str, str], points: int, percent: float
) -> tuple[int, Condition]:
    for stage in STAGES:
        for condition in policy.stages[stage].when:
            if _holds(condition, known, points, percent):
                return int(stage), condition
    raise AssertionError("stage 0 always holds; the loader makes sure of it")


def _holds(condition: Condition, known: Mapping[str, str], points: int, percent: float) -> bool:
    return (
        points >= condition.points
        and percent >= condition.percent
        and all(known.get(q) in options for q, options in condition.answers.items())
    )


def _led(policy: CheckInPolicy, known: Mapping[str, str], condition: Condition) -> tuple[str, ...]:
    """The answers the condition rests on: those named, those that count days, those that give points."""
    return tuple(
        q
        for q, option in known.items()
        if q in condition.answers
        or (condition.percent and policy.questions[q].options[option].days)
        or (condition.points and policy.questions[q].weight * policy.questions[q].options[option].points)
    )
