"""Killing a booking on its way and finding out what became of it."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from actions.contacts import ContactDraft
from actions.store.contact_tables import (
    ContactDraftRow,
    ContactEventRow,
    ContactRequestRow,
    OutboxRow,
    TakenTimeRow,
)
from tests.contact_world import NOW, PHONE, World

ROOT = Path(__file__).parents[1]


def walk_until(url: str, after: str, moments: int) -> tuple[int, list[list[str]]]:
    """Let a process book and die so many moments after a step ("": the start; 0 moments: never); its exit code
    and the steps it said were done."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.contact_worker", url, after, str(moments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, [line.split() for line in done.stdout.splitlines()]


def nothing_lost_or_doubled(world: World, said: list[list[str]]) -> None:
    """What was said to be done is in the store; what was not is there whole or not at all; going on gives one booking."""
    steps = {words[0]: words[1:] for words in said}
    _whole_or_not_at_all(world)
    if "draft" not in steps:
        assert world.count(ContactRequestRow) == 0
        return
    draft = steps["draft"][0]
    _answers_are_there(world.contacts.drafts.open(draft), set(steps))
    booking = world.contacts.bookings.book(_finished(world, draft), NOW)
    assert world.count(ContactRequestRow) == 1
    if "booked" in steps:
        assert [booking.reference, booking.code] == steps["booked"]
    seen = world.contacts.own.look_up(booking.reference, booking.code or "", NOW)
    if "changed" in steps:
        assert len(seen.events) == 2
    _whole_or_not_at_all(world)


def _whole_or_not_at_all(world: World) -> None:
    with world.store.transaction() as session:
        for request in session.scalars(select(ContactRequestRow)):
            events = session.scalars(
                select(ContactEventRow).where(ContactEventRow.request == request.id)
            ).all()
            taken = session.scalars(select(TakenTimeRow).where(TakenTimeRow.request == request.id)).all()
            mail = session.scalars(select(OutboxRow).where(OutboxRow.reference == request.reference)).all()
            assert request.starts_at == events[-1].starts_at
            assert len(events) == request.sequence + 1
            assert len(taken) == 6
            assert len(mail) == 2 * len(events)
        assert (
            session.scalars(select(ContactDraftRow)).all()
            or not session.scalars(select(ContactRequestRow)).all()
        )


def _answers_are_there(draft: ContactDraft, steps: set[str]) -> None:
    if draft.booked:
        return
    assert draft.grade == 3 or "grade" not in steps
    assert draft.about == "Hun vil ikke af sted" or "about" not in steps
    assert len(draft.ways) >= len(steps & {"way", "email"})
    assert draft.slot or "slot" not in steps
    assert draft.consent or "consent" not in steps


def _finished(world: World, draft: str) -> str:
    """The draft with what it still needs, as when the parent goes on after the break."""
    drafts = world.contacts.drafts
    if drafts.open(draft).booked:
        return draft
    drafts.set_grade(draft, 3, NOW)
    drafts.add_way(draft, PHONE, NOW)
    drafts.add_way(draft, "mor@example.org", NOW)
    drafts.choose_slot(draft, world.free()[0].start, NOW)
    drafts.give_consent(draft, NOW)
    return draft
