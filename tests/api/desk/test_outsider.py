"""The outsider, and the coordinator of another school, try every route."""

import pytest
from fastapi.routing import APIRoute

from actions.contacts import Status
from api.desk.routes import router
from tests.api.desk.conftest import AMINA, KAREN, RAGNHILD, SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE

ACTS = ("confirm", "propose", "decline", "cancel", "finish", "note", "new-code")
FIELDS = {"reason": "nej", "note": "hej", "time": "2026-11-25T08:00:00+00:00"}


def desk_routes() -> list[tuple[str, str]]:
    """Every route behind the sign-in, as the application knows them."""
    found = [
        (method, route.path)
        for route in _flat(router.routes)
        for method in route.methods
        if route.path.startswith("/desk") and route.path != "/desk/sign-in"
    ]
    assert len(found) > 15
    return sorted(found)


def _flat(routes: list[object]) -> list[APIRoute]:
    """Routers in routers, opened up."""
    flat: list[APIRoute] = []
    for route in routes:
        if isinstance(route, APIRoute):
            flat.append(route)
        else:
            flat.extend(_flat(getattr(route, "routes", None) or route.original_router.routes))  # type: ignore[attr-defined]
    return flat


@pytest.mark.parametrize(("method", "path"), desk_routes())
def test_without_a_session_every_route_leads_to_the_sign_in(office: Office, method: str, path: str) -> None:
    booking = office.book()
    address = path.replace("{rest:path}", "nowhere").format(
        reference=booking.reference, act="confirm", draft="0" * 32
    )
    answer = office.browser().request(method, address, data={"csrf": "x", **FIELDS}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in")
    request = office.desk.contacts.desk.open(BIRKEMOSE, booking.reference)
    assert (request.status, len(request.events)) == (Status.REQUESTED, 1)


@pytest.mark.parametrize("login", [AMINA, RAGNHILD])
def test_a_coordinator_of_another_school_finds_nothing_there(office: Office, login: str) -> None:
    reference, foreign = office.book().reference, office.signed_in(login)
    seen = [foreign.get(f"/desk/requests/{reference}"), foreign.get(f"/desk/requests/{reference}/confirm")]
    seen += [foreign.submit(f"/desk/requests/{reference}/{act}", **FIELDS) for act in ACTS]
    nothing = [foreign.get("/desk/requests/AAA-AAA")]
    nothing += [foreign.submit(f"/desk/requests/AAA-AAA/{act}", **FIELDS) for act in ACTS]
    assert {answer.status_code for answer in (*seen, *nothing)} == {404}
    assert {answer.text for answer in seen} == {answer.text for answer in nothing}
    assert reference not in foreign.get("/desk?show=all").text
    assert reference not in foreign.get("/desk/day?date=2026-11-23").text
    request = office.desk.contacts.desk.open(BIRKEMOSE, reference)
    assert (request.status, len(request.events)) == (Status.REQUESTED, 1)


def test_an_administrator_sees_every_school_of_the_municipality_and_no_other(office: Office) -> None:
    own = [office.book("demo-dk").reference, office.book("demo-dk-2").reference]
    elsewhere = office.book("demo-no", way="+47 21 23 45 67").reference
    karen = office.signed_in(KAREN)
    listed = karen.get("/desk").text
    assert all(reference in listed for reference in own)
    assert elsewhere not in listed
    assert karen.get(f"/desk/requests/{own[1]}").status_code == 200
    assert karen.get(f"/desk/requests/{elsewhere}").status_code == 404


def test_a_draft_taken_by_phone_is_its_coordinators_alone(office: Office) -> None:
    signe, amina = office.signed_in(SIGNE), office.signed_in(AMINA)
    draft = _told(signe)
    for address in (f"/desk/phone/{draft}", f"/desk/phone/{draft}/booked", f"/desk/phone?draft={draft}"):
        assert amina.get(address).status_code == 404
    assert amina.submit(f"/desk/phone/{draft}", time="call", consent="yes").status_code == 404
    assert amina.submit("/desk/phone", school="demo-dk-2", draft=draft, way1="32 12 34 57").status_code == 404
    assert not office.desk.contacts.drafts.open(draft).booked


def test_nobody_books_by_phone_at_a_school_that_is_not_hers(office: Office) -> None:
    signe = office.signed_in(SIGNE)
    assert signe.get("/desk/phone?school=demo-dk-2").status_code == 404
    assert signe.submit("/desk/phone", school="demo-dk-2", way1="32 12 34 57").status_code == 404


def test_addresses_that_lead_nowhere_are_pages_too(office: Office) -> None:
    for address in ("/desk/nowhere", "/desk/requests", "/desk/phone/xyz/abc/def"):
        answer = office.signed_in(SIGNE).get(address)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")


def _told(browser: Browser) -> str:
    browser.read("/desk/phone")
    return browser.submit("/desk/phone", school="demo-dk", way1="32 12 34 56").url.path.rsplit("/", 1)[1]
