"""The API held against its own /openapi.json by schemathesis: every answer documented, never a 5xx."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor

pytestmark = pytest.mark.filterwarnings("default")  # schemathesis' own; ours are errors elsewhere


@pytest.fixture(scope="session")
def api(product: RunningProduct) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{product.url}/openapi.json")


schema = schemathesis.pytest.from_fixture("api")
BOUNDED = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@schema.parametrize()
@BOUNDED
def test_as_a_stranger(case: Case) -> None:
    case.call_and_validate()


@schema.include(path_regex="/conversations/").parametrize()
@BOUNDED
def test_inside_an_own_conversation(case: Case, visitor: Visitor) -> None:
    case.path_parameters = {"conversation": visitor.conversation}
    case.call_and_validate(headers=visitor.bearer)
