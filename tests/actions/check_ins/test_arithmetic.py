"""Where answers place a family: the stage, what it rests on, and when there is too little to say."""

import pytest

from actions.check_ins import CheckInPolicy, load_check_in_policy, place

THRIVING = {
    "mornings": "fine",
    "body": "none",
    "parts": "never",
    "days": "none",
    "says": "glad",
    "helps": "calm",
}


@pytest.fixture(scope="module")
def policy() -> CheckInPolicy:
    return load_check_in_policy()


@pytest.mark.parametrize(
    ("changed", "stage"),
    [
        ({}, 0),
        ({"days": "one"}, 0),  # one ordinary day ill, and no signs
        ({"body": "some"}, 0),
        ({"body": "often"}, 1),
        ({"mornings": "some", "says": "quiet"}, 1),
        ({"mornings": "most"}, 2),
        ({"parts": "weekly", "says": "worried"}, 2),
        ({"parts": "most", "says": "refuses", "pattern": "growing"}, 2),  # late, however often
        (
            {"parts": "weekly", "says": "worried", "days": "one"},
            4,
        ),  # two and a half of twenty days, with signs
        ({"mornings": "some", "parts": "few"}, 2),
        ({"days": "one", "body": "often"}, 3),
        ({"days": "few"}, 3),  # three days of an illness, and no signs
        ({"days": "few", "body": "daily", "pattern": "certain"}, 4),
        ({"days": "one", "pattern": "growing", "body": "some"}, 4),
        ({"days": "many"}, 4),
        ({"days": "most", "mornings": "stuck", "says": "refuses"}, 4),
        ({"days": "all", "mornings": "stuck"}, 5),
        ({"days": "most", "parts": "most", "says": "refuses"}, 5),
    ],
)
def test_the_ladder(policy: CheckInPolicy, changed: dict[str, str], stage: int) -> None:
    assert place(policy, {**THRIVING, **changed}).stage == stage


def test_more_strain_never_lowers_the_stage(policy: CheckInPolicy) -> None:
    """Every single step harder, from anywhere along the way from best to worst."""
    answers: dict[str, str] = {
        q: min(levels, key=lambda o, levels=levels: levels[o]) for q, levels in policy.levels.items()
    }
    before = place(policy, answers).stage
    for question, levels in policy.levels.items():
        for option in sorted(levels, key=lambda o, levels=levels: levels[o]):
            answers[question] = option
            after = place(policy, answers).stage
            assert before is not None and after is not None and after >= before, (question, option)
            before = after
    assert before == 5


def test_points_and_days_are_counted_in_the_open(policy: CheckInPolicy) -> None:
    placing = place(policy, {"mornings": "most", "body": "often", "parts": "weekly", "days": "few"})
    assert (placing.points, placing.days, placing.percent) == (2 * 2 + 2 + 2, 4, 20)
    assert placing.rule is not None and placing.rule.percent == 10
    assert set(placing.led) == {"mornings", "body", "parts", "days"}


def test_more_days_than_there_are_count_as_all(policy: CheckInPolicy) -> None:
    assert place(policy, {**THRIVING, "days": "all", "parts": "most"}).percent == 100


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"mornings": "most", "body": "daily", "parts": "most"},
        {"mornings": "most", "body": "daily", "pattern": "growing", "says": "refuses", "since": "long"},
        {"mornings": None, "body": None, "parts": "never", "days": "none"},
    ],
)
def test_too_few_answers_give_no_stage(policy: CheckInPolicy, answers: dict[str, str | None]) -> None:
    assert place(policy, answers).stage is None


def test_a_skipped_question_counts_nothing_and_is_named(policy: CheckInPolicy) -> None:
    placing = place(policy, {**THRIVING, "mornings": None, "helps": None})
    assert (placing.stage, placing.skipped) == (0, ("mornings",))
