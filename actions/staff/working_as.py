"""From an account to what it may see at the desk."""

from actions.contacts import Staff
from actions.municipality import Coordinator, Municipality
from actions.schools import Municipalities
from actions.staff.account import Account
from actions.staff.errors import StaffError


class OutOfPlaceError(StaffError):
    """Whom the account works as no longer stands in a municipality file."""

    def __init__(self) -> None:
        super().__init__("Nobody in the municipality files has this account's coordinator id any more.")


def working_as(account: Account, municipalities: Municipalities) -> Staff:
    """A coordinator sees the schools she stands at; an administrator every school of the municipality.

    Raises OutOfPlaceError.
    """
    for place in municipalities.all:
        for who in (*place.coordinators, place.fallback):
            if who.id == account.coordinator:
                return Staff(who.id, frozenset(_schools(account, who, place)))
    raise OutOfPlaceError


def _schools(account: Account, who: Coordinator, place: Municipality) -> list[str]:
    if account.role == "administrator":
        return [school.id for school in place.schools]
    return [school.id for school in place.schools if who.id in school.coordinators]
