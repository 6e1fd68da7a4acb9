"""A store with bookings, the sender over it, and a clock that the tests set."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from actions.contacts import Booking, Slot
from actions.contacts.mail_queue import MailQueue, QueuedMail
from actions.store.contact_tables import OutboxRow
from channels.mail import Letters, OutboxSender, Pages, SmtpSettings
from tests.channels.mail.mail_server import HOST
from tests.contact_world import MUNICIPALITIES, NOW, PHONE, World

PAGES = Pages(
    "https://skolevej.example.org/booking?language={language}",
    "https://skolevej.example.org/desk/requests/{reference}",
    "https://skolevej.example.org/group?language={language}",
    "https://skolevej.example.org/sheet?language={language}",
)
SENDER = "noreply@skolevej.example.org"
MOTHER, FATHER = "mor@example.org", "far@example.org"
COORDINATOR = "signe.birkemose@soelvbaek.example.org"


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class MailDesk:
    world: World
    clock: Clock

    @property
    def queue(self) -> MailQueue:
        return MailQueue(self.world.store)

    def sender(self, port: int, **smtp: Any) -> OutboxSender:
        """To a server on this machine, in the open unless told otherwise."""
        settings = SmtpSettings(**{"host": HOST, "port": port, "security": "none", "sender": SENDER, **smtp})
        return OutboxSender(self.queue, letters(), settings, self.clock)

    def book(
        self, *ways: str, language: str = "da", school: str = "demo-dk", slot: Slot | None = None
    ) -> Booking:
        drafts = self.world.contacts.drafts
        draft = drafts.start(school, text_language=language, now=self.clock.now).id
        drafts.set_grade(draft, 3, self.clock.now)
        drafts.set_about(draft, "Hun græder hver søndag aften", self.clock.now)
        drafts.set_urgency(draft, "this_week", self.clock.now)
        for way in ways or (PHONE, MOTHER):
            drafts.add_way(draft, way, self.clock.now)
        if slot:
            drafts.choose_slot(draft, slot.start, self.clock.now)
        else:
            drafts.choose_call_me(draft, self.clock.now)
        drafts.give_consent(draft, self.clock.now)
        return self.world.contacts.bookings.book(draft, self.clock.now)

    def rows(self) -> list[OutboxRow]:
        with self.world.store.transaction() as session:
            return list(session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


@cache
def letters() -> Letters:
    return Letters(MUNICIPALITIES, PAGES, SENDER)


def send(sender: OutboxSender) -> int:
    return asyncio.run(sender.send_due())


def queued(kind: str = "book.parent", recipient: str = MOTHER, **payload: Any) -> QueuedMail:
    """A mail as it comes out of the outbox."""
    told = {
        "reference": "K7M-4QX",
        "school": "demo-dk",
        "coordinator": "dk-birkemose",
        "status": "requested",
        "language": "da",
        "starts_at": "2026-11-24T08:30:00+00:00",
        "ends_at": "2026-11-24T09:00:00+00:00",
        "sequence": 0,
        "urgent": False,
        "by_phone": True,
        "withdrawn": None,
        **payload,
    }
    return QueuedMail(1, kind, recipient, told["reference"], told, 1, NOW)
