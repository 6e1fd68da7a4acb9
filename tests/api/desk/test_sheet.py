"""A parent's own sheet on its page: hers with her code, nobody else's, printable, told on, mailed without a word, erased."""

import re

import pytest
from sqlalchemy import select

from actions.contacts import Attachment
from actions.contacts.codes import new_seed
from actions.contacts.door import TRIES
from actions.measures import Agreed, Helped, State, Told
from actions.sheets import WINDOW_LIMIT, KeptSheet, MeetingSheet
from actions.store.contact_tables import OutboxRow
from actions.store.sheet_tables import SheetRow
from tests.api.desk.conftest import SIGNE, Browser, Office, Words
from tests.contact_world import NOW

ACTS = ("", "/tell", "/mail", "/erase")
MEETING = MeetingSheet(
    worries="Hun græder\nhver søndag <b>aften</b>",
    child="»Der er larm«",
    questions=("Hvem tager imod hende?",),
)


def key(kept: KeptSheet) -> dict[str, str]:
    return {"reference": kept.sheet.reference, "code": kept.code or "", "language": "da"}


def keep(office: Office, draft: str = "a" * 32) -> KeptSheet:
    return office.desk.sheets.sheets.keep_meeting(
        draft, new_seed(), MEETING, school="demo-dk", language="da", now=NOW
    )


def agree(office: Office) -> KeptSheet:
    agreed = (
        Agreed("Mødes ved døren", "Jonas", "fredag", NOW.date().replace(day=27)),
        Agreed("Senere start", None, "efter ferien"),
    )
    return office.desk.sheets.sheets.keep_measures(
        "b" * 32, new_seed(), agreed, school="demo-dk", language="da", now=NOW
    )


@pytest.fixture
def parent(office: Office) -> Browser:
    return office.browser()


def test_she_reads_her_own_words_and_they_are_no_markup(office: Office, parent: Browser) -> None:
    text = parent.post("/sheet", data=key(keep(office))).text
    assert "Hun græder\nhver søndag &lt;b&gt;aften&lt;/b&gt;" in text
    for shown in ("»Der er larm«", "Hvem tager imod hende?", office.desk.texts("da", "sheet.window.child")):
        assert shown in text
    assert office.desk.texts("da", "sheet.window.works") not in text


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_in_every_language(office: Office, parent: Browser, words: Words, language: str) -> None:
    assert words(language, "sheet.intro") in parent.get(f"/sheet?language={language}").text
    for kept in (keep(office), agree(office)):
        text = parent.post("/sheet", data={**key(kept), "language": language}).text
        assert words(language, f"sheet.heading.{kept.sheet.kind}") in text
    assert "Mødes ved døren" in text and "27" in text and "efter ferien" in text


def test_neither_reference_nor_code_ever_stands_in_an_address(office: Office, parent: Browser) -> None:
    kept = keep(office)
    for act in ACTS:
        page = parent.post(f"/sheet{act}", data={**key(kept), "address": "mor@example.org"})
        assert not page.history
        for address in (*re.findall(r'(?:href|action)="([^"]*)"', page.text), str(page.url)):
            assert kept.sheet.reference not in address and (kept.code or "") not in address


def test_she_tells_how_it_went_twice_the_same(office: Office, parent: Browser) -> None:
    kept = agree(office)
    one, two = (each.id for each in kept.sheet.measures)
    fields = {
        f"state_{one}": "done",
        f"helped_{one}": "little",
        f"note_{one}": "Kun mandag",
        f"state_{two}": "??",
    }
    for _ in range(2):
        page = parent.post("/sheet/tell", data={**key(kept), **fields})
        assert office.desk.texts("da", "sheet.done.tell") in page.text
    measures = office.desk.sheets.sheets.opened(kept.sheet.id).measures
    assert [each.told for each in measures] == [Told(State.DONE, Helped.LITTLE, "Kun mandag"), Told()]
    assert "Kun mandag" in parent.post("/sheet", data=key(kept)).text


def test_a_note_too_long_changes_nothing(office: Office, parent: Browser) -> None:
    kept = agree(office)
    one = kept.sheet.measures[0].id
    long = {f"state_{one}": "done", f"note_{one}": "x" * (WINDOW_LIMIT + 1)}
    assert parent.post("/sheet/tell", data={**key(kept), **long}).status_code == 422
    assert office.desk.sheets.sheets.opened(kept.sheet.id).measures[0].told == Told()


def test_a_link_by_mail_without_a_word_of_it(office: Office, parent: Browser) -> None:
    kept = keep(office)
    wrong = parent.post("/sheet/mail", data={**key(kept), "address": "mor@"})
    assert wrong.status_code == 422 and office.desk.texts("da", "sheet.errors.email") in wrong.text
    for name in "aabc":
        page = parent.post("/sheet/mail", data={**key(kept), "address": f"{name}@example.org"})
        assert office.desk.texts("da", "sheet.done.mail") in page.text
    enough = parent.post("/sheet/mail", data={**key(kept), "address": "d@example.org"})
    assert office.desk.texts("da", "sheet.errors.too_many_mails", limit=3) in enough.text
    with office.world.store.transaction() as session:
        mails = session.scalars(select(OutboxRow)).all()
    assert len(mails) == 3 and "græder" not in str([mail.payload for mail in mails])


def test_erasing_asks_once_more_and_leaves_nothing(office: Office, parent: Browser) -> None:
    kept = keep(office)
    asked = parent.post("/sheet/erase", data=key(kept))
    assert asked.status_code == 422 and office.world.count(SheetRow) == 1
    gone = parent.post("/sheet/erase", data={**key(kept), "sure": "yes"})
    assert office.desk.texts("da", "sheet.erased") in gone.text
    assert parent.post("/sheet", data=key(kept)).status_code == 403
    assert office.world.count(SheetRow) == 0


def test_a_wrong_code_a_foreign_code_and_a_made_up_reference_read_alike(office: Office) -> None:
    mine, other, booking = keep(office), keep(office, "c" * 32), office.book()
    tries = (
        {"reference": mine.sheet.reference, "code": "WWWWW-WWWWW-WWWWW-WWWWW"},
        {"reference": mine.sheet.reference, "code": other.code or ""},
        {"reference": booking.reference, "code": booking.code or ""},
        {"reference": "CCC-CCC", "code": mine.code or ""},
    )
    for act in ACTS:
        fields = {"sure": "yes", "language": "da", "address": "mor@example.org"}
        answers = [office.browser().post(f"/sheet{act}", data={**pair, **fields}) for pair in tries]
        assert {answer.status_code for answer in answers} == {403}
        assert len({re.sub(r'value="[A-Z0-9-]{7}"', "", answer.text) for answer in answers}) == 1
    assert office.world.count(SheetRow) == 2 and office.world.count(OutboxRow) == 1


def test_ten_wrong_codes_lock_the_right_one_out(office: Office, parent: Browser) -> None:
    kept = keep(office)
    wrong = {**key(kept), "code": "WWWWW-WWWWW-WWWWW-WWWWW"}
    statuses = [parent.post("/sheet", data=wrong).status_code for _ in range(TRIES)]
    assert statuses == [403] * (TRIES - 1) + [429]
    assert parent.post("/sheet", data=key(kept)).status_code == 429
    office.clock.turn(hours=1, minutes=1)
    assert parent.post("/sheet", data=key(kept)).status_code == 200


def test_reloading_asks_for_the_code_again_and_another_site_cannot_send(
    office: Office, parent: Browser
) -> None:
    for act in ACTS[1:]:
        assert parent.get(f"/sheet{act}").url.path == "/sheet"
    forged = parent.post("/sheet/erase", data=key(keep(office)), headers={"sec-fetch-site": "cross-site"})
    assert forged.status_code == 403 and 'href="/sheet"' in forged.text


def test_the_page_is_kept_by_no_cache(office: Office, parent: Browser) -> None:
    assert parent.post("/sheet", data=key(keep(office))).headers["cache-control"] == "no-store"


def test_the_coordinator_reads_what_was_sent_along_as_the_parents_own(office: Office) -> None:
    contacts = office.desk.contacts
    draft = office.world.draft()
    sheet = Attachment("prepare_meeting:1", "sheet", "nb", "Det som bekymrer oss:\nHun gråter <i>")
    contacts.attachments.attach(draft, sheet, NOW)
    contacts.drafts.give_consent(draft, NOW)
    booking = contacts.bookings.book(draft, NOW)
    text = office.signed_in(SIGNE).get(f"/desk/requests/{booking.reference}").text
    assert office.desk.texts("da", "request.attached_own").replace("'", "&#39;") in text
    assert '<blockquote class="about" lang="nb">Det som bekymrer oss:\nHun gråter &lt;i&gt;' in text
    none = office.book()
    assert office.desk.texts("da", "request.attached") not in (
        office.signed_in(SIGNE).get(f"/desk/requests/{none.reference}").text
    )
