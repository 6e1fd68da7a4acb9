"""All services around the people at the desk, put together once."""

from dataclasses import dataclass

from actions.schools import Municipalities
from actions.staff.accounts import Accounts
from actions.staff.passwords import Passwords
from actions.staff.sessions import Sessions
from actions.staff.sign_in import SignIn
from actions.store.engine import Store


@dataclass(frozen=True, slots=True)
class StaffServices:
    accounts: Accounts
    sessions: Sessions
    sign_in: SignIn


def open_staff(
    store: Store, municipalities: Municipalities, passwords: Passwords | None = None
) -> StaffServices:
    """The services over one store."""
    passwords = passwords or Passwords()
    sessions = Sessions(store)
    return StaffServices(
        accounts=Accounts(store, municipalities, passwords),
        sessions=sessions,
        sign_in=SignIn(store, passwords, sessions),
    )
