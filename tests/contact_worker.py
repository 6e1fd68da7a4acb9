"""Other processes for the tests of booked contacts: one that books at a signal, one that is killed on its way."""

import multiprocessing
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from threading import Barrier

from sqlalchemy import event

from actions.contacts import SlotError
from tests.contact_world import NOW, PHONE, open_world


def book_at_signal(url: str, drafts: list[str], ready: Barrier, told: "Queue[str]") -> None:
    """Book all of `drafts` at once, and at the same moment as everybody else; tell references or errors' keys."""
    world = open_world(url)

    def book(draft: str) -> str:
        ready.wait()
        try:
            return world.contacts.bookings.book(draft, NOW).reference
        except SlotError as error:
            return f"{error.key}:{len(error.next_free)}"

    with ThreadPoolExecutor(len(drafts)) as parents:
        for answer in parents.map(book, drafts):
            told.put(answer)
    world.store.close()


def answers_of_processes(url: str, batches: list[list[str]]) -> list[str]:
    """One process for each batch of drafts, one thread in it for each draft, all booking at the same moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ready, told = context.Barrier(sum(map(len, batches))), context.Queue()
    processes = [context.Process(target=book_at_signal, args=(url, batch, ready, told)) for batch in batches]
    for process in processes:
        process.start()
    answers = [told.get(timeout=120) for batch in batches for _ in batch]
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    told.close()
    return answers


class Fate:
    """Kills this process, as `kill -9` does, some moments after a step was said: each statement and commit is one
    just before and one just after."""

    def __init__(self, after: str, moments: int) -> None:
        self._after, self._left = after, moments
        self._counting = not after
        self.passed = 0

    def moment(self, *_: object) -> None:
        self.passed += 1
        self._left -= self._counting
        if self._counting and self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def said(self, step: str) -> None:
        self._counting = self._counting or step == self._after


def walk(url: str, fate: Fate) -> None:
    """From an empty draft to a booking and a change, saying each step that was done, until fate strikes."""
    world = open_world(url)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(world.store.engine, name, fate.moment)
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
    fate.moment()
    print(what, flush=True)
    fate.said(what.split()[0])
    fate.moment()


if __name__ == "__main__":
    walk(sys.argv[1], Fate(sys.argv[2], int(sys.argv[3])))
