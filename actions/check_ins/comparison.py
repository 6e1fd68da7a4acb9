"""Two check-ins side by side: the direction, and per question what moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from actions.check_ins.policy import CheckInPolicy

Direction = Literal["better", "same", "harder", "mixed"]
Move = Literal["better", "same", "harder", "unknown"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One question: the option then and now (None where it was skipped), and which way it went."""

    question: str
    then: str | None
    now: str | None
    move: Move


@dataclass(frozen=True, slots=True)
class Comparison:
    direction: Direction
    moved: tuple[Moved, ...]

    def of(self, move: Move) -> tuple[Moved, ...]:
        """The questions that went this way."""
        return tuple(each for each in self.moved if each.move == move)


def compare(policy: CheckInPolicy, then: Mapping[str, Any], now: Mapping[str, Any]) -> Comparison | None:
    """What moved from `then` to `now`; None if no question was answered both times."""
    moved = tuple(
        _moved(policy, question, then.get(question), now.get(question))
        for question in policy.questions
        if policy.questions[question].compared and (then.get(question) or now.get(question))
    )
    moves = {each.move for each in moved} - {"unknown"}
    if not moves:
        return None
    return Comparison(_direction(moves), moved)


def _moved(policy: CheckInPolicy, question: str, then: Any, now: Any) -> Moved:
    levels = policy.levels[question]
    before, after = levels.get(str(then)), levels.get(str(now))
    if before is None or after is None:
        return Moved(question, then, now, "unknown")
    move: Move = "same" if before == after else "better" if after < before else "harder"
    return Moved(question, then, now, move)


def _direction(moves: set[Move]) -> Direction:
    if {"better", "harder"} <= moves:
        return "mixed"
    if "better" in moves:
        return "better"
    return "harder" if "harder" in moves else "same"
