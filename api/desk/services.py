"""What the desk's pages need, and no more: no Rasa, no index."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from actions.check_ins import CheckInServices
from actions.contacts import ContactServices
from actions.groups import GroupServices
from actions.schools import Municipalities
from actions.sheets import SheetServices
from actions.staff import StaffServices, open_staff
from actions.store import Store
from channels.texts import Texts

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Desk:
    """`https` says whether people reach the pages over it; `mails` whether mail to parents is switched on."""

    municipalities: Municipalities
    contacts: ContactServices
    groups: GroupServices
    check_ins: CheckInServices
    sheets: SheetServices
    staff: StaffServices
    texts: Texts
    https: bool
    mails: bool
    now: Callable[[], datetime]


def open_desk(
    store: Store,
    municipalities: Municipalities,
    contacts: ContactServices,
    groups: GroupServices,
    check_ins: CheckInServices,
    sheets: SheetServices,
    *,
    https: bool,
    mails: bool,
    now: Callable[[], datetime],
) -> Desk:
    """The desk over one store. Raises TextsError."""
    return Desk(
        municipalities=municipalities,
        contacts=contacts,
        groups=groups,
        check_ins=check_ins,
        sheets=sheets,
        staff=open_staff(store, municipalities),
        texts=Texts.load(TEXTS),
        https=https,
        mails=mails,
        now=now,
    )
