"""The outbox is emptied once, in order, in spite of everything a mail server can do."""

import asyncio
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from structlog.testing import capture_logs

from actions.contacts.mail_queue import MailCounts, MailTrouble
from api.ports import free_port
from channels.mail import OutboxSender
from channels.mail.sender import GIVE_UP_AFTER, pause
from tests.channels.mail.mail_desk import (
    COORDINATOR,
    FATHER,
    MOTHER,
    MailDesk,
    letters,
    send,
)
from tests.channels.mail.mail_server import PASSWORD, USER, Postbox, mail_server
from tests.contact_world import BIRKEMOSE, PHONE


def kinds(desk: MailDesk) -> dict[str, bool]:
    return {row.kind: row.sent_at is not None for row in desk.rows()}


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def test_parent_and_coordinator_get_their_mail(desk: MailDesk, postbox: Postbox, certificate: Path) -> None:
    booking = desk.book(PHONE, MOTHER, slot=desk.world.free()[0])
    with mail_server(postbox, certificate=certificate, login=True) as port:
        sender = desk.sender(port, security="starttls", ca_file=certificate, user=USER, password=PASSWORD)
        assert send(sender) == 2
        assert send(sender) == 0
    assert sorted(postbox.recipients) == [MOTHER, COORDINATOR]
    for message in postbox.messages:
        assert booking.reference in text_of(message)
        assert "Hun græder" not in message.as_string()
    whole = b"".join(content for _, _, content in postbox.accepted).decode().replace("=\r\n", "")
    assert booking.code
    assert booking.code not in whole
    assert desk.queue.counts() == MailCounts(0, 0, 0)


def test_two_homes_get_a_mail_each_that_does_not_name_the_other(
    desk: MailDesk, postbox: Postbox, port: int
) -> None:
    desk.book(MOTHER, FATHER, slot=desk.world.free()[0])
    assert send(desk.sender(port)) == 3
    for _, recipients, content in postbox.accepted:
        others = {MOTHER, FATHER} - set(recipients)
        assert len(recipients) == 1
        assert not any(other.encode() in content for other in others)


def test_without_a_mail_server_mails_wait(desk: MailDesk) -> None:
    desk.book()
    sender = OutboxSender(desk.queue, letters(), None, desk.clock)
    asyncio.run(sender.run())
    assert send(sender) == 0
    assert desk.queue.counts() == MailCounts(waiting=2, troubled=0, given_up=0)
    assert [row.attempts for row in desk.rows()] == [0, 0]


def test_server_down_then_up(desk: MailDesk, postbox: Postbox) -> None:
    desk.book()
    port = free_port()
    sender = desk.sender(port)
    assert send(sender) == 0
    assert desk.queue.counts() == MailCounts(waiting=2, troubled=1, given_up=0)
    with mail_server(postbox, port=port):
        assert send(sender) == 0, "it waits a moment before it knocks again"
        desk.clock.pass_by(minutes=1)
        assert send(sender) == 2
    assert len(postbox.accepted) == 2


def test_a_long_outage_is_over_within_a_quarter_of_an_hour(desk: MailDesk, postbox: Postbox) -> None:
    desk.book()
    port = free_port()
    sender = desk.sender(port)
    for _ in range(60):
        send(sender)
        desk.clock.pass_by(minutes=15)
    with mail_server(postbox, port=port):
        assert send(sender) == 2


def test_a_temporary_refusal_is_tried_again_and_holds_up_nobody_else(
    desk: MailDesk, postbox: Postbox, port: int
) -> None:
    desk.book()
    postbox.refuse_rcpt.append("450 busy")
    sender = desk.sender(port)
    assert send(sender) == 1
    assert desk.queue.counts().troubled == 1
    assert send(sender) == 0
    desk.clock.now += pause(1)
    assert send(sender) == 1
    assert desk.queue.counts() == MailCounts(0, 0, 0)


def test_a_permanent_refusal_is_given_up_and_the_desk_sees_it(
    desk: MailDesk, postbox: Postbox, port: int
) -> None:
    booking = desk.book()
    postbox.refuse_rcpt.append("550 no such user")
    sender = desk.sender(port)
    assert send(sender) == 1
    desk.clock.pass_by(days=1)
    assert send(sender) == 0
    (mark,) = desk.queue.undelivered(booking.reference)
    assert (mark.kind, mark.trouble) == ("book.parent", MailTrouble.REFUSED)
    assert desk.queue.counts() == MailCounts(0, 0, given_up=1)
    assert desk.queue.undelivered("333-333") == ()


def test_given_up_after_days_of_temporary_refusals(desk: MailDesk, postbox: Postbox, port: int) -> None:
    booking = desk.book(MOTHER)
    postbox.refuse_rcpt.extend(["450 busy"] * 100)
    sender = desk.sender(port)
    end = desk.clock.now + GIVE_UP_AFTER
    while desk.clock.now <= end:
        send(sender)
        desk.clock.pass_by(hours=1)
    postbox.refuse_rcpt.clear()
    desk.clock.pass_by(hours=4)
    assert send(sender) == 0
    assert {mark.trouble for mark in desk.queue.undelivered(booking.reference)} == {MailTrouble.TOO_OLD}


def test_what_waited_too_long_for_a_mail_server_is_not_sent_late(
    desk: MailDesk, postbox: Postbox, port: int
) -> None:
    desk.book()
    desk.clock.now += GIVE_UP_AFTER
    desk.clock.pass_by(minutes=1)
    desk.book()
    assert send(desk.sender(port)) == 2
    assert desk.queue.counts() == MailCounts(0, 0, given_up=2)


def test_cancelled_never_overtakes_booked(desk: MailDesk, postbox: Postbox, port: int) -> None:
    booking = desk.book(MOTHER)
    desk.world.contacts.own.cancel(booking.reference, booking.code or "", desk.clock.now)
    postbox.refuse_rcpt.append("450 busy")
    sender = desk.sender(port)
    send(sender)
    assert kinds(desk) == {
        "book.parent": False, "book.coordinator": True, "cancel.parent": False, "cancel.coordinator": True,
    }  # fmt: skip
    desk.clock.now += pause(1)
    assert send(sender) == 2
    subjects = [
        message["Subject"] for message in postbox.messages if message["To"].addresses[0].addr_spec == MOTHER
    ]
    assert ["aflyst" in subject for subject in subjects] == [False, True]


def test_erased_before_it_was_sent(desk: MailDesk, postbox: Postbox, port: int) -> None:
    booking = desk.book(MOTHER)
    desk.world.contacts.own.forget(booking.reference, booking.code or "", desk.clock.now)
    assert send(desk.sender(port)) == 2
    assert set(postbox.recipients) == {COORDINATOR}


def test_a_damaged_row_is_given_up_and_the_next_is_sent(desk: MailDesk, postbox: Postbox, port: int) -> None:
    booking = desk.book(MOTHER)
    with desk.world.store.transaction() as session:
        row = desk.rows()[0]
        session.merge(row).payload = {"school": "gone"}
    assert send(desk.sender(port)) == 1
    (mark,) = desk.queue.undelivered(booking.reference)
    assert mark.trouble is MailTrouble.UNWRITABLE


@pytest.mark.parametrize(
    "recipient",
    [
        "mor@example.org\r\nBcc: alle@example.org",
        "mor@example.org, alle@example.org",
        "mor@example.org\nSubject: x",
        "<mor@example.org> alle@example.org",
        "mor",
        "",
    ],
)
def test_a_recipient_that_is_more_than_an_address_gets_nothing(
    desk: MailDesk, postbox: Postbox, port: int, recipient: str
) -> None:
    desk.book(MOTHER)
    with desk.world.store.transaction() as session:
        session.merge(desk.rows()[0]).recipient = recipient
    assert send(desk.sender(port)) == 1
    assert postbox.recipients == [COORDINATOR]
    assert desk.queue.counts().given_up == 1


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_every_step_of_a_booking(desk: MailDesk, postbox: Postbox, port: int, language: str) -> None:
    contacts, now = desk.world.contacts, desk.clock.now
    first, second, third, fourth, *_ = desk.world.free()
    booking = desk.book(MOTHER, language=language, slot=first)
    code = booking.code or ""
    contacts.own.change(booking.reference, code, second.start, now)
    contacts.desk.propose_other(BIRKEMOSE, booking.reference, third.start, now)
    contacts.own.accept(booking.reference, code, now)
    contacts.own.cancel(booking.reference, code, now)
    other = desk.book(MOTHER, language=language, slot=fourth)
    contacts.desk.confirm(BIRKEMOSE, other.reference, now)
    contacts.desk.decline(BIRKEMOSE, other.reference, "Nej tak", now)
    send(desk.sender(port))
    assert desk.queue.counts() == MailCounts(0, 0, 0)
    assert len(postbox.accepted) == len(desk.rows()) == 13
    assert "Nej tak" not in "".join(text_of(message) for message in postbox.messages)


def calendar_of(message: EmailMessage) -> tuple[str, Event] | None:
    for part in message.walk():
        if part.get_filename() in ("invite.ics", "cancel.ics"):
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            return calendar["method"], calendar.events[0]
    return None


def test_a_changed_booking_is_the_same_appointment_and_a_later_version(
    desk: MailDesk, postbox: Postbox, port: int
) -> None:
    contacts, now = desk.world.contacts, desk.clock.now
    first, second, third, *_ = desk.world.free()
    booking = desk.book(MOTHER, slot=first)
    code = booking.code or ""
    contacts.own.change(booking.reference, code, second.start, now)
    contacts.own.change(booking.reference, code, None, now)
    contacts.desk.propose_other(BIRKEMOSE, booking.reference, third.start, now)
    contacts.own.accept(booking.reference, code, now)
    contacts.own.cancel(booking.reference, code, now)
    send(desk.sender(port))
    for reader in (MOTHER, COORDINATOR):
        messages = [each for each in postbox.messages if each["To"].addresses[0].addr_spec == reader]
        files = [found for found in map(calendar_of, messages) if found]
        assert len(files) == len(messages)
        assert len({event["uid"] for _, event in files}) == 1
        versions = [event["sequence"] for _, event in files]
        assert versions == sorted(set(versions))
        shown = [(method, str(event["status"]), event.start) for method, event in files]
        word = "REQUEST" if reader == MOTHER else "PUBLISH"
        assert shown[:3] == [
            (word, "TENTATIVE", first.start),
            (word, "TENTATIVE", second.start),
            ("CANCEL", "CANCELLED", second.start),
        ]
        assert shown[-2:] == [(word, "CONFIRMED", third.start), ("CANCEL", "CANCELLED", third.start)]


def test_an_address_outside_ascii(desk: MailDesk, postbox: Postbox, port: int) -> None:
    desk.book(MOTHER)
    with desk.world.store.transaction() as session:
        session.merge(desk.rows()[0]).recipient = "søren@blåbær.example.org"
    assert send(desk.sender(port)) == 2
    assert postbox.recipients[0] == "søren@xn--blbr-roah.example.org"
    content = postbox.accepted[0][2].decode()
    assert "\r\nTo: søren@xn--blbr-roah.example.org\r\n" in content
    assert content.startswith("From: Sølvbæk Skole <noreply@skolevej.example.org>\r\n")
    assert postbox.accepted[1][2].partition(b"\r\n\r\n")[0].isascii(), "only where it must be"


def test_logs_name_neither_reader_nor_text(desk: MailDesk, postbox: Postbox, port: int) -> None:
    booking = desk.book(MOTHER, slot=desk.world.free()[0])
    postbox.refuse_rcpt.extend([f"450 {MOTHER} is busy", f"550 no {COORDINATOR}"])
    with capture_logs() as logs:
        sender = desk.sender(port)
        send(sender)
        desk.clock.pass_by(hours=1)
        send(sender)
    said = repr(logs)
    assert [entry["event"] for entry in logs] == ["mail not sent yet", "mail given up", "mail sent"]
    for secret in (MOTHER, COORDINATOR, booking.reference, "Birkemose", "example.org"):
        assert secret not in said


def test_the_task_goes_on_after_a_server_that_was_away(desk: MailDesk, postbox: Postbox, port: int) -> None:
    async def run_a_moment() -> None:
        task = asyncio.create_task(desk.sender(port).run())
        while len(postbox.accepted) < 2:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    desk.book()
    asyncio.run(asyncio.wait_for(run_a_moment(), 30))
    assert re.fullmatch(r"<\d+\.[0-9a-f]{24}@skolevej\.example\.org>", postbox.messages[0]["Message-ID"])
