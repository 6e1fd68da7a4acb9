"""What talks to the real product over HTTP."""

from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor


@pytest.fixture(scope="session")
def client(product: RunningProduct) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.url, timeout=60) as client:
        yield client


@pytest.fixture
def visitor(client: httpx.Client) -> Visitor:
    """Somebody with a fresh conversation at the Danish demo school."""
    return Visitor.begin(client)
