"""The services around sheets, put together once."""

from dataclasses import dataclass

from actions.contacts.codes import PrivateCodes
from actions.contacts.door import Door
from actions.sheets.mailing import SheetMail
from actions.sheets.rows import sheet_key
from actions.sheets.sheets import Sheets
from actions.store.engine import Store


@dataclass(frozen=True, slots=True)
class SheetServices:
    """`mail` sends a parent the way to her sheet, never the sheet."""

    sheets: Sheets
    mail: SheetMail


def open_sheets(store: Store, secret: bytes) -> SheetServices:
    """The services over one store. `secret` (at least 32 bytes) makes the private codes. Raises ValueError."""
    codes = PrivateCodes(secret)
    return SheetServices(Sheets(store, codes, Door(store, codes, sheet_key)), SheetMail(store))
