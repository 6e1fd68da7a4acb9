"""kill -9 fifty times on the way to a booking, anywhere: nothing lost, nothing doubled."""

import random

import pytest

from tests.contact_kills import nothing_lost_or_doubled, walk_until
from tests.contact_world import World

SEED = 20261122
STEPS = (
    "",
    "draft",
    "grade",
    "about",
    "way",
    "email",
    "slot",
    "consent",
    "consent",
    "consent",
    "booked",
    "booked",
)
"""Where to start counting; the booking itself thrice as often as an answer."""
LONGEST = 30
CHANCE = random.Random(SEED)
DEATHS = [(number, CHANCE.choice(STEPS), CHANCE.randint(1, LONGEST)) for number in range(25)]


@pytest.mark.parametrize(("number", "after", "moments"), DEATHS)
def test_killed_anywhere(world: World, number: int, after: str, moments: int) -> None:
    """Twenty-five deaths on each database."""
    code, said = walk_until(world.url, after, moments)
    assert code == -9
    nothing_lost_or_doubled(world, said)
