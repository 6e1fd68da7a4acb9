"""What a private code opens is shown whole and erased whole, whatever kind of thing it is."""

import pytest

from actions.contacts.codes import PrivateCodes, new_seed
from actions.privacy import NothingKeptError, PrivateData
from actions.sheets import MeetingSheet, open_sheets
from tests.contact_world import NOW, SECRET, World


@pytest.fixture
def data(world: World) -> PrivateData:
    return PrivateData(world.store, PrivateCodes(SECRET))


def test_a_booking_is_shown_with_all_that_hangs_on_it(world: World, data: PrivateData) -> None:
    booking = world.book(slot=world.free()[0])
    assert booking.code
    kept = data.show(booking.code.lower())
    assert (kept.kind, kept.reference) == ("contact_request", booking.reference)
    assert kept.rows["contact_request"][0]["about"] == "Hun græder hver søndag aften 🌧"
    assert [way["value"] for way in kept.rows["contact_way"]] == ["+4532123456"]
    assert len(kept.rows["contact_event"]) == 1
    shown = repr(kept)
    assert "code_hash" not in shown and booking.code not in shown


def test_a_booking_is_erased_whole(world: World, data: PrivateData) -> None:
    booking, other = world.book(slot=world.free()[0]), world.book()
    assert booking.code and other.code
    receipt = data.erase(booking.code)
    assert receipt["contact_request"] == receipt["contact_way"] == 1 and receipt["taken_time"] > 0
    with pytest.raises(NothingKeptError):
        data.show(booking.code)
    assert data.show(other.code).reference == other.reference


def test_a_sheet_is_found_and_erased(world: World, data: PrivateData) -> None:
    sheets = open_sheets(world.store, SECRET)
    kept = sheets.sheets.keep_meeting(
        "a" * 32, new_seed(), MeetingSheet(worries="Hun sover ikke"), school="demo-dk", language="da", now=NOW
    )
    assert kept.code
    assert data.show(kept.code).rows["sheet"][0]["content"]["worries"] == "Hun sover ikke"
    assert data.erase(kept.code)["sheet"] == 1
    with pytest.raises(NothingKeptError):
        data.erase(kept.code)


@pytest.mark.parametrize("code", ["", "XXXXX-XXXXX-XXXXX-XXXXX", "søndag"])
def test_no_other_code_opens_anything(world: World, data: PrivateData, code: str) -> None:
    world.book()
    with pytest.raises(NothingKeptError):
        data.show(code)
