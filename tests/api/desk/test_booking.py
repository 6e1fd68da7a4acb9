"""A parent's own page: her booking opens with her code, nobody else's does, and nothing stands in an address."""

import re

import pytest

from actions.contacts import Booking, Status
from actions.contacts.door import TRIES
from tests.api.desk.conftest import SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE

ACTS = ("", "/change", "/accept", "/cancel", "/erase")


def key(booking: Booking) -> dict[str, str]:
    return {"reference": booking.reference, "code": booking.code, "language": "da"}


@pytest.fixture
def parent(office: Office) -> Browser:
    return office.browser()


def test_she_sees_who_when_and_how_it_stands(office: Office, parent: Browser) -> None:
    booking = office.book()
    text = parent.post("/booking", data=key(booking)).text
    for shown in ("Signe Birkemose", "skolesocialrådgiver", "mandag den 23. november", "+45 00 00 00 12"):
        assert shown in text
    assert office.desk.texts("da", "booking.status.requested") in text
    assert "græder" not in text  # what she told is not repeated to whoever holds the code


def test_the_code_may_be_typed_any_way(office: Office, parent: Browser) -> None:
    booking = office.book()
    typed = {"reference": booking.reference.lower(), "code": booking.code.replace("-", " ").lower()}
    assert parent.post("/booking", data=typed).status_code == 200


def test_neither_reference_nor_code_ever_stands_in_an_address(office: Office, parent: Browser) -> None:
    booking = office.book()
    pages = [parent.post(f"/booking{act}", data={**key(booking), "time": "call"}) for act in ACTS]
    for page in pages:
        assert not page.history
        for address in (*re.findall(r'(?:href|action)="([^"]*)"', page.text), str(page.url)):
            assert booking.reference not in address
            assert booking.code not in address


def test_another_free_time(office: Office, parent: Browser) -> None:
    booking = office.book()
    slot = office.world.free(limit=3)[2]
    for _ in range(2):
        answer = parent.post("/booking/change", data={**key(booking), "time": slot.start.isoformat()})
        assert office.desk.texts("da", "booking.done.change") in answer.text
    request = office.desk.contacts.desk.open(BIRKEMOSE, booking.reference)
    assert request.slot
    assert request.slot.start == slot.start
    assert len(request.events) == 2


def test_a_time_gone_meanwhile_leaves_the_old_one(office: Office, parent: Browser) -> None:
    booking, taken = office.book(), office.book(number=1).request.slot
    assert taken
    answer = parent.post("/booking/change", data={**key(booking), "time": taken.start.isoformat()})
    assert answer.status_code == 422
    assert office.desk.texts("da", "booking.errors.slot_taken") in answer.text
    kept = office.desk.contacts.desk.open(BIRKEMOSE, booking.reference).slot
    assert kept == booking.request.slot


@pytest.mark.parametrize("time", ["", "other", "2026-11-25", "soon", "2026-11-25T08:00:00", "9" * 400])
def test_an_odd_time_is_asked_for_again(office: Office, parent: Browser, time: str) -> None:
    answer = parent.post("/booking/change", data={**key(office.book()), "time": time})
    assert answer.status_code == 422
    assert office.desk.texts("da", "errors.time_missing") in answer.text


def test_she_says_yes_to_a_proposed_time(office: Office, parent: Browser) -> None:
    booking, slot = office.book(), office.world.free(limit=4)[3]
    office.desk.contacts.desk.propose_other(BIRKEMOSE, booking.reference, slot.start, office.clock())
    assert "/booking/accept" in parent.post("/booking", data=key(booking)).text
    for _ in range(2):
        parent.post("/booking/accept", data=key(booking))
    request = office.desk.contacts.desk.open(BIRKEMOSE, booking.reference)
    assert (request.status, request.slot) == (Status.CONFIRMED, slot)


def test_she_cancels_and_the_desk_sees_it(office: Office, parent: Browser) -> None:
    booking = office.book()
    for _ in range(2):
        answer = parent.post("/booking/cancel", data=key(booking))
        assert office.desk.texts("da", "booking.done.cancel") in answer.text
    assert booking.reference not in office.signed_in(SIGNE).get("/desk").text
    assert office.world.free(limit=1)[0] == booking.request.slot


def test_the_coordinators_reason_reaches_her_her_notes_do_not(office: Office, parent: Browser) -> None:
    booking, desk = office.book(), office.desk.contacts.desk
    desk.note(BIRKEMOSE, booking.reference, "Kun for os", office.clock())
    desk.decline(BIRKEMOSE, booking.reference, "Ring til sundhedsplejersken", office.clock())
    text = parent.post("/booking", data=key(booking)).text
    assert "Ring til sundhedsplejersken" in text
    assert "Kun for os" not in text
    answer = parent.post("/booking/cancel", data=key(booking))
    assert answer.status_code == 409
    assert office.desk.texts("da", "booking.errors.not_possible_now") in answer.text


def test_erasing_asks_once_more_and_leaves_nothing(office: Office, parent: Browser) -> None:
    booking = office.book()
    asked = parent.post("/booking/erase", data=key(booking))
    assert asked.status_code == 422
    assert office.desk.texts("da", "booking.sure") in asked.text
    answer = parent.post("/booking/erase", data={**key(booking), "sure": "yes"})
    assert office.desk.texts("da", "booking.erased") in answer.text
    assert parent.post("/booking", data=key(booking)).status_code == 403


def test_a_wrong_code_a_foreign_code_and_a_made_up_reference_read_alike(office: Office) -> None:
    mine, other = office.book(), office.book(number=1)
    tries = (
        {"reference": mine.reference, "code": "WWWWW-WWWWW-WWWWW-WWWWW"},
        {"reference": other.reference, "code": mine.code},
        {"reference": "AAA-AAA", "code": mine.code},
        {"reference": "CCC-CCC", "code": mine.code},
    )
    for act in ACTS:
        fields = {"time": "call", "sure": "yes", "language": "da"}
        answers = [office.browser().post(f"/booking{act}", data={**pair, **fields}) for pair in tries]
        assert {answer.status_code for answer in answers} == {403}
        shown = {re.sub(r'value="[A-Z0-9-]{7}"', "", answer.text) for answer in answers}
        assert len(shown) == 1
    assert office.desk.contacts.desk.open(BIRKEMOSE, mine.reference).status is Status.REQUESTED


def test_ten_wrong_codes_lock_the_right_one_out_and_say_so(office: Office, parent: Browser) -> None:
    booking = office.book()
    wrong = {**key(booking), "code": "WWWWW-WWWWW-WWWWW-WWWWW"}
    statuses = [parent.post("/booking", data=wrong).status_code for _ in range(TRIES)]
    assert statuses == [403] * (TRIES - 1) + [429]
    answer = parent.post("/booking", data=key(booking))
    assert answer.status_code == 429
    assert office.desk.texts("da", "booking.locked", tries=TRIES, minutes=60) in answer.text
    assert "+45 00 00 00 12" in answer.text
    office.clock.turn(hours=1, minutes=1)
    assert parent.post("/booking", data=key(booking)).status_code == 200


def test_a_lost_code_leads_to_a_person(office: Office, parent: Browser) -> None:
    text = parent.get("/booking?language=nb").text
    assert office.desk.texts("nb", "booking.lost_why") in text
    assert "Ragnhild Tangvoll" in text
    assert 'href="tel:+4700000012"' in text


def test_reloading_an_answer_asks_for_the_code_again(office: Office, parent: Browser) -> None:
    for act in ACTS[1:]:
        assert parent.get(f"/booking{act}").url.path == "/booking"


@pytest.mark.parametrize("fields", [{}, {"reference": "", "code": ""}, {"reference": "K7M-4QX"}])
def test_half_a_key_is_asked_for_kindly(office: Office, parent: Browser, fields: dict[str, str]) -> None:
    answer = parent.post("/booking", data={**fields, "language": "en"})
    assert answer.status_code == 403
    assert office.desk.texts("en", "booking.empty") in answer.text


def test_another_site_cannot_send_the_form(office: Office, parent: Browser) -> None:
    answer = parent.post("/booking/cancel", data=key(office.book()), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_rubbish_is_answered_with_a_page(office: Office, parent: Browser) -> None:
    for body in (b"\xff\xfe=%ff%00", b"a&" * 2000, b"reference=" + b"A" * 200_000):
        answer = parent.post(
            "/booking", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code in (400, 403)
        assert answer.headers["content-type"].startswith("text/html")
