"""Mail is written with what it tells about, to the right people, without anything sensitive."""

import pytest
from sqlalchemy import select

from actions.contacts.errors import SlotTakenError
from actions.store.contact_tables import OutboxRow
from tests.contact_world import BIRKEMOSE, NOW, World

COORDINATOR = "signe.birkemose@soelvbaek.example.org"


def mail(world: World) -> list[OutboxRow]:
    with world.store.transaction() as session:
        return list(session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def test_a_booking_tells_parent_and_coordinator(world: World) -> None:
    slot = world.free()[0]
    booking = world.book(slot=slot, way="mor@example.org")
    assert [(m.kind, m.recipient) for m in mail(world)] == [
        ("book.parent", "mor@example.org"),
        ("book.coordinator", COORDINATOR),
    ]
    first = mail(world)[0]
    assert (first.reference, first.attempts, first.sent_at, first.next_try_at) == (
        booking.reference,
        0,
        None,
        NOW,
    )
    assert first.payload == {
        "reference": booking.reference,
        "school": "demo-dk",
        "coordinator": "dk-birkemose",
        "status": "requested",
        "language": "da",
        "starts_at": slot.start.isoformat(),
        "ends_at": slot.end.isoformat(),
        "sequence": 0,
        "urgent": False,
        "by_phone": False,
        "withdrawn": None,
    }


def test_without_an_address_only_the_coordinator_hears(world: World) -> None:
    world.book()
    assert [m.recipient for m in mail(world)] == [COORDINATOR]


def test_each_step_tells_whom_it_concerns_and_counts_on(world: World) -> None:
    slots, desk, own = world.free(), world.contacts.desk, world.contacts.own
    booking = world.book(slot=slots[0], way="mor@example.org")
    desk.propose_other(BIRKEMOSE, booking.reference, slots[1].start, NOW)
    own.accept(booking.reference, booking.code, NOW)
    own.change(booking.reference, booking.code, slots[2].start, NOW)
    desk.confirm(BIRKEMOSE, booking.reference, NOW)
    desk.note(BIRKEMOSE, booking.reference, "en note", NOW)
    own.cancel(booking.reference, booking.code, NOW)
    own.cancel(booking.reference, booking.code, NOW)
    assert [(m.kind, m.payload["sequence"]) for m in mail(world)[2:]] == [
        ("propose_other.parent", 1),
        ("accept.parent", 2), ("accept.coordinator", 2),
        ("change.parent", 3), ("change.coordinator", 3),
        ("confirm.parent", 4),
        ("cancel.parent", 5), ("cancel.coordinator", 5),
    ]  # fmt: skip


def test_no_mail_holds_what_it_is_about_the_code_or_a_way(world: World) -> None:
    booking = world.book(way="mor@example.org")
    world.contacts.desk.decline(BIRKEMOSE, booking.reference, "Vi foreslår sundhedsplejersken", NOW)
    for m in mail(world):
        text = str(m.payload)
        assert "søndag" not in text
        assert "sundhedsplejersken" not in text
        assert "mor@" not in text
        assert booking.code not in text


def test_a_refused_booking_writes_no_mail(world: World) -> None:
    slot = world.free()[0]
    late = world.draft(slot=slot, way="far@example.org")
    world.book(slot=slot)
    with pytest.raises(SlotTakenError):
        world.contacts.bookings.book(late, NOW)
    assert [m.recipient for m in mail(world)] == [COORDINATOR]
