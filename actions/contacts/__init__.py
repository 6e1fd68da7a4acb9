"""Booking a contact with the coordinator: drafts, slots, requests, what a parent and a coordinator do with them."""

from actions.contacts.attachments import Attachment
from actions.contacts.draft import QUESTIONS, SOON, ContactDraft, Item, Urgency
from actions.contacts.errors import ContactError, SlotError
from actions.contacts.request import Booking, ContactRequest, Event, Listed, Page
from actions.contacts.retention import RetentionPolicy, load_retention
from actions.contacts.services import ContactServices, open_contacts
from actions.contacts.slots import Slot
from actions.contacts.staff import Staff
from actions.contacts.statuses import OPEN, Act, Status
from actions.contacts.ways import Way

__all__ = [
    "OPEN",
    "QUESTIONS",
    "SOON",
    "Act",
    "Attachment",
    "Booking",
    "ContactDraft",
    "ContactError",
    "ContactRequest",
    "ContactServices",
    "Event",
    "Item",
    "Listed",
    "Page",
    "RetentionPolicy",
    "Slot",
    "SlotError",
    "Staff",
    "Status",
    "Urgency",
    "Way",
    "load_retention",
    "open_contacts",
]
