"""The door to what somebody keeps under a reference and a private code, with a limit on wrong codes that outlives
a restart."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.contacts.codes import PrivateCodes, tidy_reference
from actions.contacts.errors import CodeLockedError, CodeWrongError, ContactError
from actions.contacts.writing import writing
from actions.store.contact_tables import CodeAttemptRow, ContactRequestRow
from actions.store.engine import Store

TRIES = 10
LOCKED_FOR = timedelta(hours=1)


Find = Callable[[str], Select[int, str]]
"""Id and code hash of the one row with a reference, in the table that a door leads to."""


def request_key(reference: str) -> Select[int, str]:
    """Booked contacts."""
    return select(ContactRequestRow.id, ContactRequestRow.code_hash).where(
        ContactRequestRow.reference == reference
    )


class Door:
    """Lets in who has the code. A reference nobody has answers, counts and locks like any other."""

    def __init__(self, store: Store, codes: PrivateCodes, find: Find = request_key) -> None:
        """`find` says what the codes open; booked contacts where nothing else is said."""
        self._store = store
        self._codes = codes
        self._find = find

    def enter(self, reference: str, code: str, now: datetime) -> int:
        """The id of the row that reference and code open.

        Raises CodeWrongError, or CodeLockedError after ten wrong codes in a row, for the right code too.
        """
        tidy = tidy_reference(reference)
        if tidy is None:
            raise wrong_code()
        with writing(self._store) as session:
            found = self._try(session, tidy, code, now)
        if isinstance(found, ContactError):
            raise found
        return found

    def unlock(self, session: Session, reference: str) -> None:
        """Forget the wrong codes of a reference, in the caller's transaction."""
        session.execute(delete(CodeAttemptRow).where(CodeAttemptRow.reference == reference))

    def _try(self, session: Session, reference: str, code: str, now: datetime) -> int | ContactError:
        """An error is returned, not raised, so that the count of wrong codes is committed."""
        attempts = _attempts(session, reference, now)
        if attempts.locked_until and attempts.locked_until > now:
            return _locked(attempts.locked_until, now)
        row = session.execute(self._find(reference)).one_or_none()
        if self._codes.opens(reference, code, row[1] if row else None) and row:
            session.delete(attempts)
            return row[0]
        return _count(attempts, now)


def _attempts(session: Session, reference: str, now: datetime) -> CodeAttemptRow:
    """The row of this reference, locked, so that guesses made at once are counted one by one."""
    locked = select(CodeAttemptRow).where(CodeAttemptRow.reference == reference).with_for_update()
    known = session.scalar(locked)
    if known is not None:
        return known
    fresh = CodeAttemptRow(reference=reference, wrong=0, last_at=now)
    try:
        with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        return _attempts(session, reference, now)
    return fresh


def _count(attempts: CodeAttemptRow, now: datetime) -> ContactError:
    attempts.wrong, attempts.last_at, attempts.locked_until = attempts.wrong + 1, now, None
    if attempts.wrong < TRIES:
        return wrong_code()
    attempts.wrong, attempts.locked_until = 0, now + LOCKED_FOR
    return _locked(attempts.locked_until, now)


def wrong_code() -> CodeWrongError:
    """The one refusal for a wrong code, a foreign one and a reference nobody has."""
    return CodeWrongError(tries=TRIES, hours=LOCKED_FOR // timedelta(hours=1))


def _locked(until: datetime, now: datetime) -> CodeLockedError:
    return CodeLockedError(until, tries=TRIES, minutes=-((now - until) // timedelta(minutes=1)))
