"""What a coordinator sees and does: how many share what, at her own schools, and inviting them to a group.

Only confirmed interests exist here, and only as numbers: no name, no address, no reference.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from actions.contacts.free_text import free_text
from actions.contacts.staff import Staff
from actions.contacts.writing import writing
from actions.groups.errors import InvitationMissingError, InvitationTooLongError, NobodyLeftError
from actions.groups.mail import INVITE, post
from actions.store.engine import Store
from actions.store.group_tables import GroupInterestRow

INVITATION_LIMIT = 1500
LONGEST_FORM = 20_000
SHARED = (
    GroupInterestRow.audience,
    GroupInterestRow.theme,
    GroupInterestRow.school,
    GroupInterestRow.band,
    GroupInterestRow.area,
    GroupInterestRow.language,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Families with the same answers. `times` says how many of them could come then."""

    audience: str
    theme: str
    school: str
    band: str | None
    area: str | None
    language: str | None
    count: int
    times: tuple[tuple[str, int], ...]

    @property
    def about(self) -> tuple[str, str]:
        return self.audience, self.theme

    @property
    def key(self) -> str:
        """A short name for a form's field."""
        parts = (self.audience, self.theme, self.school, self.band, self.area, self.language)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were invited to a group in one go, and when."""

    audience: str
    theme: str
    count: int
    at: datetime


class GroupDesk:
    """Every method is one short transaction; a coordinator reaches the schools of `staff` and no others."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def waiting(self, staff: Staff) -> tuple[Group, ...]:
        """Confirmed and not invited yet, by what they share; the largest themes first."""
        with self._store.transaction() as session:
            rows = session.execute(select(*SHARED, GroupInterestRow.times).where(_waiting(staff))).all()
        return _grouped(rows)

    def invited(self, staff: Staff) -> tuple[Invited, ...]:
        """The groups formed, newest first, while retention keeps them."""
        row = GroupInterestRow
        query = (
            select(row.audience, row.theme, func.count(), row.invited_at)
            .where(row.school.in_(staff.schools), row.invited_at.is_not(None))
            .group_by(row.audience, row.theme, row.invited_at)
            .order_by(row.invited_at.desc(), row.theme)
        )
        with self._store.transaction() as session:
            return tuple(
                Invited(audience, theme, count, at)
                for audience, theme, count, at in session.execute(query)
                if at
            )

    def invite(self, staff: Staff, keys: Collection[str], text: str, now: datetime) -> int:
        """Write one invitation, with her words, to everybody waiting in the groups named by `Group.key`.

        Returns how many. Raises InvitationMissingError, InvitationTooLongError, NobodyLeftError.
        """
        words = _invitation(text)
        with writing(self._store) as session:
            rows = [row for row in self._locked(session, staff) if _key_of(row) in keys]
            if not rows:
                raise NobodyLeftError
            for row in rows:
                row.invited_at = now
                post(session, row, INVITE, now, coordinator=staff.coordinator, text=words)
            return len(rows)

    def _locked(self, session: Session, staff: Staff) -> list[GroupInterestRow]:
        query = select(GroupInterestRow).where(_waiting(staff)).order_by(GroupInterestRow.id)
        return list(session.scalars(query.with_for_update()))


def _waiting(staff: Staff) -> ColumnElement[bool]:
    row = GroupInterestRow
    return row.school.in_(staff.schools) & row.confirmed_at.is_not(None) & row.invited_at.is_(None)


def _grouped(rows: Iterable[Iterable[Any]]) -> tuple[Group, ...]:
    shared: defaultdict[tuple[Any, ...], list[list[str]]] = defaultdict(list)
    for row in rows:
        *parts, times = row
        shared[tuple(parts)].append(times)
    groups = [_group(parts, times) for parts, times in shared.items()]
    sizes: Counter[tuple[str, str]] = Counter()
    for group in groups:
        sizes[group.audience, group.theme] += group.count
    return tuple(
        sorted(
            groups, key=lambda each: (-sizes[each.audience, each.theme], each.about, -each.count, each.key)
        )
    )


def _group(parts: tuple[Any, ...], times: list[list[str]]) -> Group:
    audience, theme, school, band, area, language = parts
    named = Counter(time for each in times for time in each)
    return Group(audience, theme, school, band, area, language, len(times), tuple(sorted(named.items())))


def _key_of(row: GroupInterestRow) -> str:
    return _group((row.audience, row.theme, row.school, row.band, row.area, row.language), []).key


def _invitation(text: str) -> str:
    words = free_text(text[:LONGEST_FORM], LONGEST_FORM)
    if words is None:
        raise InvitationMissingError
    if len(words) > INVITATION_LIMIT:
        raise InvitationTooLongError(length=len(words), limit=INVITATION_LIMIT)
    return words
