"""The API held against its own /openapi.json by schemathesis: every answer documented, never a 5xx."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import ignored_auth, positive_data_acceptance
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor

BOUNDED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


NOT_HERE = [
    positive_data_acceptance,  # no schema can say which choices were offered, or what an empty message is
    ignored_auth,  # takes the token given here for one it made up; foreign tokens: test_bad_input.py
]


@pytest.fixture(scope="session")
def operations(product: RunningProduct) -> list[APIOperation]:
    schema = schemathesis.openapi.from_url(f"{product.url}/openapi.json")
    return [found.ok() for found in schema.get_all_operations()]


def test_as_a_stranger(operations: list[APIOperation]) -> None:
    found = failures(operations)
    assert not found, "\n".join(found)


def test_inside_an_own_conversation(operations: list[APIOperation], visitor: Visitor) -> None:
    own = [operation for operation in operations if "{conversation}" in operation.path]
    assert len(own) == 4
    found = failures(own, visitor)
    assert not found, "\n".join(found)


def failures(operations: list[APIOperation], visitor: Visitor | None = None) -> list[str]:
    return [found for operation in operations for found in failures_of(operation, visitor)]


def failures_of(operation: APIOperation, visitor: Visitor | None) -> Iterator[str]:
    """Schemathesis' own account of what does not hold, with the request that shows it."""

    @BOUNDED
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case) -> None:
        if visitor:
            again = Visitor.begin(visitor.client) if operation.method.upper() == "DELETE" else visitor
            case.path_parameters = {"conversation": again.conversation}
            case.call_and_validate(headers=again.bearer, excluded_checks=NOT_HERE)
        else:
            case.call_and_validate()

    try:
        holds()
    except FailureGroup as group:
        yield f"{operation.label}: {group}"
