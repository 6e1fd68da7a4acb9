"""A parent's own check-ins in a real browser, without any script: read, compared, erased with the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from actions.check_ins import CheckIns, Kept, load_check_in_policy
from actions.contacts.codes import PrivateCodes, new_seed
from actions.contacts.retention import load_retention
from actions.flows.drafts import FlowDrafts
from actions.flows.model import FlowDraft
from actions.store import open_store
from api.local_secrets import local_secrets
from tests.browser.conftest import NewContext
from tests.browser.test_desk import VIEWS, _axe, _erase_by_keyboard, _open_all, _sideways, _small_targets
from tests.conftest import RunningProduct

THEN = {"mornings": "stuck", "body": "often", "parts": "weekly", "days": "many", "pattern": "growing"}
NOW = {"mornings": "some", "body": "some", "parts": "weekly", "days": "few", "pattern": "certain"}


@dataclass
class Kitchen:
    """Where the running product keeps check-ins."""

    url: str
    check_ins: CheckIns

    def kept(self, answers: dict[str, str], stage: int, before: str | None = None, days_ago: int = 0) -> Kept:
        at = datetime.now(UTC) - timedelta(days=days_ago)
        draft = FlowDraft(
            uuid4().hex, uuid4().hex, "check_in", "demo-dk", "da", answers, None, 0, new_seed(), finished=True
        )
        self.check_ins.keep(draft, stage, before, at)
        found = self.check_ins.kept_from(draft)
        assert found is not None
        return found

    def two(self) -> Kept:
        before = self.kept(THEN, 4, days_ago=28)
        return self.kept(NOW, 2, before.check_in.reference)

    def open(self, page: Page, kept: Kept) -> None:
        page.goto(f"{self.url}/check-in")
        page.get_by_label("Reference").fill(kept.check_in.reference)
        page.get_by_label("Privat kode").fill(kept.code)
        page.get_by_role("button", name="Vis mine svar").click()
        expect(page.get_by_role("table")).to_be_visible()


@pytest.fixture(scope="module")
def kitchen(product: RunningProduct) -> Kitchen:
    return kitchen_of(product.url, product.data_dir)


def kitchen_of(url: str, data_dir: Path) -> Kitchen:
    store = open_store(f"sqlite:///{data_dir / 'skolevej.db'}")
    codes = PrivateCodes(local_secrets(data_dir).private_codes.encode())
    return Kitchen(url, CheckIns(store, codes, FlowDrafts(store), load_check_in_policy(), load_retention()))


def test_two_are_compared_in_words_a_chart_and_a_table(kitchen: Kitchen, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    kept = kitchen.two()
    kitchen.open(page, kept)
    expect(page.get_by_role("heading", name="Det er blevet lettere")).to_be_visible()
    expect(page.get_by_role("img", name="Hvordan det er gået")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Morgenen"))
    expect(row).to_contain_text("lettere")
    assert kept.check_in.reference not in page.url


@pytest.mark.parametrize("view", VIEWS)
def test_every_page(view: str, kitchen: Kitchen, new_context: NewContext) -> None:
    """No violation, nothing too small to press, nothing out of the window."""
    page = new_context(bypass_csp=True, **VIEWS[view]).new_page()
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = [*_axe(page), *_small_targets(page), *_sideways(page)]

    page.goto(f"{kitchen.url}/check-in")
    look("asking for the code")
    page.get_by_role("button").click()
    look("no code given")
    _walk(page, kitchen, look)
    assert found == {state: [] for state in found}


def test_erased_with_the_keyboard_alone(kitchen: Kitchen, new_context: NewContext) -> None:
    page = new_context().new_page()
    kept = kitchen.kept(THEN, 4)
    kitchen.open(page, kept)
    _erase_by_keyboard(page, "Slet mine svar")
    expect(page.get_by_role("heading", name="Dine svar er slettet")).to_be_visible()
    assert kitchen.check_ins.find(kept.check_in.reference) is None


def _walk(page: Page, kitchen: Kitchen, look: Callable[[str], None]) -> None:
    kitchen.open(page, kitchen.kept(THEN, 4))
    _open_all(page)
    look("one check-in")
    kitchen.open(page, kitchen.two())
    _open_all(page)
    look("two compared")
    page.get_by_label("Reference").fill("K7M-4QX")
    page.get_by_label("Privat kode").fill("2345-6789-ABCD-EFGH-JKLM")
    page.get_by_role("button", name="Sammenlign").click()
    look("a wrong code for an earlier one")
    _open_all(page)
    page.get_by_label("Ja, slet dem").check()
    page.get_by_role("button", name="Slet", exact=True).click()
    look("erased")
