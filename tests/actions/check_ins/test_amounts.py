"""Amounts as parents type them, in three languages."""

import pytest

from actions.check_ins.amounts import Amounts
from tests.actions.flows.talks import FLOWS

AMOUNTS = Amounts.load(FLOWS / "check_in" / "amounts.yml")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("6 dager", 6),
        ("6", 6),
        ("cirka 6", 6),
        ("seks", 6),
        ("en dag", 1),
        ("cirka to dage om ugen", 8),
        ("to dager i uka", 8),
        ("about two days a week", 8),
        ("en gang om ugen", 4),
        ("2-3 dage", 2.5),
        ("to til tre dage", 2.5),
        ("hver dag", 20),
        ("annenhver dag", 10),
        ("every other day", 10),
        ("halvdelen af tiden", 10),
        ("20 %", 4),
        ("10 procent", 2),
        ("han har været væk i 11 dage", 11),
        ("en uge", 5),
        ("to uker", 10),
        ("hver mandag", 4),
        ("every monday and friday", 8),
        ("et par dage", 2),
    ],
)
def test_what_is_meant(text: str, days: float) -> None:
    assert AMOUNTS.in_four_weeks(text, 20) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "han er ked af det",
        "hun er ni år og går i tredje klasse",
        "we talked to the teacher about it",
        "aldrig",
    ],
)
def test_no_amount_is_made_up(text: str) -> None:
    assert AMOUNTS.in_four_weeks(text, 20) is None
