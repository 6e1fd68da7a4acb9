"""kill -9 at any moment: nothing said to be done is lost, nothing is doubled. `make soak` dies fifty times."""

import pytest

from tests.contact_kills import nothing_lost_or_doubled, walk_until
from tests.contact_world import World

MOMENTS = [("", 4), ("way", 3), ("consent", 9), ("consent", 25), ("booked", 12)]
"""While starting, while answering, twice within the booking's transaction, and while changing."""


def test_unharmed_it_books_and_changes(world: World) -> None:
    code, said = walk_until(world.url, "", 0)
    assert code == 0
    assert [words[0] for words in said[-3:]] == ["booked", "changed", "moments"]
    nothing_lost_or_doubled(world, said)


@pytest.mark.parametrize(("after", "moments"), MOMENTS)
def test_killed_on_the_way(world: World, after: str, moments: int) -> None:
    code, said = walk_until(world.url, after, moments)
    assert code == -9
    assert [words[0] for words in said][-1:] == ([after] if after else [])
    nothing_lost_or_doubled(world, said)
