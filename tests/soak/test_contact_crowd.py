"""A hundred processes for ten slots, and a desk with ten thousand requests, its times printed."""

import statistics
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from actions.contacts.codes import ALPHABET
from actions.store.contact_tables import ContactRequestRow, ContactWayRow
from tests.contact_worker import answers_of_processes
from tests.contact_world import BIRKEMOSE, NOW, World

REQUESTS = 10_000


def test_a_hundred_processes(world: World) -> None:
    slots = world.free(limit=10)
    drafts = [world.draft(slot=slots[number % 10]) for number in range(100)]
    answers = answers_of_processes(world.url, [[draft] for draft in drafts])
    assert answers.count("slot_taken:3") == 90
    assert world.count(ContactRequestRow) == 10


def test_ten_thousand_requests_are_listed_whole_and_in_order(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(world)
    seen: list[str] = []
    keys: list[tuple[bool, float]] = []
    times: list[float] = []
    after: str | None = None
    while True:
        began = time.perf_counter()
        page = world.contacts.lists.requests_for(BIRKEMOSE, after=after)
        times.append((time.perf_counter() - began) * 1000)
        seen += [entry.reference for entry in page.entries]
        keys += [(entry.urgency == "this_week", entry.created_at.timestamp()) for entry in page.entries]
        if (after := page.next) is None:
            break
    assert len(seen) == len(set(seen)) == REQUESTS
    assert keys == sorted(keys, reverse=True)
    told = f"{len(times)} pages, p50 {statistics.median(times):.0f}, p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms"
    with capsys.disabled():
        sys.stdout.write(f"\n{world.store.engine.dialect.name}, {REQUESTS} requests: {told}\n")


def fill(world: World) -> None:
    """Ten thousand open requests at one school, with days, grades and phone numbers that meet now and then."""
    slots = world.free(limit=40)
    requests = [
        {
            "id": number, "reference": reference(number), "draft": f"{number:032x}", "code_hash": "0" * 64,
            "status": "requested", "school": "demo-dk", "coordinator": "dk-birkemose", "text_language": "da",
            "grade": number % 10, "urgency": ("can_wait", "this_week")[number % 5 == 0], "urgent": number % 5 == 0,
            "starts_at": slots[number % 40].start, "ends_at": slots[number % 40].end,
            "local_day": slots[number % 40].day + timedelta(days=number // 20), "sequence": 0, "consent_at": NOW,
            "created_at": NOW - timedelta(minutes=number * 7919 % 9000), "changed_at": NOW,
        }
        for number in range(1, REQUESTS + 1)
    ]  # fmt: skip
    ways = [
        {"request": number, "kind": "phone", "value": f"+45{30_000_000 + number // 2}"}
        for number in range(1, REQUESTS + 1)
    ]
    with world.store.transaction() as session:
        session.execute(insert(ContactRequestRow), requests)
        session.execute(insert(ContactWayRow), ways)
        session.execute(text("ANALYZE"))


def reference(number: int) -> str:
    """A reference of its own for every number."""
    letters = ""
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return f"{letters[:3]}-{letters[3:]}"
