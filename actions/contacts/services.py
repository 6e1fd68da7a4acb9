"""All services around a booked contact, put together once."""

from dataclasses import dataclass

from actions.contacts.attachments import Attachments
from actions.contacts.booking import BookingDesk
from actions.contacts.calendar import Calendar
from actions.contacts.codes import PrivateCodes
from actions.contacts.desk import ContactDesk
from actions.contacts.desk_list import DeskLists
from actions.contacts.door import Door
from actions.contacts.drafts import ContactDrafts
from actions.contacts.erasing import Expiry
from actions.contacts.ledger import Ledger
from actions.contacts.outbox import Outbox
from actions.contacts.own_request import OwnRequests
from actions.contacts.request_rows import RequestRows
from actions.contacts.retention import RetentionPolicy
from actions.schools import Municipalities
from actions.store.engine import Store


@dataclass(frozen=True, slots=True)
class ContactServices:
    """`drafts`, `attachments`, `bookings` and `own` are the parent's, `desk` and `lists` the coordinator's."""

    calendar: Calendar
    drafts: ContactDrafts
    attachments: Attachments
    bookings: BookingDesk
    own: OwnRequests
    desk: ContactDesk
    lists: DeskLists
    expiry: Expiry


def open_contacts(
    store: Store, municipalities: Municipalities, secret: bytes, retention: RetentionPolicy
) -> ContactServices:
    """The services over one store. `secret` (at least 32 bytes) makes the private codes: losing it makes every
    code given out worthless. Raises ValueError for a shorter one."""
    codes = PrivateCodes(secret)
    rows = RequestRows(municipalities)
    calendar = Calendar(store, municipalities)
    ledger = Ledger(Outbox(rows))
    door = Door(store, codes)
    drafts = ContactDrafts(store, municipalities, calendar)
    bookings = BookingDesk(store, calendar, rows, ledger, codes)
    return ContactServices(
        calendar=calendar,
        drafts=drafts,
        attachments=Attachments(store),
        bookings=bookings,
        own=OwnRequests(store, door, calendar, rows, ledger),
        desk=ContactDesk(store, calendar, rows, ledger, door, codes, drafts, bookings),
        lists=DeskLists(store, rows),
        expiry=Expiry(store, retention),
    )
