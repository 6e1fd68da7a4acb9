"""What has been kept long enough goes, with a receipt; what has not stays."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from actions.contacts import load_retention
from actions.contacts.errors import CodeWrongError
from actions.store.contact_tables import OutboxRow
from knowledge.policy_files import POLICY, PolicyError
from tests.contact_world import BIRKEMOSE, NOW, World

DAY = timedelta(days=1)
NOTHING = {
    "contact_draft": 0, "code_attempt": 0, "outbox": 0, "sheet": 0,
}  # fmt: skip


def test_nothing_goes_too_early(world: World) -> None:
    world.book(slot=world.free()[0], way="mor@example.org")
    world.draft()
    with pytest.raises(CodeWrongError):
        world.contacts.own.look_up("K7M-4QX", "x", NOW)
    before = world.counts()
    assert world.contacts.expiry.run(NOW + DAY) == NOTHING
    assert world.counts() == before


def test_after_a_day_drafts_and_wrong_codes_go_and_the_booking_stays(world: World) -> None:
    booking = world.book(slot=world.free()[0])
    world.draft()
    with pytest.raises(CodeWrongError):
        world.contacts.own.look_up("K7M-4QX", "x", NOW)
    receipt = world.contacts.expiry.run(NOW + DAY + timedelta(seconds=1))
    assert receipt == {**NOTHING, "contact_draft": 2, "code_attempt": 1}
    assert world.contacts.own.look_up(booking.reference, booking.code, NOW) == booking.request


def test_a_closed_request_goes_after_its_days_an_open_one_later(world: World) -> None:
    closed, still_open = world.book(), world.book()
    world.contacts.desk.decline(BIRKEMOSE, closed.reference, "nej", NOW + DAY)
    assert "contact_request" not in world.contacts.expiry.run(NOW + DAY * 181)
    receipt = world.contacts.expiry.run(NOW + DAY * 181 + timedelta(seconds=1))
    assert (receipt["contact_request"], receipt["contact_event"], receipt["contact_way"]) == (1, 2, 1)
    assert world.contacts.own.look_up(still_open.reference, still_open.code, NOW) == still_open.request
    assert world.contacts.expiry.run(NOW + DAY * 401)["contact_request"] == 1
    assert sum(world.counts().values()) == 0


def test_mail_goes_sooner_once_sent(world: World) -> None:
    world.book(way="mor@example.org")
    with world.store.transaction() as session:
        session.execute(update(OutboxRow).where(OutboxRow.kind == "book.parent").values(sent_at=NOW))
    assert world.contacts.expiry.run(NOW + DAY * 15)["outbox"] == 1
    assert world.contacts.expiry.run(NOW + DAY * 31)["outbox"] == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  code_attempt:", "  code_attempts:", "code_attempts"),
        ("days: 180", "days: 0", "contact_request_closed > days"),
        ("days: 180", "days: half a year", "contact_request_closed > days"),
        ("owner: data protection officer\n", "", "owner"),
    ],
)
def test_an_editors_slip_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (POLICY / "retention.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "retention.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PolicyError, match=told):
        load_retention(tmp_path / "retention.yml")


def test_no_kind_may_be_left_out(tmp_path: Path) -> None:
    text = (POLICY / "retention.yml").read_text(encoding="utf-8")
    (tmp_path / "retention.yml").write_text(text[: text.index("  code_attempt:")], encoding="utf-8")
    with pytest.raises(PolicyError, match="no period for code_attempt"):
        load_retention(tmp_path / "retention.yml")
