"""Who is signed in, in which browser, and for how long."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from actions.contacts.writing import writing
from actions.staff.account import Account, account_view
from actions.staff.errors import StaffError
from actions.store.engine import Store
from actions.store.staff_tables import AccountRow, SignedInRow

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
"""A page a second need not write `last_seen_at` each time."""


class SessionEndedError(StaffError):
    """No such session, or it has expired, or the account is switched off."""

    def __init__(self) -> None:
        super().__init__("Sign in again.")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` is the browser's secret, minted here and never taken from outside."""

    account: Account
    token: str


class Sessions:
    """Sessions end after 30 minutes without a page, after 10 hours in any case, and at signing out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, account: str, now: datetime, instead_of: str | None = None) -> SignedIn:
        """A fresh session for an account's id; `instead_of`, the token the browser came with, ends.

        Raises SessionEndedError if the account is gone or switched off.
        """
        token = secrets.token_urlsafe(32)
        with writing(self._store) as session:
            session.execute(delete(SignedInRow).where(SignedInRow.expires_at < now))
            if instead_of:
                session.execute(delete(SignedInRow).where(SignedInRow.token_hash == _hash(instead_of)))
            row = _open_account(session, account)
            session.add(
                SignedInRow(
                    token_hash=_hash(token),
                    account=row.id,
                    started_at=now,
                    last_seen_at=now,
                    expires_at=now + LONGEST,
                )
            )
            return SignedIn(account_view(row), token)

    def find(self, token: str, now: datetime) -> SignedIn:
        """Who this token signs in. Raises SessionEndedError."""
        with self._store.transaction() as session:
            row = session.get(SignedInRow, _hash(token))
            if row is None or now >= min(row.expires_at, row.last_seen_at + IDLE):
                raise SessionEndedError
            account = _open_account(session, row.account)
            if now - row.last_seen_at >= SEEN_EVERY:
                row.last_seen_at = now
            return SignedIn(account_view(account), token)

    def end(self, token: str) -> None:
        """Sign out; a token nobody has changes nothing."""
        with writing(self._store) as session:
            session.execute(delete(SignedInRow).where(SignedInRow.token_hash == _hash(token)))


def _open_account(session: Session, account: str) -> AccountRow:
    row = session.get(AccountRow, account)
    if row is None or row.disabled:
        raise SessionEndedError
    return row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
