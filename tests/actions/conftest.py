"""The store in both its forms: SQLite in a file, and a PostgreSQL of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.store import Store, open_store
from actions.store.tables import Base
from tests.postgres import Cluster, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once in each form."""
    sqlite = request.param == "sqlite"
    opened = open_store(
        f"sqlite:///{tmp_path / 'store.db'}" if sqlite else request.getfixturevalue("postgres").url
    )
    yield opened
    with opened.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    opened.close()
