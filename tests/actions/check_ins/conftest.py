"""Check-ins over both databases, with the policy and words we ship."""

import pytest

from actions.check_ins import CheckInServices, open_check_ins
from actions.contacts import load_retention
from actions.flows.drafts import FlowDrafts
from actions.flows.registry import Flows, open_flows
from actions.store import Store
from tests.actions.flows.talks import FLOWS, Talk
from tests.contact_world import MUNICIPALITIES, SECRET


@pytest.fixture
def services(store: Store) -> CheckInServices:
    return open_check_ins(store, MUNICIPALITIES, SECRET, load_retention(), FLOWS)


@pytest.fixture
def flows(store: Store, services: CheckInServices) -> Flows:
    return open_flows([services.flow], FlowDrafts(store), FLOWS)


@pytest.fixture
def talk(store: Store, flows: Flows) -> Talk:
    """A Danish parent at the beginning."""
    return Talk.begin(store, flows, "check_in", "da")
