"""The desk and a parent's own page in a real browser, without any script: every state, keyboard, small, dark, zoomed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from actions.contacts import Booking, ContactServices, load_retention, open_contacts
from actions.schools import load_municipalities
from actions.store import open_store
from api.local_secrets import local_secrets
from tests.browser.chat import AXE, Chat
from tests.browser.conftest import NewContext
from tests.conftest import ROOT, RunningProduct

LOGIN, PASSWORD = "signe@soelvbaek.example.org", "fire grønne cykler ved vandet"
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True},
    "dark": {"color_scheme": "dark"},
    "zoomed to 200 %": {"viewport": {"width": 640, "height": 400}},
    "high contrast": {"forced_colors": "active"},
}
SMALLEST = 24
"""CSS pixels a target must have; buttons and fields have 44 and more."""


@dataclass
class Desk:
    """The running product with one account; books as the chat would."""

    product: RunningProduct
    contacts: ContactServices

    def book(self, *, urgency: str = "this_week") -> Booking:
        drafts, now = self.contacts.drafts, datetime.now(UTC)
        draft = drafts.start("demo-dk", text_language="da", now=now).id
        drafts.set_grade(draft, 3, now)
        drafts.set_about(draft, "Hun græder hver søndag aften 🌧 " * 8, now)
        drafts.set_name(draft, "<b>Mette</b>", now)
        drafts.set_urgency(draft, urgency, now)
        drafts.set_language(draft, "pl", now)
        drafts.add_way(draft, "32 12 34 56", now, "mor")
        drafts.choose_slot(draft, self.contacts.calendar.free_slots("demo-dk", 3, None, now, 1)[0].start, now)
        drafts.give_consent(draft, now)
        return self.contacts.bookings.book(draft, now)

    def sign_in(self, page: Page) -> None:
        page.goto(f"{self.product.url}/desk")
        page.get_by_label("Mailadresse").fill(LOGIN)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        expect(page).to_have_url(f"{self.product.url}/desk")


@pytest.fixture(scope="session")
def desk(product: RunningProduct) -> Desk:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "api.cli",
            "users",
            "add",
            "--login",
            LOGIN,
            "--name",
            "Signe Birkemose",
            "--coordinator",
            "dk-birkemose",
            "--password-stdin",
        ],
        cwd=ROOT,
        env={**os.environ, "SKOLEVEJ_DATA_DIR": str(product.data_dir)},
        input=f"{PASSWORD}\n",
        text=True,
        check=False,  # there already, where another module's tests came first; signing in shows
    )
    places = load_municipalities(ROOT / "knowledge" / "policy" / "municipalities")
    store = open_store(f"sqlite:///{product.data_dir / 'skolevej.db'}")
    secret = local_secrets(product.data_dir).private_codes.encode()
    return Desk(product, open_contacts(store, places, secret, load_retention()))


def test_from_hello_in_the_chat_to_a_confirmed_talk(desk: Desk, chat: Chat, new_context: NewContext) -> None:
    chat.open()
    chat.say("hej")
    chat.button("Bestil en samtale").click()
    chat.wait()
    for answer in (
        "4. klasse",
        "han vil ikke med ind om morgenen",
        "det kan vente",
        "dansk",
        "32 12 34 56",
        "ring til mig",
    ):
        chat.say(answer)
    chat.say("ja")
    receipt = chat.replies.last
    expect(receipt).to_contain_text("Nu er det sendt til Signe Birkemose")
    found = re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", receipt.inner_text())
    assert found, "the receipt names its reference"

    page = new_context(java_script_enabled=False).new_page()
    desk.sign_in(page)
    page.get_by_role("link", name=found[0]).first.click()
    for shown in ("4. klasse", "han vil ikke med ind om morgenen", "+45 32 12 34 56"):
        expect(page.get_by_role("main")).to_contain_text(shown)
    page.get_by_role("button", name="Bekræft").first.click()
    expect(page.locator(".tags")).to_contain_text("Aftalt")


def test_a_coordinator_signs_in_sees_a_request_and_confirms_it(desk: Desk, new_context: NewContext) -> None:
    booking = desk.book()
    page = new_context(java_script_enabled=False).new_page()
    desk.sign_in(page)
    page.get_by_role("link", name=booking.reference).first.click()
    for shown in ("Hun græder hver søndag aften", "<b>Mette</b>", "+45 32 12 34 56", "Haster", "polsk"):
        expect(page.get_by_role("main")).to_contain_text(shown)
    page.get_by_role("button", name="Bekræft tiden").click()
    expect(page.get_by_role("heading", name="Samtalen er bekræftet")).to_be_visible()
    page.reload()
    expect(page.locator(".history li")).to_have_count(2)

    parent = new_context(java_script_enabled=False).new_page()
    _open_booking(parent, desk, booking)
    expect(parent.get_by_role("main")).to_contain_text("Samtalen er aftalt.")
    assert booking.reference not in parent.url
    parent.locator("summary", has_text="Aflys samtalen").click()
    parent.get_by_role("button", name="Ja, aflys").click()
    expect(parent.get_by_role("heading", name="Samtalen er aflyst")).to_be_visible()
    page.reload()
    expect(page.locator(".tags")).to_contain_text("Aflyst")


@pytest.mark.parametrize("view", VIEWS)
def test_every_page(view: str, desk: Desk, new_context: NewContext) -> None:
    """No violation, nothing too small to press, nothing out of the window; one walk through all pages."""
    booking, page = desk.book(), new_context(bypass_csp=True, **VIEWS[view]).new_page()
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = [*_axe(page), *_small_targets(page), *_sideways(page)]

    page.goto(f"{desk.product.url}/desk/sign-in")
    look("sign in")
    desk.sign_in(page)
    look("list")
    booking = replace(booking, code=_walk_request(page, desk, booking, look))
    _walk_phone(page, desk, look)
    page.goto(f"{desk.product.url}/desk/day")
    look("day")
    page.goto(f"{desk.product.url}/desk/requests/AAA-AAA")
    look("no such page")
    page.goto(f"{desk.product.url}/booking")
    look("asking for the code")
    page.get_by_role("button").click()
    look("no code given")
    _open_booking(page, desk, booking)
    _open_all(page)
    look("a parent's booking")
    assert found == {state: [] for state in found}


def test_no_page_breaks_its_own_policy(desk: Desk, new_context: NewContext) -> None:
    booking, page = desk.book(), new_context().new_page()
    desk.sign_in(page)
    for address in ("/desk", f"/desk/requests/{booking.reference}", "/desk/phone", "/desk/day", "/booking"):
        page.goto(desk.product.url + address)
        assert page.evaluate("window.violations") == []
        background = page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
        assert background == "rgb(255, 255, 255)"  # the style sheets have arrived


def test_with_the_keyboard_alone(desk: Desk, new_context: NewContext) -> None:
    booking, page = desk.book(), new_context().new_page()
    desk.sign_in(page)
    page.keyboard.press("Tab")
    assert _focused(page) == "Spring til indholdet"
    page.keyboard.press("Enter")
    _tab_to(page, booking.reference)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{booking.reference}")
    _tab_to(page, "Sig nej")
    page.keyboard.press("Enter")
    _tab_to(page, "Sig nej til henvendelsen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decline")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Begrundelse")).to_be_focused()
    page.keyboard.type("Ring til skolens kontor.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Henvendelsen er afslået")).to_be_focused()


def _walk_request(page: Page, desk: Desk, booking: Booking, look: Callable[[str], None]) -> str:
    """Ends with a new private code, which is returned: the old one opens nothing any more."""
    page.goto(f"{desk.product.url}/desk/requests/{booking.reference}")
    look("request")
    _open_all(page)
    look("request with everything open")
    page.get_by_role("button", name="Foreslå tiden").click()
    look("no time chosen")
    page.locator("summary", has_text="mistet").click()
    page.get_by_role("button", name="Giv en ny kode").click()
    look("a new code")
    return page.locator("p.code").inner_text()


def _walk_phone(page: Page, desk: Desk, look: Callable[[str], None]) -> None:
    page.goto(f"{desk.product.url}/desk/phone")
    page.get_by_role("button", name="Videre til tiden").click()
    look("nothing told")
    page.get_by_label("Telefon eller mail", exact=True).fill("32 12 34 57")
    page.get_by_role("button", name="Videre til tiden").click()
    look("read back")
    page.get_by_role("button", name="Book samtalen").click()
    look("no time and no consent")
    page.get_by_label("Tovholderen ringer").check()
    page.get_by_label("Forælderen har hørt").check()
    page.get_by_role("button", name="Book samtalen").click()
    look("booked by phone")


def _open_booking(page: Page, desk: Desk, booking: Booking) -> None:
    page.goto(f"{desk.product.url}/booking")
    page.get_by_label("Reference").fill(booking.reference)
    page.get_by_label("Privat kode").fill(booking.code)
    page.get_by_role("button", name="Vis min aftale").click()


def _open_all(page: Page) -> None:
    for summary in page.locator("details:not([open]) > summary").all()[::-1]:
        summary.click()


def _axe(page: Page) -> list[str]:
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(
        """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
        .map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", "))"""
    )
    return found


def _small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll("button, a, summary, select, textarea, input")]
        .filter((e) => e.type !== "hidden" && e.checkVisibility() && !e.matches(".ds-skip-link"))
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width < least || box.height < least)
        .map(([e, box]) => `${e.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)""",
        SMALLEST,
    )
    return found


def _sideways(page: Page) -> list[str]:
    over: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{over} px to the side"] if over > 0 else []


def _focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.innerText.trim()")
    return text


def _tab_to(page: Page, text: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if text in _focused(page) and page.evaluate("document.activeElement.matches('a, button, summary')"):
            return
    raise AssertionError(f"{text} can't be reached with the keyboard")


def _erase_by_keyboard(page: Page, opener: str) -> None:
    """Open what erases, be asked whether one is sure, say yes and erase; keys alone."""
    _tab_to(page, opener)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Slet", exact=True)).to_be_visible()
    _tab_to(page, "Slet")
    page.keyboard.press("Enter")
    expect(page.locator(".ds-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert _focused(page) == "Slet"
    page.keyboard.press("Enter")
