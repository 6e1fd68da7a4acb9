"""From a draft to a booking: whole or not at all, once, with a reference and a private code."""

from datetime import timedelta

import pytest

from actions.contacts import Status
from actions.contacts.errors import (
    DraftGoneError,
    NoConsentError,
    NoWayError,
    SlotNotOfferedError,
    SlotPastError,
    SlotTakenError,
    SlotTooNearError,
)
from actions.store.contact_tables import ContactRequestRow, TakenTimeRow
from tests.contact_world import NOW, PHONE, World


def test_a_booking_carries_what_was_answered(world: World) -> None:
    slot = world.free()[0]
    booking = world.book(slot=slot, urgency="this_week")
    request = booking.request
    assert request.status == Status.REQUESTED
    assert (request.school, request.coordinator, request.grade) == ("demo-dk", "dk-birkemose", 3)
    assert request.about == "Hun græder hver søndag aften 🌧"
    assert request.slot == slot
    assert [way.value for way in request.ways] == ["+4532123456"]
    assert world.counts() == {
        "code_attempt": 0,
        "contact_attachment": 0,
        "contact_draft": 1,
        "contact_event": 1,
        "contact_request": 1,
        "contact_way": 1,
        "outbox": 1,
        "taken_time": 6,
    }


def test_the_code_opens_the_request_and_stands_nowhere_in_the_store(world: World) -> None:
    booking = world.book()
    assert world.contacts.own.look_up(booking.reference, booking.code, NOW) == booking.request
    with world.store.transaction() as session:
        row = session.query(ContactRequestRow).one()
        stored = [str(value) for value in vars(row).values()]
    assert booking.code.replace("-", "") not in "".join(stored).replace("-", "").upper()


def test_neither_code_nor_text_shows_in_a_log_line(world: World) -> None:
    booking = world.book()
    assert booking.code not in repr(booking)
    assert "søndag" not in repr(booking)
    assert "32123456" not in repr(booking)


def test_submitted_twice_it_is_one_booking_with_the_same_code(world: World) -> None:
    draft = world.draft(slot=world.free()[0])
    first, second = (world.contacts.bookings.book(draft, NOW) for _ in range(2))
    assert (first.reference, first.code) == (second.reference, second.code)
    assert (first.repeated, second.repeated) == (False, True)
    assert world.count(ContactRequestRow) == 1


def test_a_booked_draft_keeps_nothing_that_was_answered(world: World) -> None:
    draft = world.draft(slot=world.free()[0])
    world.contacts.bookings.book(draft, NOW)
    left = world.contacts.drafts.open(draft)
    assert left.booked
    assert (left.about, left.ways, left.grade, left.slot) == (None, (), None, None)


def test_a_taken_slot_is_refused_with_the_next_free_ones(world: World) -> None:
    slots = world.free()
    mine, hers = world.draft(slot=slots[0]), world.draft(slot=slots[0])
    world.contacts.bookings.book(mine, NOW)
    with pytest.raises(SlotTakenError) as caught:
        world.contacts.bookings.book(hers, NOW)
    assert caught.value.next_free == slots[1:4]
    assert world.count(ContactRequestRow) == 1
    assert world.contacts.drafts.open(hers).next_question == "time"


def test_a_taken_slot_is_no_longer_offered_nor_chosen(world: World) -> None:
    slots = world.free()
    world.book(slot=slots[0])
    assert slots[0] not in world.free()
    with pytest.raises(SlotTakenError) as caught:
        world.draft(slot=slots[0])
    assert caught.value.next_free == slots[1:4]


def test_without_a_way_or_consent_nothing_is_booked(world: World) -> None:
    drafts = world.contacts.drafts
    draft = drafts.start("demo-dk", text_language="da", now=NOW).id
    drafts.give_consent(draft, NOW)
    with pytest.raises(NoWayError):
        world.contacts.bookings.book(draft, NOW)
    drafts.add_way(draft, PHONE, NOW)
    with pytest.raises(NoConsentError):
        world.contacts.bookings.book(draft, NOW)
    assert world.count(ContactRequestRow) == 0


def test_way_and_consent_are_enough(world: World) -> None:
    drafts = world.contacts.drafts
    draft = drafts.start("demo-no", text_language="nb", now=NOW).id
    drafts.add_way(draft, "mor@example.org", NOW)
    drafts.give_consent(draft, NOW)
    request = world.contacts.bookings.book(draft, NOW).request
    assert (request.coordinator, request.slot, request.urgency) == ("no-tangvoll", None, None)


def test_a_grade_nobody_takes_goes_to_the_team(world: World) -> None:
    drafts = world.contacts.drafts
    draft = drafts.start("demo-no", text_language="nb", now=NOW).id
    assert drafts.set_grade(draft, 9, NOW).coordinator == "no-solvang"


def test_a_draft_nobody_has_books_nothing(world: World) -> None:
    with pytest.raises(DraftGoneError):
        world.contacts.bookings.book("f" * 32, NOW)


def test_answering_slowly_does_not_cost_the_slot(world: World) -> None:
    slot = world.free()[0]
    draft = world.draft(slot=slot)
    late = slot.start - timedelta(hours=24) + timedelta(minutes=29)
    assert world.contacts.bookings.book(draft, late).request.slot == slot


@pytest.mark.parametrize(
    ("before_start", "refused"),
    [
        (timedelta(hours=23), SlotTooNearError),
        (timedelta(), SlotPastError),
        (-timedelta(days=3), SlotPastError),
    ],
)
def test_a_slot_too_near_or_past_is_refused(
    world: World, before_start: timedelta, refused: type[Exception]
) -> None:
    slot = world.free()[0]
    draft = world.draft(slot=slot)
    with pytest.raises(refused) as caught:
        world.contacts.bookings.book(draft, slot.start - before_start)
    assert all(free.start > slot.start for free in caught.value.next_free)
    assert world.count(TakenTimeRow) == 0


def test_a_time_nobody_offers_is_refused(world: World) -> None:
    slot = world.free()[0]
    for minutes in (5, 7 * 24 * 60 + 15, 365 * 24 * 60):
        with pytest.raises(SlotNotOfferedError) as caught:
            world.contacts.drafts.choose_slot(world.draft(), slot.start + timedelta(minutes=minutes), NOW)
        assert caught.value.next_free == world.free(limit=3)


def test_both_homes_may_book_the_same_day(world: World) -> None:
    first, second = world.free()[:2]
    assert first.day == second.day
    mother, father = world.book(slot=first), world.book(slot=second)
    assert mother.reference != father.reference
    assert {mother.request.status, father.request.status} == {Status.REQUESTED}
