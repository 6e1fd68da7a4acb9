"""Requests that may belong together: two homes, one child. A hint for the coordinator, never a merge."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from actions.contacts.statuses import OPEN
from actions.store.contact_tables import ContactRequestRow, ContactWayRow


def together_with(session: Session, requests: Sequence[int]) -> dict[int, list[str]]:
    """For each request id, the references of other open requests at its school with the same grade on the same
    day, or with one of the same ways to be reached."""
    hints: defaultdict[int, set[str]] = defaultdict(set)
    for query in (_same_day(requests), _same_way(requests)):
        for request, reference in session.execute(query):
            hints[request].add(reference)
    return {request: sorted(references) for request, references in hints.items()}


def _same_day(requests: Sequence[int]) -> Select[int, str]:
    mine, other = aliased(ContactRequestRow), aliased(ContactRequestRow)
    return (
        select(mine.id, other.reference)
        .join(
            other,
            (other.school == mine.school)
            & (other.local_day == mine.local_day)
            & (other.grade == mine.grade)
            & _another_open(mine, other),
        )
        .where(mine.id.in_(requests))
    )


def _same_way(requests: Sequence[int]) -> Select[int, str]:
    mine, other = aliased(ContactRequestRow), aliased(ContactRequestRow)
    way, same = aliased(ContactWayRow), aliased(ContactWayRow)
    return (
        select(mine.id, other.reference)
        .join(way, way.request == mine.id)
        .join(same, same.value == way.value)
        .join(other, (other.id == same.request) & (other.school == mine.school) & _another_open(mine, other))
        .where(mine.id.in_(requests))
    )


def _another_open(mine: type[ContactRequestRow], other: type[ContactRequestRow]) -> ColumnElement[bool]:
    return (other.id != mine.id) & other.status.in_(OPEN)
