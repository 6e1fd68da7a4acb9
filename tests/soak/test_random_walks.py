"""The same walks as tests/product/test_random_walks.py, longer and many more, new ones each time."""

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import RunningProduct
from tests.product.walks import FLOWS, Walk, moves

MANY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def client(product: RunningProduct) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.url, timeout=60) as client:
        yield client


@pytest.mark.parametrize("flow", FLOWS)
@MANY
@given(data=st.data())
def test_a_long_walk_holds(
    flow: str, client: httpx.Client, product: RunningProduct, data: st.DataObject
) -> None:
    school = data.draw(st.sampled_from(["demo-dk", "demo-no"]))
    walk = Walk.begin(client, product, school, flow)
    for _ in range(data.draw(st.integers(1, 3))):
        for move in data.draw(moves(school)):
            walk.take(move)
    walk.check_store()
    walk.erase()
