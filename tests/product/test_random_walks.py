"""Walks through every form, at random but the same each time: never an error, a silent turn, or a record too many."""

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import RunningProduct
from tests.product.walks import FLOWS, Walk, moves

FEW = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("flow", FLOWS)
@FEW
@given(data=st.data())
def test_a_walk_holds(flow: str, client: httpx.Client, product: RunningProduct, data: st.DataObject) -> None:
    school = data.draw(st.sampled_from(["demo-dk", "demo-no"]))
    walk = Walk.begin(client, product, school, flow)
    for move in data.draw(moves(school)):
        walk.take(move)
    walk.check_store()
    walk.erase()
