"""Migrations happen whole or not at all."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from actions.store.engine import MIGRATIONS, migrate, open_store

BREAKS = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = {newest!r}


def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    raise RuntimeError("the power went")
"""


def test_a_start_that_dies_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, migrations)
    newest = max(path.name.split("_")[0] for path in (migrations / "versions").glob("0*.py"))
    (migrations / "versions" / "9999_breaks.py").write_text(BREAKS.format(newest=newest))
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = create_engine(url)
    with pytest.raises(RuntimeError, match="the power went"):
        migrate(engine, migrations)
    assert inspect(engine).get_table_names() == []
    engine.dispose()

    store = open_store(url)
    assert "conversation" in inspect(store.engine).get_table_names()
    store.close()
