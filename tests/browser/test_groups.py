"""A family's page about a group and the coordinator's, in a real browser, without any script."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from actions.contacts import load_retention
from actions.groups import Answers, GroupServices, load_groups, open_groups
from actions.groups.interest import Registered
from actions.schools import load_municipalities
from actions.store import Store, open_store
from actions.store.contact_tables import OutboxRow
from api.local_secrets import local_secrets
from tests.browser.conftest import NewContext
from tests.browser.test_desk import (
    VIEWS,
    Desk,
    _axe,
    _focused,
    _open_all,
    _sideways,
    _small_targets,
    _tab_to,
    desk,
)
from tests.conftest import ROOT, RunningProduct

__all__ = ["desk"]


class Families:
    """Sign up as the chat would, on the running product's own store."""

    def __init__(self, store: Store, groups: GroupServices) -> None:
        self._store = store
        self._groups = groups
        self._codes: dict[str, str] = {}

    def sign_up(self, **answers: object) -> Registered:
        given = {"audience": "parents", "theme": "anxiety", "grade": 4, "times": ("evening",), **answers}
        email, seed = f"{secrets.token_hex(6)}@example.org", secrets.token_hex(32)
        registered = self._groups.interests.register(
            secrets.token_hex(16), seed, "demo-dk", Answers(email=email, **given), "da", datetime.now(UTC)
        )
        with self._store.transaction() as session:
            mail = select(OutboxRow).where(OutboxRow.reference == registered.interest.reference)
            self._codes[registered.interest.reference] = str(session.scalars(mail).one().payload["code"])
        return registered

    def once(self, registered: Registered) -> str:
        return self._codes[registered.interest.reference]

    def confirmed(self, **answers: object) -> Registered:
        registered = self.sign_up(**answers)
        self._groups.interests.confirm(self.once(registered), datetime.now(UTC))
        return registered


@pytest.fixture(scope="module")
def families(product: RunningProduct) -> Iterator[Families]:
    places = load_municipalities(ROOT / "knowledge" / "policy" / "municipalities")
    store = open_store(f"sqlite:///{product.data_dir / 'skolevej.db'}")
    secret = local_secrets(product.data_dir).private_codes.encode()
    yield Families(store, open_groups(store, places, load_groups(), secret, load_retention(), mails=True))
    store.close()


@pytest.mark.parametrize("view", VIEWS)
def test_every_page(view: str, desk: Desk, families: Families, new_context: NewContext) -> None:
    """No violation, nothing too small to press, nothing out of the window; one walk through all pages."""
    page, found = new_context(bypass_csp=True, **VIEWS[view]).new_page(), {}
    registered = families.sign_up(language="ar", area="online", times=("evening", "weekend"))
    families.confirmed(theme="autism_adhd", times=("daytime", "afternoon", "evening", "weekend"))

    def look(state: str) -> None:
        found[state] = [*_axe(page), *_small_targets(page), *_sideways(page)]

    page.goto(f"{desk.product.url}/group?language=da")
    look("asking for a code")
    page.get_by_role("button", name="Bekræft").click()
    look("no code")
    page.get_by_label("Kode fra mailen").fill(families.once(registered))
    page.get_by_role("button", name="Bekræft").click()
    expect(page.get_by_role("heading", name="Du står på listen")).to_be_visible()
    look("confirmed")
    _open_own(page, desk, registered)
    look("what she told")
    desk.sign_in(page)
    page.goto(f"{desk.product.url}/desk/groups")
    _open_all(page)
    look("groups with everything open")
    page.get_by_role("button", name="Send invitationen").first.click()
    look("nobody ticked")
    assert found == {state: [] for state in found}


def test_confirmed_and_withdrawn_with_the_keyboard_alone(
    desk: Desk, families: Families, new_context: NewContext
) -> None:
    registered, page = families.sign_up(), new_context(java_script_enabled=False).new_page()
    page.goto(f"{desk.product.url}/group?language=da")
    page.get_by_label("Kode fra mailen").focus()
    page.keyboard.type(families.once(registered).lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Din mailadresse er bekræftet")).to_be_visible()
    assert families.once(registered) not in page.url

    page.goto(f"{desk.product.url}/group?language=da")
    page.get_by_label("Reference").focus()
    page.keyboard.type(registered.interest.reference)
    page.keyboard.press("Tab")
    page.keyboard.type(registered.code)
    page.keyboard.press("Enter")
    page.get_by_label("Ja, slet det hele").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Du er taget af listen")).to_be_visible()
    assert registered.interest.reference not in page.url


def test_the_coordinator_invites_with_the_keyboard_alone(
    desk: Desk, families: Families, new_context: NewContext
) -> None:
    families.confirmed(theme="grief", grade=2)
    page = new_context().new_page()
    desk.sign_in(page)
    _tab_to(page, "Grupper")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/groups")
    assert page.evaluate("window.violations") == []
    section = page.locator("div.group", has_text="Sorg")
    section.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(section.locator("textarea")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Vi ses onsdag klokken 17.")
    page.keyboard.press("Tab")
    assert _focused(page) == "Send invitationen"
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Der er skrevet en invitation")).to_be_focused()


def _open_own(page: Page, desk: Desk, registered: Registered) -> None:
    page.goto(f"{desk.product.url}/group?language=da")
    page.get_by_label("Reference").fill(registered.interest.reference)
    page.get_by_label("Privat kode").fill(registered.code)
    page.get_by_role("button", name="Vis det").click()
