"""Two check-ins side by side."""

import pytest

from actions.check_ins import compare, load_check_in_policy

POLICY = load_check_in_policy()
THEN = {"mornings": "most", "body": "often", "days": "many", "since": "new", "helps": "calm"}


@pytest.mark.parametrize(
    ("now", "direction"),
    [
        ({}, "same"),
        ({"mornings": "some"}, "better"),
        ({"days": "most"}, "harder"),
        ({"mornings": "some", "days": "most"}, "mixed"),
        ({"since": "long", "helps": "nothing"}, "same"),  # neither shows a direction
        ({"body": None, "days": "few"}, "better"),
    ],
)
def test_the_direction(now: dict[str, str | None], direction: str) -> None:
    found = compare(POLICY, THEN, {**THEN, **now})
    assert found is not None and found.direction == direction


def test_what_moved_is_told_question_by_question() -> None:
    found = compare(POLICY, THEN, {**THEN, "mornings": "fine", "days": "all", "body": None})
    assert found is not None
    assert {each.question: each.move for each in found.moved} == {
        "mornings": "better",
        "body": "unknown",
        "days": "harder",
    }
    assert [(m.then, m.now) for m in found.of("better")] == [("most", "fine")]


def test_nothing_answered_both_times_is_no_comparison() -> None:
    assert compare(POLICY, {"mornings": "most"}, {"body": "none", "mornings": None}) is None
