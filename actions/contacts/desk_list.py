"""The desk's lists: what waits, urgent and newest first, and what a day holds."""

from collections.abc import Sequence
from datetime import date
from itertools import product

from sqlalchemy import ColumnElement, CompoundSelect, func, select, true, tuple_, union
from sqlalchemy.orm import Session

from actions.contacts.belonging import together_with
from actions.contacts.codes import tidy_reference
from actions.contacts.request import Listed, Page
from actions.contacts.request_rows import RequestRows
from actions.contacts.staff import Staff
from actions.contacts.statuses import OPEN, Status
from actions.store.contact_tables import ContactRequestRow
from actions.store.engine import Store

PAGE = 50
LONGEST_PAGE = 200
ORDER = (ContactRequestRow.urgent, ContactRequestRow.created_at, ContactRequestRow.id)
NEWEST = tuple(key.desc() for key in ORDER)


class DeskLists:
    """Read only; each coordinator sees her own schools' requests."""

    def __init__(self, store: Store, rows: RequestRows) -> None:
        self._store = store
        self._rows = rows

    def requests_for(
        self,
        staff: Staff,
        *,
        statuses: Sequence[Status] = OPEN,
        after: str | None = None,
        limit: int = PAGE,
    ) -> Page:
        """Urgent ones first, then the newest. `after` is the last page's `next`; an unknown one is the first page."""
        size = max(1, min(limit, LONGEST_PAGE))
        with self._store.transaction() as session:
            first = _first(staff, statuses, self._beyond(session, staff, after), size + 1)
            query = select(ContactRequestRow).where(ContactRequestRow.id.in_(first))
            rows = session.scalars(query.order_by(*NEWEST).limit(size + 1)).all()
            more = rows[size - 1].reference if len(rows) > size else None
            return Page(self._listed(session, rows[:size]), more)

    def day(self, staff: Staff, day: date) -> tuple[Listed, ...]:
        """The talks of one day in order of time, requested ones too, for printing."""
        with self._store.transaction() as session:
            query = select(ContactRequestRow).where(
                staff.theirs(), ContactRequestRow.local_day == day, ContactRequestRow.status.in_(OPEN)
            )
            rows = session.scalars(
                query.order_by(ContactRequestRow.starts_at, ContactRequestRow.coordinator)
            ).all()
            return self._listed(session, rows)

    def counts(self, staff: Staff) -> dict[Status, int]:
        """How many requests stand at each status; a status with none is left out."""
        with self._store.transaction() as session:
            query = select(ContactRequestRow.status, func.count()).where(staff.theirs())
            rows = session.execute(query.group_by(ContactRequestRow.status))
            return {Status(status): count for status, count in rows}

    def _beyond(self, session: Session, staff: Staff, after: str | None) -> ColumnElement[bool]:
        reference = tidy_reference(after) if after else None
        if reference is None:
            return true()
        last = session.execute(
            select(*ORDER).where(staff.theirs(), ContactRequestRow.reference == reference)
        ).one_or_none()
        return tuple_(*ORDER) < tuple_(*last) if last else true()

    def _listed(self, session: Session, rows: Sequence[ContactRequestRow]) -> tuple[Listed, ...]:
        hints = together_with(session, [row.id for row in rows])
        return tuple(self._rows.listed(row, hints.get(row.id, ())) for row in rows)


def _first(
    staff: Staff, statuses: Sequence[Status], beyond: ColumnElement[bool], count: int
) -> CompoundSelect[int]:
    """The ids of the first `count` of each share and status: each a short walk along an index, however many
    requests there are; what the whole list begins with is among them."""
    walks = [
        select(ContactRequestRow.id)
        .where(share, ContactRequestRow.status == status, beyond)
        .order_by(*NEWEST)
        .limit(count)
        .subquery()
        for share, status in product(staff.shares(), statuses or OPEN)
    ]
    return union(*(select(walk.c.id) for walk in walks))
