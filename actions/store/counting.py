"""Counters in the store: one more of something, safe against others counting the same."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from actions.store.tables import Base


def count(
    session: Session,
    table: type[Base],
    key: Mapping[str, Any],
    by: int = 1,
    first: Mapping[str, Any] | None = None,
    newest: Mapping[str, Any] | None = None,
) -> None:
    """Add `by` to the counter at `key`, which must be the table's unique columns.

    `first` is written when the counter is new, `newest` every time. A counter that falls to nothing goes.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {**key, **(first or {}), **(newest or {}), "count": by}
    columns = table.__table__.columns
    change = {**(newest or {}), "count": columns["count"] + by}
    session.execute(
        insert(table).values(**values).on_conflict_do_update(index_elements=list(key), set_=change)
    )
    if by < 0:
        session.execute(delete(table).where(columns["count"] <= 0))
