"""`skolevej users …`: who may sign in to the desk."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from actions.schools import Municipalities, load_municipalities
from actions.staff import Account, Accounts, PasswordRefusedError, StaffError, open_staff
from actions.staff.account import Role
from actions.store import open_store
from api.settings import read_settings

users_app = typer.Typer(no_args_is_help=True, help="Accounts of coordinators and administrators.")
console = Console(highlight=False)
Login = Annotated[str, typer.Argument(help="The account's e-mail address")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, first line")
]


class NoPasswordError(StaffError):
    """Standard input held no password."""


@users_app.command("add")
def add(
    login: Annotated[str, typer.Option(prompt="E-mail address", help="E-mail address to sign in with")],
    name: Annotated[str, typer.Option(prompt="Name", help="As it is shown at the desk")],
    coordinator: Annotated[
        str, typer.Option(help="Id in the municipality file whose requests these are; asked for if left out")
    ] = "",
    role: Annotated[str, typer.Option(help="coordinator, or administrator: every school")] = "coordinator",
    language: Annotated[str | None, typer.Option(help="da, nb or en; the municipality's if left out")] = None,
    password_stdin: FromStdin = False,
) -> None:
    """Add an account. The password is asked for, and never shown or written down."""
    with _accounts() as (accounts, municipalities):
        known = ", ".join(accounts.known_coordinators())
        who = coordinator or typer.prompt(f"Works as, one of {known}")
        accounts.refuse_unknown_coordinator(who)
        made = accounts.add(
            login=login,
            name=name,
            password=_password(password_stdin),
            role=_role(role),
            coordinator=who,
            language=_language(language, who, municipalities),
            now=datetime.now(UTC),
        )
    console.print(f"{made.name} can sign in at /desk as {made.login}.", markup=False)


@users_app.command("list")
def listing() -> None:
    """Every account, without passwords."""
    with _accounts() as (accounts, _):
        table = Table("E-mail address", "Name", "Role", "Works as", "Language", "State")
        for each in accounts.all():
            state = "disabled" if each.disabled else "active"
            table.add_row(each.login, each.name, each.role, each.coordinator, each.language, state)
    console.print(table)


@users_app.command("disable")
def disable(login: Login) -> None:
    """Switch an account off and sign it out everywhere. Nothing else is lost."""
    with _accounts() as (accounts, _):
        _tell(accounts.set_disabled(login, True), "can't sign in any more.")


@users_app.command("enable")
def enable(login: Login) -> None:
    """Switch an account on again."""
    with _accounts() as (accounts, _):
        _tell(accounts.set_disabled(login, False), "can sign in again.")


@users_app.command("password")
def password(login: Login, password_stdin: FromStdin = False) -> None:
    """Give an account another password and sign it out everywhere."""
    with _accounts() as (accounts, _):
        _tell(accounts.set_password(login, _password(password_stdin)), "has a new password.")


def _tell(account: Account, what: str) -> None:
    console.print(f"{account.name} ({account.login}) {what}", markup=False)


@contextmanager
def _accounts() -> Iterator[tuple[Accounts, Municipalities]]:
    settings = read_settings()
    municipalities = load_municipalities(settings.municipalities_dir)
    store = open_store(settings.store_url)
    try:
        yield open_staff(store, municipalities).accounts, municipalities
    except PasswordRefusedError as error:
        raise NoPasswordError(f"{error} Nothing was changed.") from None
    finally:
        store.close()


def _password(from_stdin: bool) -> str:
    if not from_stdin:
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise NoPasswordError("Standard input held no password. Nothing was changed.")
    return line


def _role(role: str) -> Role:
    if role == "administrator":
        return "administrator"
    if role == "coordinator":
        return "coordinator"
    raise StaffError(f"{role!r} is not a role. Choose coordinator or administrator.")


def _language(wanted: str | None, coordinator: str, municipalities: Municipalities) -> str:
    if wanted in ("da", "nb", "en"):
        return wanted
    if wanted:
        raise StaffError(f"{wanted!r} is not a language of the desk. Choose da, nb or en.")
    home = next(
        place
        for place in municipalities.all
        if coordinator in (*(who.id for who in place.coordinators), place.fallback.id)
    )
    return home.language
