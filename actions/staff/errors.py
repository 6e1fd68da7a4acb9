"""What can be wrong with an account or with signing in. The messages are for an administrator at a terminal;
the desk has its own words in three languages."""

from datetime import datetime


class StaffError(ValueError):
    """Nothing was changed; the message says what to do."""


class NoSuchAccountError(StaffError):
    """No account has this login."""

    def __init__(self, login: str) -> None:
        super().__init__(f"No account has the login {login}. See all with: skolevej users list")


class LoginInvalidError(StaffError):
    """A login is an e-mail address."""

    def __init__(self, login: str) -> None:
        super().__init__(f"{login!r} is not an e-mail address. The login is one, such as name@school.org")


class LoginTakenError(StaffError):
    """Another account has this login."""

    def __init__(self, login: str) -> None:
        super().__init__(
            f"{login} already has an account. Choose another login, or give that account a new password: "
            f"skolevej users password {login}"
        )


class CoordinatorUnknownError(StaffError):
    """Nobody in the municipality files has this id."""

    def __init__(self, coordinator: str, known: list[str]) -> None:
        super().__init__(
            f"Nobody has the id {coordinator!r} in the municipality files. Choose one of: {', '.join(known)}"
        )


class PasswordRefusedError(StaffError):
    """Too short, too long or too easily guessed. `reason` is `short`, `long`, `common` or `personal`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class SignInRefusedError(StaffError):
    """Unknown login, wrong password, account disabled: never told apart."""

    def __init__(self) -> None:
        super().__init__("Login and password don't belong together.")


class LockedOutError(StaffError):
    """Too many wrong passwords in a row for this login, whether or not it exists; `until` is when to try again."""

    def __init__(self, until: datetime, minutes: int) -> None:
        super().__init__(f"Too many wrong passwords. Try again in {minutes} minutes.")
        self.until, self.minutes = until, minutes
