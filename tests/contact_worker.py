"""Other processes for the tests of booked contacts: one that books at a signal, one that is killed on its way."""

import os
import signal
import sys
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from sqlalchemy import event

from actions.contacts import SlotError
from tests.contact_world import NOW, PHONE, open_world


def book_at_signal(url: str, draft: str, ready: Barrier, told: "Queue[str]") -> None:
    """Book `draft` at the same moment as everybody else; tell the reference or the error's key."""
    world = open_world(url)
    ready.wait()
    try:
        told.put(world.contacts.bookings.book(draft, NOW).reference)
    except SlotError as error:
        told.put(f"{error.key}:{len(error.next_free)}")
    world.store.close()


class Fate:
    """Kills this process, as `kill -9` does, when the database has been spoken to `moments` times."""

    def __init__(self, moments: int) -> None:
        self.moments = moments
        self.passed = 0

    def step(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self.moments:
            os.kill(os.getpid(), signal.SIGKILL)


def walk(url: str, moments: int) -> None:
    """From an empty draft to a booking and a change, saying each step that was done; die at the given moment."""
    world = open_world(url)
    fate = Fate(moments)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(world.store.engine, name, fate.step)
    drafts = world.contacts.drafts
    draft = drafts.start("demo-dk", text_language="da", now=NOW).id
    say(f"draft {draft}", fate)
    drafts.set_grade(draft, 3, NOW)
    say("grade", fate)
    drafts.set_about(draft, "Hun vil ikke af sted", NOW)
    say("about", fate)
    drafts.add_way(draft, PHONE, NOW)
    say("way", fate)
    drafts.add_way(draft, "mor@example.org", NOW)
    say("email", fate)
    slots = world.free()
    drafts.choose_slot(draft, slots[0].start, NOW)
    say("slot", fate)
    drafts.give_consent(draft, NOW)
    say("consent", fate)
    booking = world.contacts.bookings.book(draft, NOW)
    say(f"booked {booking.reference} {booking.code}", fate)
    world.contacts.own.change(booking.reference, booking.code or "", slots[1].start, NOW)
    say("changed", fate)
    say(f"moments {fate.passed}", fate)


def say(what: str, fate: Fate) -> None:
    """Tell the parent process; the moments just before and after are moments to die in too."""
    fate.step()
    print(what, flush=True)  # noqa: T201
    fate.step()


if __name__ == "__main__":
    walk(sys.argv[1], int(sys.argv[2]))
