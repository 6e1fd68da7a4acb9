"""A parent's own check-in on its page: with reference and code, compared, drawn and told in a table, erased."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from actions.conversations import Conversations, TurnRecord
from actions.flows.drafts import FlowDrafts
from tests.api.desk.conftest import Browser, Office, Words

THEN = {
    "mornings": "most", "body": "daily", "parts": "weekly", "days": "few", "pattern": "growing",
    "since": "months", "says": "worried", "helps": "calm",
}  # fmt: skip
NOW_LIGHTER = {**THEN, "mornings": "some", "body": None, "days": "many", "pattern": "certain"}
SVG = "{http://www.w3.org/2000/svg}"


def keep(office: Office, answers: dict[str, str | None], before: str | None = None) -> dict[str, str]:
    """What the form on the page takes."""
    store, first = office.world.store, TurnRecord("flow", "da", "da", None, [])
    own, _ = Conversations(store, office.clock).start(
        school="demo-dk", country="dk", audience="parent", language="da", channel="web", first=first
    )
    drafts = FlowDrafts(store)
    draft = drafts.start(own.id, "check_in", school="demo-dk", language="da", now=office.clock())
    drafts.change(draft.id, office.clock(), answers=answers)
    answered = drafts.open(draft.id)
    assert answered is not None
    check_ins = office.desk.check_ins.check_ins
    check_ins.keep(answered, 4, before, office.clock())
    kept = check_ins.kept_from(answered)
    assert kept is not None
    return {"reference": str(kept.check_in.reference), "code": kept.code, "language": "da"}


def two(office: Office) -> dict[str, str]:
    """The newer one of two, four weeks apart."""
    first = keep(office, dict(THEN))
    office.clock.turn(days=28)
    return keep(office, dict(NOW_LIGHTER), first["reference"])


@pytest.fixture
def parent(office: Office) -> Browser:
    return office.browser()


def test_one_check_in_shows_its_answers_and_no_direction(office: Office, parent: Browser) -> None:
    page = parent.post("/check-in", data=keep(office, dict(THEN)))
    assert page.status_code == 200
    assert "Fraværet er hyppigt eller på vej op" in page.text and "ikke en diagnose" in page.text
    assert "Svært de fleste dage" in page.text
    assert "<svg" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_two_are_told_in_words_drawn_and_tabled(office: Office, parent: Browser) -> None:
    page = parent.post("/check-in", data=two(office)).text
    assert "Noget er lettere, og noget er sværere" in page
    drawing = ElementTree.fromstring(
        re.findall(r"<svg.*?</svg>", page, re.S)[0].replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
        )
    )
    title, told = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
    assert title is not None and told is not None and title.text and told.text
    assert drawing.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert "Morgenen: Svært de fleste dage → Svært nogle dage (lettere)" in told.text
    assert "Kroppen: Næsten hver dag → – (kan ikke sammenlignes)" in told.text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>\s*<td>(.*?)</td>', page)
    assert ("Morgenen", "lettere") in rows and ("Hele dage", "sværere") in rows
    assert ("Kroppen", "kan ikke sammenlignes") in rows and ("Hvor længe", "–") in rows


def test_the_marks_stand_where_the_answers_are(office: Office, parent: Browser) -> None:
    page = parent.post("/check-in", data=two(office)).text
    then = [int(x) for x in re.findall(r'<circle class="then" cx="(\d+)"', page)]
    now = [int(x) + 5 for x in re.findall(r'<rect class="now" x="(\d+)"', page)]
    assert len(then) == 7 and len(now) == 6, "six questions and the key; one of them skipped now"
    assert now[0] < then[0], "the morning has become easier: to the left"
    assert all(10 <= x <= 290 for x in then[:6] + now[:5])


def test_an_earlier_one_is_compared_with_its_own_code_only(office: Office, parent: Browser) -> None:
    first = keep(office, dict(THEN))
    office.clock.turn(days=28)
    second = keep(office, dict(NOW_LIGHTER))
    earlier = {"earlier_reference": first["reference"], "earlier_code": first["code"]}
    assert "Noget er lettere" in parent.post("/check-in", data={**second, **earlier}).text
    turned = {"earlier_reference": second["reference"], "earlier_code": second["code"]}
    assert "Noget er lettere" in parent.post("/check-in", data={**first, **turned}).text
    wrong = parent.post("/check-in", data={**second, **earlier, "earlier_code": second["code"]})
    assert wrong.status_code == 403
    assert "passer ikke sammen" in wrong.text and "Noget er lettere" not in wrong.text
    assert "Svært nogle dage" in wrong.text, "her own one is still shown"


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_in_every_language(office: Office, parent: Browser, words: Words, language: str) -> None:
    asked = parent.get(f"/check-in?language={language}")
    shown = parent.post("/check-in", data={**two(office), "language": language})
    for page in (asked, shown):
        assert f'<html lang="{language}"' in page.text
        assert words(language, "check_in.title") in page.text
        assert not re.search(r"\{\w+\}", page.text)
    assert words(language, "check_in.direction.mixed") in shown.text


def test_a_wrong_code_says_the_same_as_an_unknown_reference(office: Office, parent: Browser) -> None:
    key = keep(office, dict(THEN))
    for wrong in ({**key, "code": key["code"][::-1]}, {**key, "reference": "K7M-4QX"}):
        answer = parent.post("/check-in", data=wrong)
        assert answer.status_code == 403
        assert "passer ikke sammen" in answer.text and "Svært de fleste dage" not in answer.text
        assert key["code"] not in answer.text
    assert parent.post("/check-in", data={"language": "da"}).status_code == 403


def test_ten_wrong_codes_close_it_for_an_hour(office: Office, parent: Browser) -> None:
    key = keep(office, dict(THEN))
    for _ in range(10):
        answer = parent.post("/check-in", data={**key, "code": key["code"][::-1]})
    assert answer.status_code == 429
    assert parent.post("/check-in", data=key).status_code == 429
    office.clock.turn(minutes=61)
    assert parent.post("/check-in", data=key).status_code == 200


def test_erased_only_after_a_yes_and_then_gone(office: Office, parent: Browser) -> None:
    key = two(office)
    assert parent.post("/check-in/erase", data=key).status_code == 403
    assert parent.post("/check-in", data=key).status_code == 200
    assert "Dine svar er slettet" in parent.post("/check-in/erase", data={**key, "sure": "yes"}).text
    assert parent.post("/check-in", data=key).status_code == 403


def test_no_address_ever_holds_a_code_and_nothing_runs_on_the_page(office: Office, parent: Browser) -> None:
    key = two(office)
    page = parent.post("/check-in", data=key)
    assert key["code"] not in str(page.url)
    assert not re.search(r'(?:href|action)="[^"]*' + re.escape(key["reference"]), page.text)
    assert "<script" not in page.text and " style=" not in page.text
    assert (
        "script-src" in page.headers["content-security-policy"]
        or "default-src" in page.headers["content-security-policy"]
    )
    assert parent.get("/check-in/erase").url.path == "/check-in"


def test_after_half_a_year_it_is_gone(office: Office, parent: Browser) -> None:
    key = keep(office, dict(THEN))
    office.clock.now += timedelta(days=181)
    office.desk.check_ins.check_ins.expire(office.clock())
    assert parent.post("/check-in", data=key).status_code == 403
