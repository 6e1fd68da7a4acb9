"""Signing in with login and password, with a limit on wrong ones that outlives a restart."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actions.contacts.writing import writing
from actions.staff.errors import LockedOutError, SignInRefusedError
from actions.staff.passwords import Passwords
from actions.staff.sessions import SessionEndedError, Sessions, SignedIn
from actions.store.engine import Store
from actions.store.staff_tables import AccountRow, SignInAttemptRow

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is needed to check a password outside any transaction."""

    id: str | None
    password_hash: str | None


class SignIn:
    """A login nobody has takes as long, counts and locks like any other."""

    def __init__(self, store: Store, passwords: Passwords, sessions: Sessions) -> None:
        self._store = store
        self._passwords = passwords
        self._sessions = sessions

    def __call__(self, login: str, password: str, now: datetime, came_with: str | None = None) -> SignedIn:
        """A new session; `came_with`, the token the browser brought, is worth nothing afterwards.

        Raises SignInRefusedError; LockedOutError after five wrong passwords in a row, for the right one too,
        for a minute, then two, at most fifteen.
        """
        tidy = login.strip().lower()[:254]
        self._count(tidy, now)
        known = self._known(tidy)
        if not self._passwords.fits(password, known.password_hash) or known.id is None:
            raise SignInRefusedError
        self._remember(tidy, known, password)
        try:
            return self._sessions.start(known.id, now, came_with)
        except SessionEndedError:
            raise SignInRefusedError from None

    def _count(self, login: str, now: datetime) -> None:
        """Counted before the password is looked at: tries made at once must not all pass. Raises LockedOutError."""
        with writing(self._store) as session:
            session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.last_at < now - FORGOTTEN_AFTER))
            row = session.get(SignInAttemptRow, _hash(login), with_for_update=True)
            if row is None:
                row = SignInAttemptRow(login_hash=_hash(login), wrong=0, last_at=now)
                session.add(row)
            locked = row.locked_until if row.locked_until and row.locked_until > now else None
            if locked is None:
                _one_more(row, now)
        if locked:
            raise LockedOutError(locked, -((now - locked) // timedelta(minutes=1)))

    def _known(self, login: str) -> _Known:
        with self._store.transaction() as session:
            row = _usable(session, login)
            return _Known(row.id, row.password_hash) if row else _Known(None, None)

    def _remember(self, login: str, known: _Known, password: str) -> None:
        """Forget the wrong ones; hash anew if the parameters have become stronger."""
        outdated = known.password_hash and self._passwords.is_outdated(known.password_hash)
        fresh = self._passwords.hash(password) if outdated else None
        with writing(self._store) as session:
            session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.login_hash == _hash(login)))
            row = session.get(AccountRow, known.id)
            if row and fresh:
                row.password_hash = fresh


def _one_more(row: SignInAttemptRow, now: datetime) -> None:
    row.wrong, row.last_at = row.wrong + 1, now
    over = row.wrong - FREE_TRIES
    row.locked_until = now + min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) if over >= 0 else None


def _usable(session: Session, login: str) -> AccountRow | None:
    return session.scalar(select(AccountRow).where(AccountRow.login == login, AccountRow.disabled.is_(False)))


def _hash(login: str) -> str:
    return hashlib.sha256(login.encode()).hexdigest()
