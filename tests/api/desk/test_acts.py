"""What a coordinator does to a request: once, twice, with mistakes, and after the parent was faster."""

import re
from datetime import UTC, datetime

import pytest

from actions.contacts import ContactRequest, Status
from tests.api.desk.conftest import SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE


def opened(office: Office, reference: str) -> ContactRequest:
    return office.desk.contacts.desk.open(BIRKEMOSE, reference)


@pytest.fixture
def signe(office: Office) -> Browser:
    return office.signed_in(SIGNE)


@pytest.mark.parametrize(
    ("act", "fields", "status"),
    [
        ("confirm", {}, Status.CONFIRMED),
        ("propose", {"time": "2026-11-25T08:00:00+00:00"}, Status.PROPOSED_OTHER),
        ("decline", {"reason": "Ring til skolens kontor"}, Status.DECLINED),
        ("cancel", {}, Status.CANCELLED),
        ("finish", {}, Status.DONE),
        ("note", {"note": "Ringede, intet svar"}, Status.REQUESTED),
    ],
)
def test_each_act_is_done_once_however_often_it_is_sent(
    office: Office, signe: Browser, act: str, fields: dict[str, str], status: Status
) -> None:
    reference = office.book(way="mor@example.org").reference
    for _ in range(3):
        answer = signe.submit(f"/desk/requests/{reference}/{act}", **fields)
        assert answer.status_code == 200
        assert answer.url.path == f"/desk/requests/{reference}"
        assert answer.history[0].status_code == 303
    request = opened(office, reference)
    assert request.status is status
    assert len(request.events) == 2


def test_what_was_done_is_said_and_who_must_be_told(office: Office, signe: Browser) -> None:
    by_phone, by_mail = office.book().reference, office.book(number=1, way="mor@example.org").reference
    words = office.desk.texts
    spoken = signe.submit(f"/desk/requests/{by_phone}/confirm").text
    assert words("da", "done.confirm") in spoken
    assert words("da", "request.tell_by_phone") in spoken
    assert words("da", "request.told_by_mail") in signe.submit(f"/desk/requests/{by_mail}/confirm").text


def test_only_what_the_status_allows_is_offered(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    assert f"{reference}/confirm" in signe.get(f"/desk/requests/{reference}").text
    text = signe.submit(f"/desk/requests/{reference}/cancel").text
    for act in ("confirm", "propose", "decline", "cancel"):
        assert f'action="/desk/requests/{reference}/{act}"' not in text


def test_after_the_parent_cancelled_confirming_is_refused_and_explained(
    office: Office, signe: Browser
) -> None:
    booking = office.book()
    office.desk.contacts.own.cancel(booking.reference, booking.code, office.clock())
    answer = signe.submit(f"/desk/requests/{booking.reference}/confirm")
    assert answer.status_code == 409
    assert office.desk.texts("da", "errors.not_possible_now") in answer.text
    assert office.desk.texts("da", "status.cancelled") in answer.text
    assert opened(office, booking.reference).status is Status.CANCELLED


@pytest.mark.parametrize(
    ("act", "fields", "field", "key"),
    [
        ("decline", {"reason": "  "}, "reason", "empty_reason"),
        ("decline", {"reason": "x" * 501}, "reason", "too_long"),
        ("note", {"note": ""}, "note", "empty_note"),
        ("note", {"note": "x" * 10_000}, "note", "too_long"),
        ("propose", {}, "time", "time_missing"),
        ("propose", {"time": "call"}, "time", "time_missing"),
        ("propose", {"time": "nonsense"}, "time", "time_missing"),
        ("propose", {"time": "2026-11-20T08:00:00+00:00"}, "time", "slot_past"),
        ("propose", {"time": "2026-11-25T08:03:00+00:00"}, "time", "slot_not_offered"),
        ("propose", {"time": "other", "date": "2026-11-25"}, "date", "time_unreadable"),
        ("propose", {"time": "other", "date": "25/11", "clock": "10.00"}, "date", "time_unreadable"),
        ("propose", {"time": "other", "date": "2026-11-25", "clock": "25.00"}, "date", "time_unreadable"),
        # The clock skips from 02:00 to 03:00 that night.
        ("propose", {"time": "other", "date": "2027-03-28", "clock": "02.30"}, "date", "time_unreadable"),
    ],
)
def test_a_mistake_is_shown_on_top_and_beside_its_field_and_nothing_is_done(
    office: Office, signe: Browser, act: str, fields: dict[str, str], field: str, key: str
) -> None:
    reference = office.book().reference
    answer = signe.submit(f"/desk/requests/{reference}/{act}", **fields)
    limit = 2000 if act == "note" else 500
    text = office.desk.texts("da", f"errors.{key}", length=len(fields.get(field, "")), limit=limit)
    assert answer.status_code == 422
    assert f'<a class="ds-link" href="#{field}">{text}</a>' in answer.text
    assert f'id="{field}-error">{text}</p>' in answer.text
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', answer.text)
    assert f'id="{field}"' in answer.text
    assert answer.text.count(" autofocus") == 1
    assert '<details class="ds-details" open' in answer.text
    assert f"<title>{office.desk.texts('da', 'page.error')}: " in answer.text
    assert len(opened(office, reference).events) == 1


def test_what_was_typed_is_still_there_after_a_mistake(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    answer = signe.submit(
        f"/desk/requests/{reference}/propose", time="other", date="2026-11-25", clock="ti over to"
    )
    assert 'value="ti over to"' in answer.text
    assert 'value="2026-11-25"' in answer.text


def test_reloading_after_a_mistake_leads_back_to_the_request(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    assert signe.get(f"/desk/requests/{reference}/decline").url.path == f"/desk/requests/{reference}"


def test_a_time_of_ones_own_is_read_on_the_schools_clock(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    signe.submit(f"/desk/requests/{reference}/propose", time="other", date="2026-11-26", clock="7.45")
    slot = opened(office, reference).slot
    assert slot is not None
    assert slot.start == datetime(2026, 11, 26, 6, 45, tzinfo=UTC)


def test_a_time_somebody_has_is_refused_and_the_old_one_stands(office: Office, signe: Browser) -> None:
    first, second = office.book(number=0), office.book(number=1)
    taken, kept = first.request.slot, second.request.slot
    assert taken and kept
    answer = signe.submit(f"/desk/requests/{second.reference}/propose", time=taken.start.isoformat())
    assert answer.status_code == 422
    assert office.desk.texts("da", "errors.slot_taken") in answer.text
    assert opened(office, second.reference).slot == kept


def test_a_new_code_opens_and_the_old_one_does_not(office: Office, signe: Browser) -> None:
    booking = office.book()
    text = signe.submit(f"/desk/requests/{booking.reference}/new-code").text
    code = re.search(r'class="code">([^<]+)<', text)
    assert code
    assert booking.code not in text
    own = office.desk.contacts.own
    assert own.look_up(booking.reference, code[1], office.clock()).reference == booking.reference
    assert code[1] not in signe.get(f"/desk/requests/{booking.reference}").text


def test_the_reference_may_be_typed_any_way(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    assert signe.get(f"/desk/requests/{reference.lower().replace('-', '')}").status_code == 200
    assert signe.get("/desk/requests/%00%00").status_code == 404


def test_done_in_the_address_is_one_of_ours_or_no_page(office: Office, signe: Browser) -> None:
    reference = office.book().reference
    assert signe.get(f"/desk/requests/{reference}?done=<script>").status_code == 404
