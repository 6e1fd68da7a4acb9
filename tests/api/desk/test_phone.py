"""Booking for a parent on the phone: told, read back, agreed to, booked once."""

import re

import pytest

from actions.contacts import Status
from tests.api.desk.conftest import KAREN, SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE, PHONE

TOLD = {
    "school": "demo-dk",
    "grade": "3",
    "topic": "anxiety",
    "about": "Hun tør ikke gå ind ad døren",
    "name": "Mette",
    "urgency": "this_week",
    "language": "pl",
    "interpreter": "yes",
    "way1": PHONE,
    "way1_label": "mor",
    "way2": "far@example.org",
}


@pytest.fixture
def signe(office: Office) -> Browser:
    browser = office.signed_in(SIGNE)
    browser.read("/desk/phone")
    return browser


def test_from_the_first_word_to_reference_and_code(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", **TOLD)
    assert re.fullmatch(r"/desk/phone/[0-9a-f]{32}", review.url.path)
    for shown in ("Hun tør ikke gå ind ad døren", "Mette", "polsk", "mor", "far@example.org"):
        assert shown in review.text
    start = re.search(r'name="time" value="(2026[^"]+)"', review.text)
    assert start
    booked = signe.submit(review.url.path, time=start[1], consent="yes")
    reference, code = re.findall(r'class="code">([^<]+)<', booked.text)
    request = office.desk.contacts.own.look_up(reference, code, office.clock())
    assert request.status is Status.CONFIRMED
    assert request.slot is not None
    assert (request.taken_by, request.about) == ("dk-birkemose", TOLD["about"])
    assert [way.label for way in request.ways] == ["mor", None]


def test_sent_twice_and_reloaded_it_is_one_booking_with_one_code(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", **TOLD).url.path
    pages = [signe.submit(review, time="call", consent="yes") for _ in range(3)]
    pages += [signe.get(review), signe.get(f"{review}/booked")]
    assert {page.url.path for page in pages} == {f"{review}/booked"}
    assert len({tuple(re.findall(r'class="code">([^<]+)<', page.text)) for page in pages}) == 1
    assert sum(office.desk.contacts.lists.counts(BIRKEMOSE).values()) == 1


def test_a_way_to_reach_the_parent_is_all_that_is_needed(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", school="demo-dk", way1=PHONE)
    booked = signe.submit(review.url.path, time="call", consent="yes")
    assert booked.url.path.endswith("/booked")


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("way1", "", "no_way"),
        ("way1", "abc", "phone"),
        ("way2", "far@", "email"),
        ("grade", "12", "grade_elsewhere"),
        ("grade", "tre", "unknown_choice"),
        ("topic", "weather", "unknown_choice"),
        ("urgency", "now!", "unknown_choice"),
        ("language", "xx9", "unknown_language"),
        ("about", "å" * 2001, "too_long"),
        ("name", "n" * 81, "too_long"),
    ],
)
def test_each_mistake_stands_beside_its_field(
    office: Office, signe: Browser, field: str, value: str, key: str
) -> None:
    told = {**TOLD, "way2": "", field: value}
    answer = signe.submit("/desk/phone", **told)
    text = office.desk.texts(
        "da",
        f"errors.{key}",
        code="+45",
        first=0,
        last=9,
        length=len(value),
        limit=2000 if field == "about" else 80,
    )
    assert answer.status_code == 422
    assert f'id="{field}-error">{text}' in answer.text
    assert f'href="#{field}"' in answer.text


def test_after_a_mistake_the_rest_is_still_there_and_can_be_sent_again(
    office: Office, signe: Browser
) -> None:
    wrong = signe.submit("/desk/phone", **{**TOLD, "way1": "abc"})
    assert "Hun tør ikke gå ind ad døren" in wrong.text
    draft = re.search(r'name="draft" value="([0-9a-f]{32})"', wrong.text)
    assert draft
    assert signe.submit("/desk/phone", **TOLD, draft=draft[1]).url.path == f"/desk/phone/{draft[1]}"


def test_what_was_told_can_be_corrected_before_booking(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", **TOLD)
    draft = review.url.path.rsplit("/", 1)[1]
    form = signe.read(f"/desk/phone?draft={draft}")
    assert "Hun tør ikke gå ind ad døren" in form.text
    changed = {**TOLD, "about": "", "way2": "", "interpreter": "", "draft": draft}
    signe.submit("/desk/phone", **changed)
    known = office.desk.contacts.drafts.open(draft)
    assert (known.about, known.interpreter, len(known.ways)) == (None, None, 1)


def test_without_the_parents_yes_nothing_is_booked(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", **TOLD)
    answer = signe.submit(review.url.path, time="call")
    assert answer.status_code == 422
    assert office.desk.texts("da", "errors.no_consent") in answer.text
    assert office.desk.contacts.lists.counts(BIRKEMOSE) == {}
    assert signe.get(f"{review.url.path}/booked").status_code == 404


def test_a_time_gone_meanwhile_is_said_and_others_are_offered(office: Office, signe: Browser) -> None:
    review = signe.submit("/desk/phone", **TOLD)
    slot = office.book(number=0).request.slot
    assert slot
    answer = signe.submit(review.url.path, time=slot.start.isoformat(), consent="yes")
    assert answer.status_code == 422
    assert office.desk.texts("da", "errors.slot_taken") in answer.text
    assert slot.start.isoformat() not in answer.text
    assert sum(office.desk.contacts.lists.counts(BIRKEMOSE).values()) == 1


def test_who_has_several_schools_chooses_one_first(office: Office) -> None:
    karen = office.signed_in(KAREN)
    assert 'href="/desk/phone?school=demo-dk-2"' in karen.get("/desk/phone").text
    assert 'name="school" value="demo-dk-2"' in karen.get("/desk/phone?school=demo-dk-2").text
