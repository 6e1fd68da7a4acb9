"""The coordinator's side: her list, what she can do, and what nobody else can."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from actions.contacts import Act, Booking, Staff, Status
from actions.contacts.errors import (
    CodeWrongError,
    EmptyTextError,
    NotPossibleNowError,
    NotYoursError,
    SlotPastError,
    SlotTakenError,
    TooLongError,
)
from tests.contact_world import BIRKEMOSE, HOLMSKOV, LUNDAGER, NOW, OUTSIDER, PHONE, TEAM, World

MINUTE = timedelta(minutes=1)


def references(world: World, staff: Staff, **how: Any) -> list[str]:
    return [entry.reference for entry in world.contacts.lists.requests_for(staff, **how).entries]


def test_urgent_first_then_the_newest(world: World) -> None:
    old, urgent, new, urgent_too = (
        world.book(urgency=urgency, now=NOW + MINUTE * age).reference
        for age, urgency in enumerate(("can_wait", "this_week", "can_wait", "this_week"))
    )
    assert references(world, BIRKEMOSE) == [urgent_too, urgent, new, old]


def test_paging_shows_each_request_once(world: World) -> None:
    for age in range(7):
        world.book(urgency=("can_wait", "this_week")[age % 2], now=NOW + MINUTE * (age // 3))
    whole, seen, after = references(world, BIRKEMOSE), [], None
    while True:
        page = world.contacts.lists.requests_for(BIRKEMOSE, after=after, limit=3)
        seen += [entry.reference for entry in page.entries]
        if (after := page.next) is None:
            break
    assert seen == whole
    assert len(seen) == 7


@pytest.mark.parametrize("after", ["K7M-4QX", "", "'; DROP TABLE contact_request", "x" * 5000])
def test_an_unknown_page_is_the_first(world: World, after: str) -> None:
    booking = world.book()
    assert references(world, BIRKEMOSE, after=after) == [booking.reference]


def test_closed_ones_leave_the_list_but_can_be_asked_for(world: World) -> None:
    booking = world.book()
    world.contacts.desk.decline(BIRKEMOSE, booking.reference, "Ring til PPR i stedet", NOW)
    assert references(world, BIRKEMOSE) == []
    assert references(world, BIRKEMOSE, statuses=[Status.DECLINED]) == [booking.reference]
    assert world.contacts.lists.counts(BIRKEMOSE) == {Status.DECLINED: 1}


def test_a_day_in_order_of_time(world: World) -> None:
    late, early = (world.book(slot=world.free()[at]) for at in (1, 0))
    other_day = world.book(slot=world.free()[4])
    day = world.contacts.lists.day(BIRKEMOSE, early.request.slot.day)
    assert [entry.reference for entry in day] == [early.reference, late.reference]
    assert other_day.request.slot.day != early.request.slot.day


def test_confirm_decline_finish_note_write_who_and_when(world: World) -> None:
    desk, booking = world.contacts.desk, world.book(slot=world.free()[0])
    desk.confirm(BIRKEMOSE, booking.reference, NOW + MINUTE)
    desk.note(LUNDAGER, booking.reference, "Talte med læreren 📞", NOW + MINUTE * 2)
    done = desk.finish(BIRKEMOSE, booking.reference, NOW + MINUTE * 3)
    assert [(event.who, event.act, event.status) for event in done.events] == [
        ("parent", Act.BOOK, Status.REQUESTED),
        ("coordinator:dk-birkemose", Act.CONFIRM, Status.CONFIRMED),
        ("coordinator:dk-lundager", Act.NOTE, Status.CONFIRMED),
        ("coordinator:dk-birkemose", Act.FINISH, Status.DONE),
    ]
    with pytest.raises(NotPossibleNowError):
        desk.confirm(BIRKEMOSE, booking.reference, NOW)


def test_a_note_is_for_coordinators_a_reason_for_the_parent(world: World) -> None:
    booking = world.book()
    world.contacts.desk.note(BIRKEMOSE, booking.reference, "kun for os", NOW)
    world.contacts.desk.decline(BIRKEMOSE, booking.reference, "Skolen flytter, ring 32 12 34 56", NOW)
    seen = world.contacts.own.look_up(booking.reference, booking.code, NOW)
    assert [event.text for event in seen.events] == [None, "Skolen flytter, ring 32 12 34 56"]


def test_words_that_are_missing_or_too_many(world: World) -> None:
    desk, reference = world.contacts.desk, world.book().reference
    for empty in ("", " \n"):
        with pytest.raises(EmptyTextError):
            desk.decline(BIRKEMOSE, reference, empty, NOW)
        with pytest.raises(EmptyTextError):
            desk.note(BIRKEMOSE, reference, empty, NOW)
    with pytest.raises(TooLongError):
        desk.decline(BIRKEMOSE, reference, "x" * 501, NOW)
    with pytest.raises(TooLongError):
        desk.note(BIRKEMOSE, reference, "x" * 10_000, NOW)


def test_a_proposal_holds_its_time_and_frees_the_old(world: World) -> None:
    slots = world.free()
    booking, other = world.book(slot=slots[0]), world.book(slot=slots[1])
    evening = slots[0].start.replace(hour=17, minute=5)
    proposed = world.contacts.desk.propose_other(BIRKEMOSE, booking.reference, evening, NOW)
    assert (proposed.status, proposed.slot.start) == (Status.PROPOSED_OTHER, evening)
    assert slots[0] in world.free()
    for start, refused in ((slots[1].start, SlotTakenError), (NOW - MINUTE, SlotPastError)):
        with pytest.raises(refused):
            world.contacts.desk.propose_other(BIRKEMOSE, booking.reference, start, NOW)
    assert world.contacts.desk.open(BIRKEMOSE, booking.reference) == proposed
    assert world.contacts.desk.open(BIRKEMOSE, other.reference).slot == slots[1]


def test_a_half_overlapping_proposal_is_refused_too(world: World) -> None:
    slots = world.free()
    booking, _ = world.book(slot=slots[0]), world.book(slot=slots[1])
    with pytest.raises(SlotTakenError):
        world.contacts.desk.propose_other(
            BIRKEMOSE, booking.reference, slots[1].start + timedelta(minutes=25), NOW
        )


def test_a_new_code_for_a_lost_one(world: World) -> None:
    booking = world.book()
    for _ in range(10):
        with pytest.raises(Exception, match="code_"):
            world.contacts.own.look_up(booking.reference, "WRONG", NOW)
    code = world.contacts.desk.new_code(BIRKEMOSE, booking.reference, NOW)
    assert world.contacts.own.look_up(booking.reference, code, NOW).events[-1].act == Act.NEW_CODE
    with pytest.raises(CodeWrongError):
        world.contacts.own.look_up(booking.reference, booking.code, NOW)


def test_a_repeated_submission_does_not_reveal_a_replaced_code(world: World) -> None:
    draft = world.draft()
    booking = world.contacts.bookings.book(draft, NOW)
    world.contacts.desk.new_code(BIRKEMOSE, booking.reference, NOW)
    again = world.contacts.bookings.book(draft, NOW)
    assert (again.reference, again.code, again.repeated) == (booking.reference, None, True)


def by_phone(world: World, staff: Staff, grade: int) -> str:
    draft = world.contacts.desk.start_by_phone(staff, "demo-dk", "da", NOW).id
    world.contacts.drafts.set_grade(draft, grade, NOW)
    world.contacts.drafts.add_way(draft, PHONE, NOW)
    return draft


def test_booked_by_phone_at_a_time_of_her_own(world: World) -> None:
    draft = by_phone(world, BIRKEMOSE, 3)
    soon = NOW + timedelta(hours=2)
    world.contacts.desk.choose_time(BIRKEMOSE, draft, soon, NOW)
    world.contacts.drafts.give_consent(draft, NOW)
    booking = world.contacts.desk.book_by_phone(BIRKEMOSE, draft, NOW)
    assert (booking.request.status, booking.request.slot.start) == (Status.CONFIRMED, soon)
    assert booking.request.taken_by == "dk-birkemose"
    assert {event.who for event in booking.request.events} == {"coordinator:dk-birkemose"}


def test_booked_by_phone_for_a_colleague_waits_for_her(world: World) -> None:
    draft = by_phone(world, LUNDAGER, 3)
    world.contacts.drafts.choose_call_me(draft, NOW)
    world.contacts.drafts.give_consent(draft, NOW)
    booking = world.contacts.desk.book_by_phone(LUNDAGER, draft, NOW)
    assert (booking.request.coordinator, booking.request.status) == ("dk-birkemose", Status.REQUESTED)


def test_what_may_belong_together(world: World) -> None:
    slots = world.free()
    mother = world.book(slot=slots[0])
    father = world.book(slot=slots[1], way="far@example.org")
    same_phone = world.book(grade=7)
    world.book(grade=7, way="anden@example.org")
    elsewhere = world.book(school="demo-dk-2", grade=3)
    hints = {
        entry.reference: set(entry.together) for entry in world.contacts.lists.requests_for(BIRKEMOSE).entries
    }
    assert hints[mother.reference] == {father.reference, same_phone.reference}
    assert hints[father.reference] == {mother.reference}
    assert elsewhere.reference not in hints
    assert sum(map(bool, hints.values())) == 3
    assert set(world.contacts.desk.open(BIRKEMOSE, mother.reference).together) == hints[mother.reference]
    world.contacts.own.cancel(father.reference, father.code, NOW)
    assert world.contacts.desk.open(BIRKEMOSE, mother.reference).together == (same_phone.reference,)


def test_the_team_sees_what_was_given_to_it_and_no_more(world: World) -> None:
    world.book()
    given = world.book(school="demo-dk-2", grade=None)
    assert references(world, TEAM) == []
    assert references(world, HOLMSKOV) == [given.reference]
    assert Staff("dk-holmskov").may_see is not None
    assert references(world, Staff("dk-holmskov")) == [given.reference]


DESK_CALLS: dict[str, Callable[[World, Staff, Booking], object]] = {
    "open": lambda w, who, b: w.contacts.desk.open(who, b.reference),
    "confirm": lambda w, who, b: w.contacts.desk.confirm(who, b.reference, NOW),
    "propose_other": lambda w, who, b: w.contacts.desk.propose_other(
        who, b.reference, w.free()[2].start, NOW
    ),
    "decline": lambda w, who, b: w.contacts.desk.decline(who, b.reference, "nej", NOW),
    "cancel": lambda w, who, b: w.contacts.desk.cancel(who, b.reference, NOW),
    "finish": lambda w, who, b: w.contacts.desk.finish(who, b.reference, NOW),
    "note": lambda w, who, b: w.contacts.desk.note(who, b.reference, "set", NOW),
    "new_code": lambda w, who, b: w.contacts.desk.new_code(who, b.reference, NOW),
    "start_by_phone": lambda w, who, _: w.contacts.desk.start_by_phone(who, "demo-dk", "da", NOW),
    "choose_time": lambda w, who, _: w.contacts.desk.choose_time(
        who, by_phone(w, BIRKEMOSE, 3), NOW + timedelta(hours=3), NOW
    ),
    "book_by_phone": lambda w, who, _: w.contacts.desk.book_by_phone(who, by_phone(w, BIRKEMOSE, 3), NOW),
}


@pytest.mark.parametrize("call", DESK_CALLS)
@pytest.mark.parametrize(
    "stranger", [HOLMSKOV, TEAM, OUTSIDER, Staff("", frozenset())], ids=lambda s: s.coordinator
)
def test_no_stranger_gets_anywhere(world: World, call: str, stranger: Staff) -> None:
    booking = world.book(slot=world.free()[0])
    with pytest.raises(NotYoursError):
        DESK_CALLS[call](world, stranger, booking)
    assert world.contacts.desk.open(BIRKEMOSE, booking.reference) == booking.request
    assert references(world, stranger) == []
    assert world.contacts.lists.counts(stranger) == {}
    assert world.contacts.lists.day(stranger, booking.request.slot.day) == ()


@pytest.mark.parametrize("call", [call for call in DESK_CALLS if "phone" not in call and "time" not in call])
def test_a_request_nobody_has_is_refused_the_same_way(world: World, call: str) -> None:
    booking = world.book()
    world.contacts.own.forget(booking.reference, booking.code, NOW)
    with pytest.raises(NotYoursError):
        DESK_CALLS[call](world, BIRKEMOSE, booking)


def test_every_method_of_the_desk_is_tried_by_strangers(world: World) -> None:
    public = {name for name in vars(type(world.contacts.desk)) if not name.startswith("_")}
    assert public == set(DESK_CALLS)


def test_the_list_reads_through_an_index(world: World) -> None:
    """However many requests there are, the database never looks at all of them."""
    statements: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    world.book(slot=world.free()[0])
    event.listen(world.store.engine, "before_cursor_execute", keep)
    world.contacts.lists.requests_for(BIRKEMOSE)
    event.remove(world.store.engine, "before_cursor_execute", keep)
    explain = "EXPLAIN QUERY PLAN " if world.store.engine.dialect.name == "sqlite" else "EXPLAIN "
    assert len(statements) == 3
    with world.store.engine.connect() as connection:
        if not explain.startswith("EXPLAIN Q"):
            connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in statements:
            plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + statement, parameters))
            assert "SCAN contact" not in plan
            assert "Seq Scan" not in plan
