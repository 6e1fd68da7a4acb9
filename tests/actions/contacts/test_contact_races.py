"""A hundred parents want ten slots at the same moment: ten get one, ninety are told clearly, nobody is doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from actions.contacts import Booking
from actions.contacts.errors import SlotTakenError
from actions.store.contact_tables import ContactRequestRow, OutboxRow, TakenTimeRow
from tests.contact_worker import answers_of_processes
from tests.contact_world import NOW, World

PARENTS, SLOTS, STEPS = 100, 10, 6


def drafts_for_ten_slots(world: World) -> list[str]:
    slots = world.free(limit=SLOTS)
    assert len(slots) == SLOTS
    return [world.draft(slot=slots[number % SLOTS]) for number in range(PARENTS)]


def check_the_store(world: World, drafts: list[str]) -> None:
    assert world.count(ContactRequestRow) == SLOTS
    assert world.count(TakenTimeRow) == SLOTS * STEPS
    assert world.count(OutboxRow) == SLOTS
    asked_again = [draft for draft in drafts if world.contacts.drafts.open(draft).next_question == "time"]
    assert len(asked_again) == PARENTS - SLOTS


def test_a_hundred_threads(world: World) -> None:
    drafts = drafts_for_ten_slots(world)
    ready = Barrier(PARENTS)

    def book(draft: str) -> Booking | SlotTakenError:
        ready.wait()
        try:
            return world.contacts.bookings.book(draft, NOW)
        except SlotTakenError as refused:
            return refused

    with ThreadPoolExecutor(PARENTS) as parents:
        results = list(parents.map(book, drafts))
    kinds = Counter(type(result) for result in results)
    assert kinds == {Booking: SLOTS, SlotTakenError: PARENTS - SLOTS}
    assert len({result.reference for result in results if isinstance(result, Booking)}) == SLOTS
    check_the_store(world, drafts)


def test_twenty_processes_of_five_threads(world: World) -> None:
    drafts = drafts_for_ten_slots(world)
    answers = answers_of_processes(world.url, [drafts[at : at + 5] for at in range(0, PARENTS, 5)])
    refused = [answer for answer in answers if answer == "slot_taken:3"]
    assert len(refused) == PARENTS - SLOTS
    assert len(set(answers) - set(refused)) == SLOTS
    check_the_store(world, drafts)


def test_twenty_clicks_on_one_draft_are_one_booking(world: World) -> None:
    draft = world.draft(slot=world.free()[0])
    ready = Barrier(20)

    def click(_: int) -> Booking:
        ready.wait()
        return world.contacts.bookings.book(draft, NOW)

    with ThreadPoolExecutor(20) as fingers:
        bookings = list(fingers.map(click, range(20)))
    assert len({(booking.reference, booking.code) for booking in bookings}) == 1
    assert Counter(booking.repeated for booking in bookings) == {False: 1, True: 19}
    assert world.count(ContactRequestRow) == 1
    assert world.count(OutboxRow) == 1


def test_two_who_want_each_others_times_both_keep_their_own(world: World) -> None:
    one, two = world.free()[:2]
    mine, hers = world.book(slot=one), world.book(slot=two)
    ready = Barrier(2)

    def swap(booking: Booking, slot: object) -> str:
        ready.wait()
        try:
            world.contacts.own.change(booking.reference, booking.code, slot.start, NOW)
        except SlotTakenError:
            return "refused"
        return "changed"

    with ThreadPoolExecutor(2) as parents:
        assert list(parents.map(swap, (mine, hers), (two, one))) == ["refused", "refused"]
    assert world.contacts.own.look_up(mine.reference, mine.code, NOW).slot == one
    assert world.contacts.own.look_up(hers.reference, hers.code, NOW).slot == two


def test_fifty_wrong_codes_at_once_are_counted_one_by_one(world: World) -> None:
    booking = world.book()
    ready = Barrier(50)

    def guess(_: int) -> str:
        ready.wait()
        try:
            world.contacts.own.look_up(booking.reference, "wrong", NOW)
        except Exception as refused:  # noqa: BLE001
            return type(refused).__name__
        return "in"

    with ThreadPoolExecutor(50) as guessers:
        assert Counter(guessers.map(guess, range(50))) == {"CodeWrongError": 9, "CodeLockedError": 41}
