"""An account as its readers see it, without its password."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from actions.store.staff_tables import AccountRow

Role = Literal["coordinator", "administrator"]
ROLES: tuple[Role, ...] = ("coordinator", "administrator")


@dataclass(frozen=True, slots=True)
class Account:
    """`coordinator` is whom of the municipality files this person works as; an administrator sees every school
    of that municipality."""

    id: str
    login: str
    name: str
    role: Role
    coordinator: str
    language: str
    disabled: bool
    created_at: datetime


def account_view(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        role="administrator" if row.role == "administrator" else "coordinator",
        coordinator=row.coordinator,
        language=row.language,
        disabled=row.disabled,
        created_at=row.created_at,
    )
