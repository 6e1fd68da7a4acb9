"""Signing in: who gets in, what the others learn (nothing), what the cookies look like."""

from sqlalchemy import select

from actions.store.staff_tables import AccountRow, SignedInRow
from tests.api.desk.conftest import AMINA, PASSWORD, SIGNE, Office


def test_the_right_pair_opens_the_list(office: Office) -> None:
    answer = office.browser().sign_in(SIGNE)
    assert answer.status_code == 200
    assert answer.url.path == "/desk"
    assert "Signe Birkemose" in answer.text


def test_it_leads_to_the_page_that_was_wanted(office: Office) -> None:
    reference = office.book().reference
    browser = office.browser()
    asked = browser.read(f"/desk/requests/{reference}")
    assert asked.url.path == "/desk/sign-in"
    answer = browser.submit("/desk/sign-in", login=SIGNE, password=PASSWORD, next=asked.url.params["next"])
    assert answer.url.path == f"/desk/requests/{reference}"


def test_who_is_signed_in_and_comes_from_a_mail_needs_one_click(office: Office) -> None:
    """SameSite=Strict keeps the cookie back on the way from elsewhere, not on a link of our own page."""
    reference = office.book().reference
    from_elsewhere = office.browser().get(f"/desk/requests/{reference}")
    link = f'href="/desk/requests/{reference}"'
    assert link in from_elsewhere.text
    assert office.signed_in(SIGNE).get(f"/desk/requests/{reference}").status_code == 200


def test_it_leads_nowhere_else(office: Office) -> None:
    for wanted in (
        "https://evil.example.org/",
        "//evil.example.org",
        "/desk/../demo",
        "/desk/sign-in",
        "/desk\n",
    ):
        assert office.browser().sign_in(SIGNE, next=wanted).url.path == "/desk"


def test_wrong_password_unknown_login_and_disabled_account_read_alike(office: Office) -> None:
    office.desk.staff.accounts.set_disabled(AMINA, True)
    tries = ((SIGNE, "forkert adgangskode"), ("nobody@example.org", PASSWORD), (AMINA, PASSWORD))
    answers = [office.browser().sign_in(login, password) for login, password in tries]
    assert {answer.status_code for answer in answers} == {401}
    shown = {
        _without(answer.text, login, answer.request.headers.get("cookie", ""))
        for answer, (login, _) in zip(answers, tries, strict=True)
    }
    assert len(shown) == 1


def test_the_password_is_never_shown_again(office: Office) -> None:
    answer = office.browser().sign_in("nobody@example.org", "hemmelige vendinger")
    assert "hemmelige vendinger" not in answer.text


def test_five_wrong_ones_lock_also_the_right_one_and_a_login_nobody_has(office: Office) -> None:
    for login in (SIGNE, "nobody@example.org"):
        browser = office.browser()
        statuses = [browser.sign_in(login, "forkert adgangskode").status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]
        assert browser.sign_in(login).status_code == 429


def test_the_lock_opens_after_a_minute_and_grows(office: Office) -> None:
    browser = office.browser()
    for _ in range(5):
        browser.sign_in(SIGNE, "forkert adgangskode")
    office.clock.turn(seconds=61)
    assert browser.sign_in(SIGNE, "forkert adgangskode").status_code == 401
    office.clock.turn(seconds=61)
    assert browser.sign_in(SIGNE).status_code == 429
    office.clock.turn(seconds=61)
    assert browser.sign_in(SIGNE).url.path == "/desk"


def test_signing_in_forgets_the_wrong_ones(office: Office) -> None:
    browser = office.browser()
    for _ in range(2):
        for _ in range(4):
            browser.sign_in(SIGNE, "forkert adgangskode")
        assert browser.sign_in(SIGNE).url.path == "/desk"


def test_case_and_space_around_the_login_do_not_matter(office: Office) -> None:
    assert office.browser().sign_in(f"  {SIGNE.upper()} ").url.path == "/desk"


def test_neither_password_nor_token_is_stored(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    token = browser.cookies["skolevej_desk"]
    with office.world.store.transaction() as session:
        hashes = session.scalars(select(AccountRow.password_hash)).all()
        sessions = session.scalars(select(SignedInRow.token_hash)).all()
    assert all(each.startswith("$argon2id$") for each in hashes)
    assert token not in sessions
    assert len(sessions) == 1


def test_cookies_over_https_belong_to_this_host_alone(https_office: Office) -> None:
    browser = https_office.browser(https=True)
    form = browser.read("/desk/sign-in").headers["set-cookie"]
    answer = browser.post(
        "/desk/sign-in",
        data={"csrf": browser.proof, "login": SIGNE, "password": PASSWORD},
        follow_redirects=False,
    )
    for cookie in (form, answer.headers.get_list("set-cookie")[0]):
        assert cookie.startswith("__Host-skolevej_")
        for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_a_coordinator_no_longer_in_the_file_is_told_so(office: Office) -> None:
    with office.world.store.transaction() as session:
        row = session.scalar(select(AccountRow).where(AccountRow.login == SIGNE))
        assert row is not None
        row.coordinator = "dk-gone"
    answer = office.browser().sign_in(SIGNE)
    assert answer.status_code == 403
    assert office.desk.texts("da", "trouble.out_of_place.title") in answer.text


def _without(page: str, *parts: str) -> str:
    """The page without what the person typed and the form's own proof."""
    proof = page.split('name="csrf" value="')[1].split('"')[0]
    for part in (*parts, proof):
        page = page.replace(part, "")
    return page
