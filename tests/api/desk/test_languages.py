"""Every page in every language, and texts that stand where they are used."""

import re
from pathlib import Path

import pytest
import yaml

from api.desk.rendering import PAGES
from tests.api.desk.conftest import SIGNE, Office
from tests.contact_world import PHONE

DESK = Path(PAGES).parent
USED = re.compile(
    r"""\bt\(\s*["']([a-z0-9_.]+)["'](?!\s*~)|(?:words|texts)\([^"']*?["']([a-z_]+\.[a-z_.]+)["']"""
)


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_account_chooses_and_it_is_remembered(office: Office, language: str) -> None:
    reference, browser = office.book().reference, office.signed_in(SIGNE)
    answer = browser.submit("/desk/language", language=language, back=f"/desk/requests/{reference}")
    assert answer.url.path == f"/desk/requests/{reference}"
    told = browser.submit("/desk/phone", school="demo-dk", way1=PHONE)
    addresses = (
        "/desk",
        f"/desk/requests/{reference}",
        "/desk/day",
        "/desk/phone",
        told.url.path,
        "/desk/no",
    )
    for address in addresses:
        page = browser.get(address)
        assert f'<html lang="{language}"' in page.text
        assert page.headers["content-language"] == language
        assert not re.search(r"\{\w+\}", page.text)
    assert f'<html lang="{language}"' in office.signed_in(SIGNE).get("/desk").text


def test_an_odd_language_changes_nothing(office: Office) -> None:
    browser = office.signed_in(SIGNE)
    browser.submit("/desk/language", language="klingon", back="https://evil.example.org")
    assert browser.get("/desk").headers["content-language"] == "da"


@pytest.mark.parametrize(("header", "language"), [("nn-NO,nb;q=0.9", "nb"), ("en-GB", "en"), ("pl", "da")])
def test_who_is_not_signed_in_is_met_in_the_browsers_language(
    office: Office, header: str, language: str
) -> None:
    for address in ("/booking", "/desk/sign-in"):
        page = office.browser().get(address, headers={"accept-language": header})
        assert page.headers["content-language"] == language


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_a_language_chosen_on_the_page_is_kept_through_the_form(office: Office, language: str) -> None:
    page = office.browser().get(f"/booking?language={language}")
    assert f'name="language" value="{language}"' in page.text
    answer = office.browser().post("/booking", data={"reference": "x", "code": "y", "language": language})
    assert answer.headers["content-language"] == language


def test_every_text_that_is_used_exists() -> None:
    files = [*DESK.glob("pages/*.html"), *DESK.glob("*.py")]
    used = {key for file in files for pair in USED.findall(file.read_text("utf-8")) for key in pair if key}
    assert len(used) > 100
    texts = yaml.safe_load((DESK / "texts" / "da.yml").read_text("utf-8"))
    assert [key for key in sorted(used) if not _stands_in(texts, key)] == []


def _stands_in(texts: object, key: str) -> bool:
    for part in key.split("."):
        texts = texts.get(part) if isinstance(texts, dict) else None
    return isinstance(texts, str)
