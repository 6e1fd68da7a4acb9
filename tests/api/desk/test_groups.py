"""Groups: a family's own page, and the desk where only confirmed ones count and nobody is named."""

import re

import pytest

from actions.groups import Registered
from tests.actions.groups.families import MOTHER, code_mailed, confirmed, interests, mails, sign_up
from tests.api.desk.conftest import AMINA, RAGNHILD, SIGNE, Browser, Office

WORDS = "Onsdag kl. 17 på biblioteket."
LANGUAGES = ("da", "nb", "en")


def key(registered: Registered) -> dict[str, str]:
    return {"reference": registered.interest.reference, "code": registered.code, "language": "da"}


@pytest.fixture
def parent(office: Office) -> Browser:
    return office.browser()


def line_keys(page: str) -> list[str]:
    return re.findall(r'name="(group-[0-9a-f]{12})"', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_from_the_mail_confirms_by_pressing_and_in_no_other_way(
    office: Office, parent: Browser, language: str
) -> None:
    registered = sign_up(office.desk.groups)
    code = code_mailed(office.world, registered)
    for address in ("/group", "/group/confirm", f"/group?language={language}", f"/group/{code}"):
        parent.get(address)
    assert interests(office.world)[0].confirmed_at is None
    answer = parent.post("/group/confirm", data={"once": f" {code.lower()} ", "language": language})
    assert answer.status_code == 200 and office.desk.texts(language, "group.confirmed") in answer.text
    assert "Signe Birkemose" in answer.text
    assert interests(office.world)[0].confirmed_at is not None
    for secret in (code, registered.code, registered.interest.reference, MOTHER):
        assert secret not in answer.text


@pytest.mark.parametrize(
    ("once", "status"), [("", 422), ("K7M4-QX9H-JRTW-3467", 403), ("hej", 403), ("x" * 400, 403)]
)
def test_another_code_is_refused_kindly(office: Office, parent: Browser, once: str, status: int) -> None:
    sign_up(office.desk.groups)
    answer = parent.post("/group/confirm", data={"once": once, "language": "nb"})
    assert answer.status_code == status
    assert 'id="once-error"' in answer.text
    assert interests(office.world)[0].confirmed_at is None


def test_locked_after_ten_and_said_so(office: Office, parent: Browser) -> None:
    registered = sign_up(office.desk.groups)
    code = code_mailed(office.world, registered)
    wrong = {"once": code[:-1] + ("3" if code[-1] != "3" else "4"), "language": "en"}
    for _ in range(9):
        assert parent.post("/group/confirm", data=wrong).status_code == 403
    assert parent.post("/group/confirm", data=wrong).status_code == 429
    answer = parent.post("/group/confirm", data={"once": code, "language": "en"})
    assert answer.status_code == 429 and "closed for 60 min" in answer.text


def test_she_sees_what_she_told_and_takes_herself_off(office: Office, parent: Browser) -> None:
    registered = sign_up(office.desk.groups, language="ar", area="online", times=("weekend",))
    page = parent.post("/group", data=key(registered))
    for shown in (
        "Angst og uro",
        "4.-6. klasse",
        "Helst online",
        "arabisk",
        "Weekend",
        "ikke bekræftet endnu",
    ):
        assert shown in page.text
    assert MOTHER not in page.text
    refused = parent.post("/group/withdraw", data=key(registered))
    assert refused.status_code == 422 and 'id="sure-error"' in refused.text
    done = parent.post("/group/withdraw", data={**key(registered), "sure": "yes"})
    assert office.desk.texts("da", "group.withdrawn") in done.text
    assert interests(office.world) == [] and mails(office.world) == []
    assert parent.post("/group", data=key(registered)).status_code == 403


def test_no_address_holds_a_code(office: Office, parent: Browser) -> None:
    registered = sign_up(office.desk.groups)
    once = code_mailed(office.world, registered)
    pages = [
        parent.post("/group", data=key(registered)),
        parent.post("/group/withdraw", data=key(registered)),
        parent.post("/group/confirm", data={"once": once}),
    ]
    for page in pages:
        assert not page.history
        for address in (*re.findall(r'(?:href|action)="([^"]*)"', page.text), str(page.url)):
            assert not any(
                secret in address for secret in (once, registered.code, registered.interest.reference)
            )
        assert page.headers["cache-control"] == "no-store"


def test_a_form_of_another_site_confirms_nothing(office: Office, parent: Browser) -> None:
    code = code_mailed(office.world, sign_up(office.desk.groups))
    answer = parent.post("/group/confirm", data={"once": code}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403 and 'href="/group"' in answer.text
    assert interests(office.world)[0].confirmed_at is None


def test_the_desk_shows_numbers_of_confirmed_ones_only(office: Office) -> None:
    sign_up(office.desk.groups, email="ubekraeftet@example.org", theme="grief")
    registered = confirmed(office.desk.groups, office.world, "hemmelig@example.org", language="tr")
    page = office.signed_in(SIGNE).get("/desk/groups").text
    assert "Angst og uro, forældre" in page and "1 familie" in page and "tyrkisk" in page
    assert "Sorg" not in page
    for hidden in ("ubekraeftet", "hemmelig", registered.interest.reference):
        assert hidden not in page


@pytest.mark.parametrize("login", [AMINA, RAGNHILD])
def test_nobody_else_sees_or_invites_them(office: Office, login: str) -> None:
    confirmed(office.desk.groups, office.world)
    own = office.signed_in(SIGNE)
    (line,) = line_keys(own.read("/desk/groups").text)
    stranger = office.signed_in(login)
    page = stranger.read("/desk/groups")
    assert page.status_code == 200 and line_keys(page.text) == []
    assert (
        stranger.submit(
            "/desk/groups", about="parents-anxiety", **{line: "yes", "text-parents-anxiety": "x"}
        ).status_code
        == 422
    )
    assert interests(office.world)[0].invited_at is None


def test_an_outsider_is_sent_to_sign_in(office: Office) -> None:
    assert office.browser().get("/desk/groups").url.path == "/desk/sign-in"
    assert office.browser().post("/desk/groups", data={"about": "x"}).url.path == "/desk/sign-in"


def test_her_words_go_to_those_she_ticked(office: Office) -> None:
    for name, grade in (("a", 4), ("b", 4), ("c", 8)):
        confirmed(office.desk.groups, office.world, f"{name}@example.org", grade=grade)
    signe = office.signed_in(SIGNE)
    first, _ = line_keys(signe.read("/desk/groups").text)
    answer = signe.submit(
        "/desk/groups", about="parents-anxiety", **{first: "yes", "text-parents-anxiety": WORDS}
    )
    assert "Der er skrevet en invitation til 2 familier" in answer.text
    assert {mail.recipient for mail in mails(office.world)} == {"a@example.org", "b@example.org"}
    assert "2 inviteret" in answer.text
    again = signe.submit(
        "/desk/groups", about="parents-anxiety", **{first: "yes", "text-parents-anxiety": WORDS}
    )
    assert again.status_code == 422 and len(mails(office.world)) == 2


@pytest.mark.parametrize(
    ("ticked", "text", "field"),
    [
        (False, WORDS, "lines-parents-anxiety"),
        (True, "", "text-parents-anxiety"),
        (True, "x" * 1501, "text-parents-anxiety"),
    ],
)
def test_what_is_missing_is_named_beside_its_field(
    office: Office, ticked: bool, text: str, field: str
) -> None:
    confirmed(office.desk.groups, office.world)
    signe = office.signed_in(SIGNE)
    (line,) = line_keys(signe.read("/desk/groups").text)
    fields = {"about": "parents-anxiety", "text-parents-anxiety": text, **({line: "yes"} if ticked else {})}
    answer = signe.submit("/desk/groups", **fields)
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text and f'id="{field}"' in answer.text
    assert text[:20] in answer.text
    assert mails(office.world) == []


def test_a_forged_invitation_is_refused(office: Office) -> None:
    confirmed(office.desk.groups, office.world)
    signe = office.signed_in(SIGNE)
    (line,) = line_keys(signe.read("/desk/groups").text)
    fields = {"about": "parents-anxiety", "text-parents-anxiety": WORDS, line: "yes", "csrf": "0" * 64}
    assert signe.post("/desk/groups", data=fields).status_code == 403
    assert interests(office.world)[0].invited_at is None


def test_her_words_are_shown_as_words(office: Office) -> None:
    confirmed(office.desk.groups, office.world)
    signe = office.signed_in(SIGNE)
    signe.read("/desk/groups")
    answer = signe.submit(
        "/desk/groups", about="parents-anxiety", **{"text-parents-anxiety": "<script>x</script>"}
    )
    assert "<script>x" not in answer.text and "&lt;script&gt;x" in answer.text
