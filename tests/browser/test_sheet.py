"""A parent's own sheet in a real browser, without any script: read, told on, erased with the keyboard, printed on one page."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from actions.contacts.codes import new_seed
from actions.measures import Agreed
from actions.sheets import (
    MOST_QUESTIONS,
    QUESTION_LIMIT,
    WINDOW_LIMIT,
    KeptSheet,
    MeetingSheet,
    SheetServices,
    open_sheets,
)
from actions.store import open_store
from api.local_secrets import local_secrets
from tests.browser.conftest import NewContext
from tests.browser.test_desk import VIEWS, _axe, _erase_by_keyboard, _open_all, _sideways, _small_targets
from tests.conftest import RunningProduct

WORDS = "Hun græder hver søndag aften og vil helst blive hjemme. "
LONG = MeetingSheet.of(
    {
        **dict.fromkeys(("worries", "works", "hopes", "child"), (WORDS * 20)[:WINDOW_LIMIT]),
        "questions": [f"{n}. {(WORDS * 5)[: QUESTION_LIMIT - 6]}?" for n in range(MOST_QUESTIONS)],
    }
)
SHORT = MeetingSheet(worries=WORDS.strip(), child="»Der er larm <b>«", questions=("Hvem tager imod hende?",))
AGREED = tuple(Agreed(f"Aftale {n}: mødes ved døren", "Jonas", "efter ferien") for n in range(8))


@dataclass
class Cupboard:
    """Where the running product keeps sheets."""

    url: str
    services: SheetServices

    def meeting(self, sheet: MeetingSheet) -> KeptSheet:
        seed = new_seed()
        return self.services.sheets.keep_meeting(
            seed[:32], seed, sheet, school="demo-dk", language="da", now=datetime.now(UTC)
        )

    def measures(self) -> KeptSheet:
        seed = new_seed()
        return self.services.sheets.keep_measures(
            seed[:32], seed, AGREED, school="demo-dk", language="da", now=datetime.now(UTC)
        )

    def open(self, page: Page, kept: KeptSheet) -> None:
        page.goto(f"{self.url}/sheet")
        page.get_by_label("Reference").fill(kept.sheet.reference)
        page.get_by_label("Privat kode").fill(kept.code or "")
        page.get_by_role("button", name="Vis mit ark").click()
        expect(page.get_by_role("article")).to_be_visible()


def cupboard_of(url: str, data_dir: Path) -> Cupboard:
    store = open_store(f"sqlite:///{data_dir / 'skolevej.db'}")
    return Cupboard(url, open_sheets(store, local_secrets(data_dir).private_codes.encode()))


@pytest.fixture(scope="module")
def cupboard(product: RunningProduct) -> Cupboard:
    return cupboard_of(product.url, product.data_dir)


def test_read_and_told_on(cupboard: Cupboard, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    kept = cupboard.measures()
    cupboard.open(page, kept)
    page.locator("summary", has_text="Skriv, hvordan det gik").click()
    page.get_by_label("Delvist").first.check()
    page.get_by_label("Lidt").first.check()
    page.get_by_label("Note").first.fill("Kun om mandagen")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", name="Det er gemt")).to_be_visible()
    for shown in ("Delvist", "Lidt", "Kun om mandagen"):
        expect(page.get_by_role("article")).to_contain_text(shown)
    assert kept.sheet.reference not in page.url


@pytest.mark.parametrize("view", VIEWS)
def test_every_page(view: str, cupboard: Cupboard, new_context: NewContext) -> None:
    """No violation, nothing too small to press, nothing out of the window."""
    page = new_context(bypass_csp=True, **VIEWS[view]).new_page()
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = [*_axe(page), *_small_targets(page), *_sideways(page)]

    page.goto(f"{cupboard.url}/sheet")
    look("asking for the code")
    page.get_by_role("button").click()
    look("no code given")
    _walk(page, cupboard, look)
    assert found == {state: [] for state in found}


def test_erased_with_the_keyboard_alone(cupboard: Cupboard, new_context: NewContext) -> None:
    page = new_context().new_page()
    cupboard.open(page, cupboard.meeting(SHORT))
    _erase_by_keyboard(page, "Slet arket")
    expect(page.get_by_role("heading", name="Arket er slettet")).to_be_visible()


@pytest.mark.parametrize("which", ["short", "as long as it can be", "measures"])
def test_it_prints_on_one_page_and_nothing_but_the_sheet(
    which: str, cupboard: Cupboard, new_context: NewContext
) -> None:
    page = new_context().new_page()
    kept = (
        cupboard.measures() if which == "measures" else cupboard.meeting(SHORT if which == "short" else LONG)
    )
    cupboard.open(page, kept)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    box = printed.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    text = " ".join(printed.pages[0].extract_text().split())
    assert kept.sheet.reference in text and (kept.code or "") not in text
    assert "Slet" not in text and "Ctrl+P" not in text


def _walk(page: Page, cupboard: Cupboard, look: Callable[[str], None]) -> None:
    cupboard.open(page, cupboard.meeting(SHORT))
    _open_all(page)
    look("a sheet for a meeting")
    cupboard.open(page, cupboard.measures())
    _open_all(page)
    look("agreed measures")
    page.get_by_role("button", name="Gem").click()
    look("told on")
    page.locator("summary", has_text="Slet arket").click()
    page.get_by_role("button", name="Slet", exact=True).click()
    look("not sure yet")
    page.get_by_label("Ja, slet det hele").check()
    page.get_by_role("button", name="Slet", exact=True).click()
    look("erased")
