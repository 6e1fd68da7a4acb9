"""A parent and her own request: seen, changed, called off and forgotten with reference and code, and with nothing less."""

from datetime import datetime, timedelta

import pytest

from actions.contacts import Act, Booking, Status
from actions.contacts.codes import new_reference
from actions.contacts.errors import (
    CodeLockedError,
    CodeWrongError,
    NotPossibleNowError,
    SlotPastError,
    SlotTakenError,
)
from actions.store.contact_tables import CodeAttemptRow, OutboxRow, TakenTimeRow
from tests.contact_world import BIRKEMOSE, NOW, World

HOUR = timedelta(hours=1)


def wrong(world: World, reference: str, times: int, now: datetime = NOW) -> list[str]:
    seen = []
    for _ in range(times):
        with pytest.raises((CodeWrongError, CodeLockedError)) as caught:
            world.contacts.own.look_up(reference, "WRONG", now)
        seen.append(caught.value.key)
    return seen


def test_change_frees_the_old_time_and_takes_the_new(world: World) -> None:
    one, two = world.free()[:2]
    booking = world.book(slot=one)
    world.contacts.desk.confirm(BIRKEMOSE, booking.reference, NOW)
    changed = world.contacts.own.change(booking.reference, booking.code, two.start, NOW)
    assert (changed.slot, changed.status, changed.sequence) == (two, Status.REQUESTED, 2)
    assert one in world.free()
    assert two not in world.free()
    assert [(event.act, event.slot) for event in changed.events] == [
        (Act.BOOK, one), (Act.CONFIRM, one), (Act.CHANGE, two),
    ]  # fmt: skip


def test_change_to_a_taken_or_past_time_leaves_the_old_one(world: World) -> None:
    one, two = world.free()[:2]
    mine, _ = world.book(slot=one), world.book(slot=two)
    with pytest.raises(SlotTakenError) as caught:
        world.contacts.own.change(mine.reference, mine.code, two.start, NOW)
    assert caught.value.next_free == world.free(limit=3)
    with pytest.raises(SlotPastError):
        world.contacts.own.change(mine.reference, mine.code, NOW - HOUR, NOW)
    seen = world.contacts.own.look_up(mine.reference, mine.code, NOW)
    assert (seen.slot, len(seen.events)) == (one, 1)
    assert world.count(TakenTimeRow) == 12


def test_change_to_being_called(world: World) -> None:
    booking = world.book(slot=world.free()[0])
    changed = world.contacts.own.change(booking.reference, booking.code, None, NOW)
    assert (changed.slot, world.count(TakenTimeRow)) == (None, 0)


def test_change_to_the_same_time_changes_nothing(world: World) -> None:
    slot = world.free()[0]
    booking = world.book(slot=slot)
    same = world.contacts.own.change(booking.reference, booking.code, slot.start, NOW)
    assert same == booking.request


def test_a_proposed_time_is_accepted_or_another_chosen(world: World) -> None:
    slots = world.free()
    first, second = world.book(slot=slots[0]), world.book(slot=slots[1])
    for booking, offer in ((first, slots[2]), (second, slots[3])):
        world.contacts.desk.propose_other(BIRKEMOSE, booking.reference, offer.start, NOW)
    accepted = world.contacts.own.accept(first.reference, first.code, NOW)
    assert (accepted.status, accepted.slot) == (Status.CONFIRMED, slots[2])
    other = world.contacts.own.change(second.reference, second.code, slots[4].start, NOW)
    assert (other.status, other.slot) == (Status.REQUESTED, slots[4])
    with pytest.raises(NotPossibleNowError):
        world.contacts.own.accept(second.reference, second.code, NOW)


def test_choosing_the_proposed_time_is_accepting_it(world: World) -> None:
    slots = world.free()
    booking = world.book(slot=slots[0])
    world.contacts.desk.propose_other(BIRKEMOSE, booking.reference, slots[1].start, NOW)
    chosen = world.contacts.own.change(booking.reference, booking.code, slots[1].start, NOW)
    assert (chosen.status, chosen.events[-1].act) == (Status.CONFIRMED, Act.ACCEPT)


def test_cancel_twice_is_cancelled_once(world: World) -> None:
    booking = world.book(slot=world.free()[0])
    first, second = (
        world.contacts.own.cancel(booking.reference, booking.code, NOW + HOUR * hour) for hour in (0, 1)
    )
    assert first == second
    assert (first.status, len(first.events), world.count(TakenTimeRow)) == (Status.CANCELLED, 2, 0)
    with pytest.raises(NotPossibleNowError):
        world.contacts.own.change(booking.reference, booking.code, None, NOW)


@pytest.mark.parametrize("method", ["look_up", "accept", "cancel", "forget"])
def test_a_foreign_code_opens_nothing(world: World, method: str) -> None:
    mine, hers = world.book(slot=world.free()[0]), world.book()
    for reference, code in (
        (mine.reference, hers.code), (mine.reference, ""), (new_reference(), mine.code), ("", mine.code),
        (mine.reference, mine.code[:-1]), (mine.reference, mine.code + "X"),
    ):  # fmt: skip
        with pytest.raises(CodeWrongError):
            getattr(world.contacts.own, method)(reference, code, NOW)
    assert world.contacts.own.look_up(mine.reference, mine.code, NOW) == mine.request


def test_ten_wrong_codes_lock_for_an_hour_the_right_one_too(world: World) -> None:
    booking = world.book()
    assert wrong(world, booking.reference, 10) == ["code_wrong"] * 9 + ["code_locked"]
    for minutes, left in ((0, 60), (59, 1)):
        with pytest.raises(CodeLockedError) as caught:
            world.contacts.own.cancel(booking.reference, booking.code, NOW + timedelta(minutes=minutes))
        assert (caught.value.until, caught.value.values["minutes"]) == (NOW + HOUR, left)
    assert world.contacts.own.look_up(booking.reference, booking.code, NOW + HOUR) == booking.request


def test_a_right_code_starts_the_count_again(world: World) -> None:
    booking = world.book()
    wrong(world, booking.reference, 9)
    world.contacts.own.look_up(booking.reference, booking.code, NOW)
    assert world.count(CodeAttemptRow) == 0
    assert wrong(world, booking.reference, 9) == ["code_wrong"] * 9


def test_after_the_hour_there_are_ten_tries_again(world: World) -> None:
    booking = world.book()
    wrong(world, booking.reference, 10)
    assert wrong(world, booking.reference, 10, NOW + HOUR) == ["code_wrong"] * 9 + ["code_locked"]


def test_a_reference_nobody_has_behaves_the_same(world: World) -> None:
    assert wrong(world, "K7M-4QX", 11) == ["code_wrong"] * 9 + ["code_locked"] * 2


def test_the_lock_of_one_leaves_others_alone(world: World) -> None:
    locked, free = world.book(), world.book()
    wrong(world, locked.reference, 10)
    assert world.contacts.own.look_up(free.reference, free.code, NOW) == free.request


def test_forget_leaves_nothing_but_the_coordinators_mail(world: World) -> None:
    other: Booking = world.book(way="far@example.org")
    before = world.counts()
    booking = world.book(slot=world.free()[0], way="mor@example.org")
    world.contacts.desk.note(BIRKEMOSE, booking.reference, "ringet", NOW)
    receipt = world.contacts.own.forget(booking.reference, booking.code, NOW)
    assert receipt == {
        "contact_way": 1, "contact_attachment": 0, "contact_event": 3, "taken_time": 0, "outbox": 2, "code_attempt": 0,
        "contact_draft": 1, "contact_request": 1,
    }  # fmt: skip
    assert world.counts() == {**before, "outbox": before["outbox"] + 2}
    with world.store.transaction() as session:
        left = session.query(OutboxRow).filter(OutboxRow.reference == booking.reference).all()
        assert {(mail.kind, mail.recipient) for mail in left} == {
            ("book.coordinator", "signe.birkemose@soelvbaek.example.org"),
            ("cancel.coordinator", "signe.birkemose@soelvbaek.example.org"),
        }
    with pytest.raises(CodeWrongError):
        world.contacts.own.look_up(booking.reference, booking.code, NOW)
    assert world.contacts.own.look_up(other.reference, other.code, NOW) == other.request
