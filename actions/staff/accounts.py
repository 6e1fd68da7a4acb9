"""Accounts: made, listed, switched off and on, given another password or language."""

import secrets
from collections.abc import Callable
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actions.contacts.writing import writing
from actions.schools import Municipalities
from actions.staff.account import Account, Role, account_view
from actions.staff.errors import (
    CoordinatorUnknownError,
    LoginInvalidError,
    LoginTakenError,
    NoSuchAccountError,
    StaffError,
)
from actions.staff.passwords import Passwords
from actions.store.engine import Store
from actions.store.staff_tables import AccountRow, SignedInRow

LONGEST_NAME = 80


class Accounts:
    """Every method but `add` and `all` raises NoSuchAccountError for an unknown login."""

    def __init__(self, store: Store, municipalities: Municipalities, passwords: Passwords) -> None:
        self._store = store
        self._municipalities = municipalities
        self._passwords = passwords

    def add(
        self,
        *,
        login: str,
        name: str,
        password: str,
        role: Role,
        coordinator: str,
        language: str,
        now: datetime,
    ) -> Account:
        """A new account. Raises LoginInvalidError, LoginTakenError, CoordinatorUnknownError,
        PasswordRefusedError, or StaffError for an empty or very long name."""
        self.refuse_unknown_coordinator(coordinator)
        tidy, shown = tidy_login(login), " ".join(name.split())
        if not 0 < len(shown) <= LONGEST_NAME:
            raise StaffError(f"The name must have between 1 and {LONGEST_NAME} characters.")
        self._passwords.judge(password, tidy, shown)
        row = AccountRow(
            id=secrets.token_hex(16),
            login=tidy,
            name=shown,
            password_hash=self._passwords.hash(password),
            role=role,
            coordinator=coordinator,
            language=language,
            disabled=False,
            created_at=now,
        )
        with writing(self._store) as session:
            if _row(session, tidy):
                raise LoginTakenError(tidy)
            session.add(row)
        return account_view(row)

    def all(self) -> tuple[Account, ...]:
        """Every account, by login."""
        with self._store.transaction() as session:
            rows = session.scalars(select(AccountRow).order_by(AccountRow.login)).all()
            return tuple(account_view(row) for row in rows)

    def set_disabled(self, login: str, disabled: bool) -> Account:
        """Switch off or on; off also signs out everywhere."""

        def change(session: Session, row: AccountRow) -> None:
            row.disabled = disabled
            if disabled:
                _sign_out_everywhere(session, row)

        return self._change(login, change)

    def set_password(self, login: str, password: str) -> Account:
        """Another password; signs out everywhere. Raises PasswordRefusedError."""

        with self._store.transaction() as session:
            known = _found(session, login)
        self._passwords.judge(password, known.login, known.name)
        hashed = self._passwords.hash(password)

        def change(session: Session, row: AccountRow) -> None:
            row.password_hash = hashed
            _sign_out_everywhere(session, row)

        return self._change(login, change)

    def set_language(self, login: str, language: str) -> Account:
        """The language of the desk's pages."""
        return self._change(login, lambda _, row: setattr(row, "language", language))

    def refuse_unknown_coordinator(self, coordinator: str) -> None:
        """Raises CoordinatorUnknownError."""
        if self._municipalities.coordinator(coordinator) is None:
            raise CoordinatorUnknownError(coordinator, self.known_coordinators())

    def known_coordinators(self) -> list[str]:
        """Every id an account can work as."""
        return [who.id for place in self._municipalities.all for who in (*place.coordinators, place.fallback)]

    def _change(self, login: str, change: Callable[[Session, AccountRow], object]) -> Account:
        with writing(self._store) as session:
            row = _found(session, login)
            change(session, row)
            return account_view(row)


def tidy_login(login: str) -> str:
    """The login as it is stored. Raises LoginInvalidError."""
    try:
        checked = validate_email(login.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise LoginInvalidError(login) from error
    return checked.normalized.lower()


def _row(session: Session, login: str) -> AccountRow | None:
    return session.scalar(select(AccountRow).where(AccountRow.login == login))


def _found(session: Session, login: str) -> AccountRow:
    row = _row(session, login.strip().lower())
    if row is None:
        raise NoSuchAccountError(login)
    return row


def _sign_out_everywhere(session: Session, row: AccountRow) -> None:
    session.execute(delete(SignedInRow).where(SignedInRow.account == row.id))
