"""Groups on both databases, with the coordinators of two schools."""

import pytest

from actions.contacts import load_retention
from actions.groups import GroupServices, load_groups, open_groups
from tests.contact_fixtures import postgres, ready_postgres, ready_sqlite, store_url, world
from tests.contact_world import MUNICIPALITIES, SECRET, World

__all__ = ["postgres", "ready_postgres", "ready_sqlite", "store_url", "world"]


@pytest.fixture
def groups(world: World) -> GroupServices:
    return open_groups(world.store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=True)
