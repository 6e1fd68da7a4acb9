"""The migrations make exactly the tables the code knows, and can be taken back."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from actions.store.contact_tables import Base
from actions.store.engine import MIGRATIONS, open_store
from tests.contact_world import TABLES, World
from tests.private_postgres import new_database


def test_migrated_tables_are_the_tables_of_the_code(world: World) -> None:
    with world.store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_they_can_be_taken_back(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    if backend == "postgresql":
        url = new_database(request.getfixturevalue("postgres"), "taken_back")
    store = open_store(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    left = set(inspect(store.engine).get_table_names())
    store.close()
    assert not left & {table.__tablename__ for table in TABLES}
    assert "conversation" in left
