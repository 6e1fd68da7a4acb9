"""Transactions that read before they write, safe against others doing the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from actions.store.engine import Store

PATIENCE_SECONDS = 30
"""SQLite's waiters poll and are not served in turn: when a hundred book at once, the last waits longest."""


@contextmanager
def writing(store: Store) -> Iterator[Session]:
    """One transaction that will write. Raises what `Store.transaction` raises.

    SQLite takes its write lock at once: a transaction that has read and only then asks to write is refused
    when somebody wrote in between. PostgreSQL needs no such thing; there the rows in question are locked.
    """
    with store.transaction() as session:
        if store.engine.dialect.name == "sqlite":
            connection = session.connection()
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield session
