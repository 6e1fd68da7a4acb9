"""Where the marks of the comparison chart stand: one row a question, from easiest on the left to hardest."""

from dataclasses import dataclass

from actions.check_ins import CheckInPolicy, Comparison, Moved

LEFT, RIGHT = 10, 290
"""Of a drawing 300 units wide, which a small phone shows in full size, so that its letters are not shrunk there."""
ROW, FIRST, BELOW = 46, 50, 14


@dataclass(frozen=True, slots=True)
class Row:
    """`then` and `now` are x of the marks, None where the question was skipped; `y` is the row's line."""

    moved: Moved
    y: int
    then: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows from top to bottom, and the height they need."""

    rows: tuple[Row, ...]
    height: int


def chart(policy: CheckInPolicy, comparison: Comparison) -> Chart:
    """A row for each question answered at least once."""
    rows = tuple(
        Row(
            moved,
            FIRST + ROW * place,
            _x(policy, moved.question, moved.then),
            _x(policy, moved.question, moved.now),
        )
        for place, moved in enumerate(comparison.moved)
    )
    return Chart(rows, FIRST + ROW * (len(rows) - 1) + BELOW)


def _x(policy: CheckInPolicy, question: str, option: str | None) -> int | None:
    """Options stand evenly from easiest to hardest; equally hard ones share a place."""
    levels = policy.levels[question]
    if option is None or option not in levels:
        return None
    steps = sorted(set(levels.values()))
    share = steps.index(levels[option]) / max(len(steps) - 1, 1)
    return round(LEFT + share * (RIGHT - LEFT))
