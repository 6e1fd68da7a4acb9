"""What is kept under a private code, whatever it is: shown whole, or erased everywhere.

For the person at the municipality who answers "what do you have on me": with the code a parent holds, the code is
the proof. A booking, a check-in, a sheet and an interest in a group are all found by it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from actions.contacts.codes import PrivateCodes
from actions.contacts.erasing import erase_request
from actions.contacts.writing import writing
from actions.groups.erasing import erase_interest
from actions.sheets.sheets import erase_sheet
from actions.store.contact_tables import CodeAttemptRow, ContactRequestRow
from actions.store.engine import Store
from actions.store.flow_tables import CheckInRow, FlowDraftRow
from actions.store.group_tables import GroupInterestRow
from actions.store.sheet_tables import SheetRow
from actions.store.tables import Base

SECRET = frozenset({"code_hash", "once_hash", "id", "draft"})
"""Columns that say nothing of a person."""
Row = ContactRequestRow | CheckInRow | SheetRow | GroupInterestRow


class NothingKeptError(LookupError):
    """No code like this opens anything."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing kept: its table, its reference, and the rows of each table that belong to it."""

    kind: str
    reference: str
    rows: Mapping[str, list[Mapping[str, Any]]]


class PrivateData:
    """Everything that private codes open, in one place."""

    def __init__(self, store: Store, codes: PrivateCodes) -> None:
        self._store, self._codes = store, codes

    def show(self, code: str) -> Kept:
        """What the code opens. Raises NothingKeptError."""
        with self._store.transaction() as session:
            row = self._find(session, code)
            own = {row.__tablename__: [_told(row)], **_hanging_on(session, row)}
            return Kept(row.__tablename__, row.reference, own)

    def erase(self, code: str) -> Mapping[str, int]:
        """Erase what the code opens; returns rows per table. Raises NothingKeptError."""
        with writing(self._store) as session:
            row = self._find(session, code)
            return ERASERS[type(row)](session, row)

    def _find(self, session: Session, code: str) -> Row:
        """Codes are kept as HMACs with their reference: each reference is tried."""
        for table in ERASERS:
            for row in cast("Iterable[Row]", session.scalars(select(table))):
                if self._codes.opens(row.reference, code, row.code_hash):
                    return row
        raise NothingKeptError


def _hanging_on(session: Session, row: Row) -> dict[str, list[Mapping[str, Any]]]:
    """Rows of other tables that point at this one."""
    own = row.__table__
    pointing = [
        (mapper.class_, column)
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if mapper.class_ is not type(row) and any(key.column.table is own for key in column.foreign_keys)
    ]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for table, column in pointing:
        if rows := session.scalars(select(table).where(column == row.id)).all():
            found[table.__tablename__] = [_told(one) for one in rows]
    return found


def _told(row: Any) -> Mapping[str, Any]:
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return {name: value for name, value in values.items() if name not in SECRET and value is not None}


def _erase_check_in(session: Session, row: CheckInRow) -> dict[str, int]:
    statements = (
        delete(FlowDraftRow).where(FlowDraftRow.id == row.draft),
        delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference),
        delete(CheckInRow).where(CheckInRow.id == row.id),
    )
    return {
        str(statement.entity_description["table"].name): cast(
            "CursorResult[Any]", session.execute(statement)
        ).rowcount
        for statement in statements
    }


ERASERS: Mapping[type[Row], Callable[..., dict[str, int]]] = {
    ContactRequestRow: erase_request,
    CheckInRow: _erase_check_in,
    SheetRow: erase_sheet,
    GroupInterestRow: erase_interest,
}
