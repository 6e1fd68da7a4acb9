"""The people who work at the desk: accounts, passwords, signing in."""

from actions.staff.account import ROLES, Account
from actions.staff.accounts import Accounts
from actions.staff.errors import (
    CoordinatorUnknownError,
    LockedOutError,
    LoginInvalidError,
    LoginTakenError,
    NoSuchAccountError,
    PasswordRefusedError,
    SignInRefusedError,
    StaffError,
)
from actions.staff.passwords import Passwords
from actions.staff.services import StaffServices, open_staff
from actions.staff.sessions import SessionEndedError, Sessions, SignedIn
from actions.staff.sign_in import SignIn
from actions.staff.working_as import OutOfPlaceError, working_as

__all__ = [
    "ROLES",
    "Account",
    "Accounts",
    "CoordinatorUnknownError",
    "LockedOutError",
    "LoginInvalidError",
    "LoginTakenError",
    "NoSuchAccountError",
    "OutOfPlaceError",
    "PasswordRefusedError",
    "Passwords",
    "SessionEndedError",
    "Sessions",
    "SignIn",
    "SignInRefusedError",
    "SignedIn",
    "StaffError",
    "StaffServices",
    "open_staff",
    "working_as",
]
