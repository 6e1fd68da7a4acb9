"""Where the marks of the comparison chart stand: one row a question, from easiest on the left to hardest."""

from dataclasses import dataclass

from actions.check_ins import CheckInPolicy, Comparison, Moved

LEFT, RIGHT = 14, 346
"""Of a drawing 360 units wide: as wide as a small phone, so that its letters are never shrunk there."""
ROW, FIRST = 46, 44


@dataclass(frozen=True, slots=True)
class Row:
    """`then` and `now` are x of the marks, None where the question was skipped; `y` is the row's line."""

    moved: Moved
    y: int
    then: int | None
    now: int | None


def chart(policy: CheckInPolicy, comparison: Comparison) -> tuple[Row, ...]:
    """A row for each question answered at least once."""
    return tuple(
        Row(
            moved,
            FIRST + ROW * place,
            _x(policy, moved.question, moved.then),
            _x(policy, moved.question, moved.now),
        )
        for place, moved in enumerate(comparison.moved)
    )


def _x(policy: CheckInPolicy, question: str, option: str | None) -> int | None:
    """Options stand evenly from easiest to hardest; equally hard ones share a place."""
    levels = policy.levels[question]
    if option is None or option not in levels:
        return None
    steps = sorted(set(levels.values()))
    share = steps.index(levels[option]) / max(len(steps) - 1, 1)
    return round(LEFT + share * (RIGHT - LEFT))
