"""The store: what counts as down, that a failed transaction keeps nothing, and that errors carry no one's words."""

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from actions.store import Store, StoreUnavailableError, open_store
from actions.store.engine import migrate
from actions.store.tables import Base, ConversationRow
from tests.postgres import Cluster

SECRET = "det jeg skrev i fortrolighed"


def test_the_migrations_make_exactly_the_tables_the_code_knows(store: Store) -> None:
    found = inspect(store.engine)
    made = {table: {c["name"] for c in found.get_columns(table)} for table in found.get_table_names()}
    made.pop("alembic_version")
    assert made == {t.name: {c.name for c in t.columns} for t in Base.metadata.sorted_tables}


def test_migrating_again_changes_nothing(store: Store) -> None:
    migrate(store.engine)
    store.ping()


def test_a_failed_transaction_keeps_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'lost'"))
        raise ZeroDivisionError
    with store.transaction() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) != "lost"


def test_our_own_mistakes_are_not_called_an_outage(store: Store) -> None:
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.execute(text("INSERT INTO turn (conversation) VALUES ('nobody')"))


def test_an_error_never_carries_what_somebody_wrote(store: Store) -> None:
    with pytest.raises(StoreUnavailableError if store.engine.name == "sqlite" else Exception) as caught:  # noqa: SIM117
        with store.transaction() as session:
            session.execute(text("SELECT * FROM nothing WHERE said = :said"), {"said": SECRET})
    cause = caught.value.__cause__ or caught.value
    assert "nothing" in str(cause) and SECRET not in str(cause)


@pytest.mark.parametrize("damage", ["folder", "garbage"])
def test_a_file_that_is_no_database_is_an_outage(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "store.db"
    if damage == "folder":
        file.mkdir()
    else:
        file.write_bytes(b"this is not a database, however hard one looks at it" * 40)
    with pytest.raises(StoreUnavailableError):
        open_store(f"sqlite:///{file}")


def test_a_database_damaged_while_it_is_open_is_an_outage(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    store = open_store(f"sqlite:///{file}")
    store.close()
    for beside in tmp_path.glob("store.db*"):
        beside.unlink()
    file.write_bytes(b"garbage" * 4000)
    with pytest.raises(StoreUnavailableError):
        store.ping()
    store.close()


def test_a_locked_database_is_an_outage_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.store.engine.BUSY_SECONDS", 0)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailableError) as caught, store.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = version_num"))
    assert isinstance(caught.value.__cause__, OperationalError)
    other.execute("ROLLBACK")
    other.close()
    store.close()


def test_postgres_gone_and_back(postgres: Cluster) -> None:
    store = open_store(postgres.url)
    postgres.control("stop", "-m", "immediate")
    try:
        with pytest.raises(StoreUnavailableError):
            store.ping()
        with pytest.raises(StoreUnavailableError):
            open_store(postgres.url)
    finally:
        postgres.start()
    store.ping()
    with store.transaction() as session:
        assert session.scalar(select(func.count()).select_from(ConversationRow)) == 0
    store.close()


def test_sqlite_overwrites_what_is_deleted_and_checks_foreign_keys(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'store.db'}")
    with store.engine.connect() as connection:
        for pragma in ("secure_delete", "foreign_keys"):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    store.close()
    assert stat.S_ISREG((tmp_path / "deep" / "store.db").stat().st_mode)
