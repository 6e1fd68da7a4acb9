"""`skolevej privacy …`: what is kept under a private code, for the one who answers a family's request."""

from typing import Annotated

import typer
from rich.console import Console

from actions.contacts.codes import PrivateCodes
from actions.privacy import NothingKeptError, PrivateData
from actions.store import open_store
from api.local_secrets import local_secrets
from api.settings import read_settings

privacy_app = typer.Typer(no_args_is_help=True, help="What is kept under a private code.")
console = Console(highlight=False)
Code = Annotated[list[str], typer.Argument(help="The private code, as the receipt shows it")]
NOTHING = "Nothing is kept under this code. Check each letter; codes have four groups of five."


@privacy_app.command("show")
def show(code: Code) -> None:
    """Print everything kept under a code."""
    try:
        kept = _data().show(" ".join(code))
    except NothingKeptError:
        console.print(NOTHING, markup=False)
        raise typer.Exit(1) from None
    console.print(f"{kept.kind} {kept.reference}", markup=False)
    for table, rows in kept.rows.items():
        for row in rows:
            console.print(f"\n{table}", markup=False)
            for name, value in row.items():
                console.print(f"  {name}: {value}", markup=False, soft_wrap=True)


@privacy_app.command("erase")
def erase(
    code: Code, yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more")] = False
) -> None:
    """Erase everything kept under a code, and say how many rows there were."""
    data = _data()
    try:
        kept = data.show(" ".join(code))
        if not yes:
            typer.confirm(f"Erase {kept.kind} {kept.reference} for good?", abort=True)
        receipt = data.erase(" ".join(code))
    except NothingKeptError:
        console.print(NOTHING, markup=False)
        raise typer.Exit(1) from None
    told = ", ".join(f"{count} in {table}" for table, count in receipt.items() if count)
    console.print(f"Erased {kept.kind} {kept.reference}: {told}", markup=False)


def _data() -> PrivateData:
    settings = read_settings()
    secrets = local_secrets(settings.data_dir)
    return PrivateData(open_store(settings.store_url), PrivateCodes(secrets.private_codes.encode()))
