"""Sessions: how they end, that nobody can plant one, and that only our own pages can send forms."""

from datetime import timedelta

from actions.contacts import Status
from actions.staff.sessions import IDLE, LONGEST
from tests.api.desk.conftest import AMINA, SIGNE, Browser, Office
from tests.contact_world import BIRKEMOSE


def is_asked_to_sign_in(browser: Browser) -> bool:
    return browser.get("/desk").url.path == "/desk/sign-in"


def test_it_ends_after_half_an_hour_without_a_page(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    for _ in range(3):
        office.clock.now += IDLE - timedelta(minutes=1)
        assert not is_asked_to_sign_in(browser)
    office.clock.now += IDLE
    assert is_asked_to_sign_in(browser)


def test_it_ends_after_ten_hours_in_any_case(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    began = office.clock.now
    while office.clock.now + timedelta(minutes=20) < began + LONGEST:
        office.clock.turn(minutes=20)
        assert not is_asked_to_sign_in(browser)
    office.clock.turn(minutes=20)
    assert is_asked_to_sign_in(browser)


def test_signing_out_ends_it_for_a_kept_cookie_too(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    kept = browser.cookies["skolevej_desk"]
    browser.submit("/desk/sign-out")
    thief = office.browser()
    thief.cookies.set("skolevej_desk", kept)
    assert is_asked_to_sign_in(browser)
    assert is_asked_to_sign_in(thief)


def test_a_disabled_account_is_out_at_once(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    office.desk.staff.accounts.set_disabled(SIGNE, True)
    assert is_asked_to_sign_in(browser)


def test_a_new_password_signs_out_everywhere(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    office.desk.staff.accounts.set_password(SIGNE, "otte røde heste i regnvejr")
    assert is_asked_to_sign_in(browser)


def test_a_planted_session_is_not_taken_over(office: Office) -> None:
    """Session fixation: the token somebody put into the browser before signing in opens nothing afterwards."""
    attacker = office.signed_in(AMINA)
    planted = attacker.cookies["skolevej_desk"]
    victim = office.browser()
    victim.cookies.set("skolevej_desk", planted, domain="testserver.local", path="/")
    victim.sign_in(SIGNE)
    assert victim.cookies.get("skolevej_desk", domain="testserver.local") != planted
    assert is_asked_to_sign_in(attacker)


def test_a_made_up_token_opens_nothing(office: Office) -> None:
    browser = office.browser()
    browser.cookies.set("skolevej_desk", "x" * 43)
    assert is_asked_to_sign_in(browser)


def test_the_proof_changes_at_signing_in(office: Office) -> None:
    browser = office.browser()
    browser.read("/desk/sign-in")
    before = browser.proof
    browser.sign_in(SIGNE)
    assert browser.proof != before
    assert len({before, browser.proof, office.signed_in(SIGNE).proof}) == 3


def test_a_form_without_the_proof_does_nothing(office: Office) -> None:
    reference, browser = office.book().reference, office.signed_in(SIGNE)
    foreign = office.signed_in(AMINA).proof
    for proof in ("", "x" * 64, foreign, browser.proof.upper(), "é"):
        answer = browser.post(f"/desk/requests/{reference}/confirm", data={"csrf": proof})
        assert answer.status_code == 403
        assert office.desk.texts("da", "trouble.forged.title") in answer.text
    assert browser.post(f"/desk/requests/{reference}/confirm").status_code == 403
    assert _status(office, reference) is Status.REQUESTED


def test_a_form_from_another_site_does_nothing_even_with_the_proof(office: Office) -> None:
    reference, browser = office.book().reference, office.signed_in(SIGNE)
    for site in ("cross-site", "same-site"):
        answer = browser.post(
            f"/desk/requests/{reference}/confirm",
            data={"csrf": browser.proof},
            headers={"sec-fetch-site": site},
        )
        assert answer.status_code == 403
    assert _status(office, reference) is Status.REQUESTED


def test_a_form_of_another_kind_carries_no_proof(office: Office) -> None:
    reference, browser = office.book().reference, office.signed_in(SIGNE)
    answer = browser.post(f"/desk/requests/{reference}/confirm", json={"csrf": browser.proof})
    assert answer.status_code == 403


def test_signing_in_needs_the_forms_own_cookie(office: Office) -> None:
    """Nobody can be signed in to a stranger's account by another site's form."""
    browser = office.browser()
    browser.read("/desk/sign-in")
    proof = browser.proof
    browser.cookies.clear()
    answer = browser.post(
        "/desk/sign-in",
        data={"csrf": proof, "login": SIGNE, "password": "fire grønne cykler ved vandet"},
    )
    assert answer.status_code == 403
    assert office.desk.texts("da", "sign_in.stale") in answer.text
    assert is_asked_to_sign_in(browser)


def test_no_page_is_kept_by_a_cache_or_framed(office: Office) -> None:
    reference, browser = office.book().reference, office.signed_in(SIGNE)
    for address in ("/desk", f"/desk/requests/{reference}", "/desk/day", "/desk/phone", "/booking"):
        answer = browser.get(address)
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.text
        assert " style=" not in answer.text


def _status(office: Office, reference: str) -> Status:
    return office.desk.contacts.desk.open(BIRKEMOSE, reference).status
