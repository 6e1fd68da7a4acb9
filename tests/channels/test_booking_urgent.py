"""Somebody for whom it is urgent is offered the next free times also where none is near, with the number beside them."""

from datetime import timedelta
from pathlib import Path

import pytest

from actions.booking_talk import Opened
from channels.compose_booking import BookingComposer, BookingTools
from channels.reply import Reply
from channels.texts import Texts
from tests.contact_world import MUNICIPALITIES, NOW, World, open_world
from tests.sharing_world import open_sharing


@pytest.fixture
def world(tmp_path: Path) -> World:
    return open_world(f"sqlite:///{tmp_path / 'store.db'}")


def asked(world: World, urgency: str, days: int, language: str = "da") -> Reply:
    """The question for a time, where the first free one is so many days ahead."""
    tools = BookingTools(
        world.contacts,
        MUNICIPALITIES,
        Opened(lambda: NOW),
        Texts.load(),
        lambda: NOW,
        open_sharing(world.store),
    )
    start = (NOW + timedelta(days=days)).isoformat()
    message = {"ask": "time", "draft": world.draft(urgency=urgency), "starts": [start], "more": False}
    (composed,) = BookingComposer(tools).compose(message, "a" * 32, "demo-dk", language)
    return composed.reply


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_next_times_and_the_number_where_none_is_near(world: World, language: str) -> None:
    reply = asked(world, "this_week", 9, language)
    assert "+45 00 00 00 12" in reply.text
    assert [choice.label for choice in reply.choices if "1" in choice.label]


@pytest.mark.parametrize(("urgency", "days"), [("this_week", 2), ("can_wait", 9)])
def test_otherwise_the_times_alone(world: World, urgency: str, days: int) -> None:
    assert "+45" not in asked(world, urgency, days).text
