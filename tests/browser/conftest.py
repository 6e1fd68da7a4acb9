"""Debian's Chromium, and the chat as a visitor of the demo school meets it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, sync_playwright

from tests.browser.chat import Chat
from tests.conftest import RunningProduct

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Written down by the browser itself, before any script of the page runs.
WATCH_POLICY = """
window.violations = [];
addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + " " + e.blockedURI));
"""

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """A fresh visitor; everything Playwright's new_context takes."""
    opened: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        defaults = {"locale": "da-DK", "viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**defaults, **options})
        context.add_init_script(WATCH_POLICY)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def chat(product: RunningProduct, new_context: NewContext) -> Iterator[Chat]:
    """The demo school's page on a desktop. At the end its console must hold nothing, not even a CSP report."""
    page = new_context().new_page()
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{product.url}/demo")
    visitor = Chat(page)
    yield visitor
    assert page.evaluate("window.violations") == []
    assert [line for line in said if line not in visitor.expected] == []
