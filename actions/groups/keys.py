"""The two keys of an interest: the private code, and the one-time code that confirms the address.

The one-time code travels by mail only and is typed into a page: no address holds it, so that neither a mail
program that opens links beforehand nor a server's log can use it.
"""

from datetime import datetime

from sqlalchemy import Select, select

from actions.contacts.codes import REFERENCE_LENGTH, PrivateCodes
from actions.contacts.door import Door
from actions.store.engine import Store
from actions.store.group_tables import GroupInterestRow

ONCE_LETTERS = 10
"""42 bits, with ten tries an hour for each reference."""


class InterestKeys:
    """Makes the codes and lets in who has one. Wrong ones are counted by reference, both kinds together."""

    def __init__(self, store: Store, codes: PrivateCodes) -> None:
        self._codes = codes
        self._private = Door(store, codes, _private_key)
        self._once = Door(store, codes, _once_key)

    def private(self, seed: str) -> str:
        """The private code; always the same for the same seed."""
        return self._codes.code(seed)

    def once(self, reference: str, seed: str) -> str:
        """Reference and one-time secret in one, in groups of four, such as `K7M4-QX9H-JRTW-3467`."""
        letters = reference.replace("-", "") + self._secret(seed)
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    def give(self, row: GroupInterestRow, seed: str) -> None:
        """Note both codes' HMACs in a new row, whose reference is known."""
        row.code_hash = self._codes.digest(row.reference, self.private(seed))
        row.once_hash = self._codes.digest(row.reference, self._secret(seed))

    def enter(self, reference: str, code: str, now: datetime) -> int:
        """The id of the interest. Raises CodeWrongError or CodeLockedError."""
        return self._private.enter(reference, code, now)

    def enter_once(self, code: str, now: datetime) -> int:
        """The id of the interest whose one-time code this is. Raises CodeWrongError or CodeLockedError."""
        letters = "".join(letter for letter in code[:80] if letter.isalnum())
        return self._once.enter(letters[:REFERENCE_LENGTH], letters[REFERENCE_LENGTH:], now)

    def _secret(self, seed: str) -> str:
        return self._codes.code(f"once:{seed}").replace("-", "")[:ONCE_LETTERS]


def _private_key(reference: str) -> Select[int, str]:
    return select(GroupInterestRow.id, GroupInterestRow.code_hash).where(
        GroupInterestRow.reference == reference
    )


def _once_key(reference: str) -> Select[int, str]:
    return select(GroupInterestRow.id, GroupInterestRow.once_hash).where(
        GroupInterestRow.reference == reference
    )
