"""Every test of booked contacts runs on SQLite and on PostgreSQL, each on a database of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from actions.store.contact_tables import Base
from actions.store.engine import open_store
from tests.contact_world import World, open_world
from tests.private_postgres import new_database, private_postgres, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """The socket of a private cluster."""
    bin_dir = programs()
    if bin_dir is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL")
        pytest.skip("PostgreSQL is not installed")
    with private_postgres(bin_dir) as socket:
        yield socket


@pytest.fixture(scope="session")
def ready_postgres(postgres: Path) -> str:
    """A migrated database, emptied before each test: copying one takes longer than emptying it."""
    url = new_database(postgres, "ready")
    open_store(url).close()
    return url


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("store") / "ready.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh store."""
    if request.param == "sqlite":
        copied = shutil.copy(request.getfixturevalue("ready_sqlite"), tmp_path / "store.db")
        return f"sqlite:///{copied}"
    url: str = request.getfixturevalue("ready_postgres")
    empty(url)
    return url


def empty(url: str) -> None:
    engine = create_engine(url)
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    engine.dispose()


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    opened = open_world(store_url)
    yield opened
    opened.store.close()
