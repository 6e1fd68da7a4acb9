"""The outbox as a queue, on both databases: taken once, in order, given back, marked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from actions.contacts.mail_queue import LEASE, MailCounts, MailQueue, MailTrouble, QueuedMail
from actions.store import Store
from actions.store.contact_tables import OutboxRow
from tests.contact_world import NOW, World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(world: World) -> Store:
    return world.store


def put(store: Store, reference: str, recipient: str = "mor@example.org", kind: str = "book.parent") -> None:
    with store.transaction() as session:
        session.add(
            OutboxRow(
                kind=kind,
                recipient=recipient,
                reference=reference,
                payload={"school": "demo-dk"},
                attempts=0,
                created_at=NOW,
                next_try_at=NOW,
            )
        )


def taken(queue: MailQueue, at: timedelta = timedelta()) -> QueuedMail:
    mail = queue.take(NOW + at)
    assert mail is not None
    return mail


def test_an_empty_outbox(store: Store) -> None:
    assert MailQueue(store).take(NOW) is None
    assert MailQueue(store).counts() == MailCounts(0, 0, 0)


def test_taken_once_until_the_lease_is_over(store: Store) -> None:
    put(store, "333-333")
    queue = MailQueue(store)
    mail = taken(queue)
    assert (mail.reference, mail.recipient, mail.attempts) == ("333-333", "mor@example.org", 1)
    assert queue.take(NOW) is None
    assert queue.take(NOW + LEASE - MINUTE) is None
    assert taken(queue, LEASE).attempts == 2


def test_whoever_lost_the_lease_marks_nothing(store: Store) -> None:
    put(store, "333-333")
    queue = MailQueue(store)
    late = taken(queue)
    taken(queue, LEASE)
    queue.sent(late, NOW + LEASE)
    queue.give_up(late, NOW + LEASE, MailTrouble.REFUSED)
    assert queue.counts() == MailCounts(waiting=1, troubled=0, given_up=0)


def test_sent_is_never_taken_again(store: Store) -> None:
    put(store, "333-333")
    queue = MailQueue(store)
    queue.sent(taken(queue), NOW)
    assert queue.take(NOW + timedelta(days=9)) is None
    assert queue.counts() == MailCounts(0, 0, 0)


def test_again_later_and_then_sent(store: Store) -> None:
    put(store, "333-333")
    queue = MailQueue(store)
    queue.again(taken(queue), NOW + 3 * MINUTE, MailTrouble.TEMPORARY)
    assert queue.counts() == MailCounts(waiting=1, troubled=1, given_up=0)
    assert queue.take(NOW + 2 * MINUTE) is None
    queue.sent(taken(queue, 3 * MINUTE), NOW)
    assert queue.counts() == MailCounts(0, 0, 0)


def test_given_up_is_seen_by_its_reference_only(store: Store) -> None:
    put(store, "333-333")
    put(store, "444-444")
    queue = MailQueue(store)
    queue.give_up(taken(queue), NOW, MailTrouble.REFUSED)
    (mark,) = queue.undelivered("333-333")
    assert (mark.kind, mark.given_up_at, mark.trouble) == ("book.parent", NOW, MailTrouble.REFUSED)
    assert queue.undelivered("444-444") == ()
    assert queue.counts() == MailCounts(waiting=1, troubled=0, given_up=1)


def test_the_second_mail_to_the_same_reader_waits_for_the_first(store: Store) -> None:
    put(store, "333-333", kind="book.parent")
    put(store, "333-333", kind="cancel.parent")
    put(store, "333-333", "far@example.org", kind="cancel.parent")
    put(store, "444-444", kind="book.parent")
    queue = MailQueue(store)
    first, second, third = taken(queue), taken(queue), taken(queue)
    assert (first.kind, second.recipient, third.reference) == ("book.parent", "far@example.org", "444-444")
    assert queue.take(NOW) is None
    queue.sent(first, NOW)
    assert taken(queue).kind == "cancel.parent"


def test_one_given_up_holds_up_nothing(store: Store) -> None:
    put(store, "333-333", kind="book.parent")
    put(store, "333-333", kind="cancel.parent")
    queue = MailQueue(store)
    queue.give_up(taken(queue), NOW, MailTrouble.TOO_OLD)
    assert taken(queue).kind == "cancel.parent"


def test_many_hands_take_every_mail_once(store: Store) -> None:
    for number in range(30):
        put(store, f"333-{number:03}")
    queue = MailQueue(store)

    def take_all(_: int) -> list[int]:
        ids = []
        while (mail := queue.take(NOW)) is not None:
            ids.append(mail.id)
        return ids

    with ThreadPoolExecutor(6) as hands:
        ids = [one for some in hands.map(take_all, range(6)) for one in some]
    assert len(ids) == len(set(ids)) == 30


def test_a_taken_mail_names_nobody_when_printed() -> None:
    mail = QueuedMail(1, "book.parent", "mor@example.org", "333-333", {"school": "demo-dk"}, 1, NOW)
    assert repr(mail) == "QueuedMail(id=1, kind='book.parent', attempts=1)"
