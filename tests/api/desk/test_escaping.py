"""Whatever people write is shown as they wrote it and never as markup."""

from html import escape

from tests.api.desk.conftest import SIGNE, Office

NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}"


def test_about_name_label_note_reason_and_account_name(office: Office) -> None:
    drafts, now = office.desk.contacts.drafts, office.clock()
    draft = office.world.draft()
    drafts.set_about(draft, NASTY, now)
    drafts.set_name(draft, NASTY, now)
    drafts.add_way(draft, "32 12 34 56", now, NASTY[:50])
    drafts.give_consent(draft, now)
    booking = office.desk.contacts.bookings.book(draft, now)
    signe, address = office.signed_in(SIGNE), f"/desk/requests/{booking.reference}"
    signe.submit(f"{address}/note", note=NASTY)
    signe.submit(f"{address}/decline", reason=NASTY)
    pages = [signe.get(address), signe.submit(f"{address}/note", note=NASTY * 40)]
    pages.append(
        office.browser().post("/booking", data={"reference": booking.reference, "code": booking.code})
    )
    for page in pages:
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "49" not in page.text.replace("%49", "") or "7 * 7" in page.text
    assert pages[0].text.count(str(escape(NASTY)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")) == 4


def test_what_is_typed_into_forms(office: Office) -> None:
    stranger = office.browser()
    pages = [
        stranger.sign_in(NASTY, NASTY, next=NASTY, language=NASTY),
        stranger.post("/booking", data={"reference": NASTY, "code": NASTY, "language": NASTY}),
        stranger.get("/booking", params={"language": "<b>"}),
        stranger.get(f"/desk/sign-in?next={NASTY[:60]}"),
        office.signed_in(SIGNE).submit("/desk/phone", school="demo-dk", way1=NASTY, name=NASTY, grade=NASTY),
    ]
    for page in pages:
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert 'onerror=alert(1)">' not in page.text


def test_a_mail_address_cannot_add_fields_to_a_mailto_link(office: Office) -> None:
    booking = office.book(way="mor+skole?cc=a@example.org")
    text = office.signed_in(SIGNE).get(f"/desk/requests/{booking.reference}").text
    assert 'href="mailto:mor%2Bskole%3Fcc%3Da%40example.org"' in text
