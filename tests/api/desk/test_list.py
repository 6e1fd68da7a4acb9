"""The list: own requests, urgent first, then newest; paged; the day's sheet without anybody's secrets."""

import re

from tests.api.desk.conftest import KAREN, SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE

REFERENCE = re.compile(r'href="/desk/requests/([A-Z0-9]{3}-[A-Z0-9]{3})">[^<]*<')


def listed(browser: Browser, address: str = "/desk") -> list[str]:
    """References in the order they stand, without the hints of what may belong together."""
    text = re.sub(r'(?s)<p class="hint together">.*?</p>', "", browser.get(address).text)
    return REFERENCE.findall(text)


def test_urgent_ones_first_then_the_newest(office: Office) -> None:
    booked = []
    for number, urgency in enumerate(("this_week", "can_wait", "this_week", "can_wait")):
        office.clock.turn(minutes=1)
        booked.append(office.book(number=number, urgency=urgency).reference)
    assert listed(office.signed_in(SIGNE)) == [booked[2], booked[0], booked[3], booked[1]]


def test_closed_ones_stand_under_all_only(office: Office) -> None:
    kept, gone = office.book().reference, office.book(number=1).reference
    office.desk.contacts.desk.decline(BIRKEMOSE, gone, "Ring til SFO'en i stedet", office.clock())
    browser = office.signed_in(SIGNE)
    assert listed(browser) == [kept]
    assert set(listed(browser, "/desk?show=all")) == {kept, gone}


def test_pages_show_each_request_once(office: Office) -> None:
    for _ in range(65):
        office.clock.turn(seconds=1)
        office.book(number=None, way="32 12 34 56")
    browser, seen = office.signed_in(SIGNE), list[str]()
    address: str | None = "/desk"
    for _ in range(3):
        assert address
        seen += listed(browser, address)
        found = re.search(r'href="(/desk\?show=open&amp;after=[^"]+)"', browser.get(address).text)
        address = found[1].replace("&amp;", "&") if found else None
    assert address is None
    assert len(seen) == len(set(seen)) == 65


def test_two_homes_are_hinted_at_not_merged(office: Office) -> None:
    one, other = office.book().reference, office.book(number=1).reference
    text = office.signed_in(SIGNE).get("/desk").text
    assert listed(office.signed_in(SIGNE)) in ([one, other], [other, one])
    assert text.count(office.desk.texts("da", "list.together")) == 2


def test_an_odd_page_mark_or_filter_is_no_error_of_ours(office: Office) -> None:
    browser, reference = office.signed_in(SIGNE), office.book().reference
    assert listed(browser, "/desk?after=XXX-XXX") == [reference]
    assert browser.get("/desk?show=everything").status_code == 404
    assert browser.get(f"/desk?after={'A' * 500}").status_code == 404


def test_the_list_holds_nothing_a_parent_wrote(office: Office) -> None:
    office.book()
    text = office.signed_in(SIGNE).get("/desk").text
    assert "græder" not in text
    assert "32 12 34 56" not in text


def test_the_school_is_named_only_where_there_are_several(office: Office) -> None:
    office.book()
    assert "Sølvbæk Skole" not in office.signed_in(SIGNE).get("/desk").text
    assert "Sølvbæk Skole" in office.signed_in(KAREN).get("/desk").text


def test_the_days_sheet_is_in_order_of_time_and_bare(office: Office) -> None:
    later, earlier = office.book(number=1).reference, office.book(number=0).reference
    text = office.signed_in(SIGNE).get("/desk/day?date=2026-11-23").text
    assert text.index(earlier) < text.index(later)
    assert "græder" not in text
    assert "32 12 34 56" not in text


def test_an_odd_date_is_today(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    for date in ("", "yesterday", "2026-13-40", "0001-01-01", "9999-12-31"):
        answer = browser.get(f"/desk/day?date={date}")
        assert answer.status_code == 200
        assert "22. november" in answer.text
