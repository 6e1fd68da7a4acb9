"""Axe in every state, keyboard alone, small screens, large zoom."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chat import Chat
from tests.browser.conftest import CHROMIUM, QUIET, NewContext
from tests.conftest import RunningProduct

QUESTION = "hvad kan skolen gøre?"
VIEWS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True},
    "phone at night": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "zoomed to 400 %": {"viewport": {"width": 320, "height": 256}},
    "high contrast": {"forced_colors": "active"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_state(view: str, product: RunningProduct, new_context: NewContext) -> None:
    """No violation, nothing too small to press, nothing out of the window; one walk through all states."""
    page = new_context(bypass_csp=True, **VIEWS[view]).new_page()
    page.goto(f"{product.url}/demo")
    chat = Chat(page)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = [*chat.axe(), *chat.small_targets(), *chat.sideways()]

    look("closed")
    chat.open()
    look("greeting")
    chat.say(QUESTION)
    chat.replies.last.locator("summary").first.click()
    look("answer with its source open")
    chat.button("Nej").click()
    expect(chat.button("Der mangler noget")).to_be_visible()
    look("why it did not help")
    chat.say("jeg vil tale med et menneske")
    look("a person to call")
    chat.say("jeg vil ikke leve mere")
    look("crisis")
    chat.input.fill("ord " * 1100)
    look("too long")
    page.context.set_offline(True)
    chat.say(QUESTION)
    expect(chat.trouble).to_be_visible()
    look("not sent")
    page.context.set_offline(False)
    chat.button("Akut hjælp").click()
    look("numbers")
    page.keyboard.press("Escape")
    chat.button("Menu").click()
    look("menu")
    chat.button("Slet samtalen").click()
    look("before deleting")
    chat.button("Ja, slet samtalen").click()
    expect(chat.notes).to_be_visible()
    look("deleted")
    assert found == {state: [] for state in found}


def test_text_twice_as_large_on_a_phone(product: RunningProduct, browser: Browser) -> None:
    """The reader's own text size, not zoom: nothing is cut off or pushed out."""
    larger = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*QUIET, "--blink-settings=defaultFontSize=32"]
    )
    page = larger.new_page(viewport={"width": 360, "height": 740}, locale="da-DK", reduced_motion="reduce")
    page.goto(f"{product.url}/demo")
    chat = Chat(page)
    chat.open()
    assert page.evaluate("getComputedStyle(document.querySelector('skolevej-chat')).fontSize") == "32px"
    assert chat.sideways() == []
    chat.say("jeg vil ikke leve mere")
    assert chat.sideways() == []
    chat.button("Menu").click()
    assert chat.sideways() == []
    larger.close()


def test_with_the_keyboard_alone(chat: Chat) -> None:
    keyboard = chat.page.keyboard
    press_until(chat, "Tab", "launcher")
    keyboard.press("Enter")
    chat.wait()
    expect(chat.input).to_be_focused()
    keyboard.type(QUESTION)
    keyboard.press("Enter")
    chat.wait()
    expect(chat.input).to_be_focused()

    press_until(chat, "Shift+Tab", "source")
    with chat.page.context.expect_page() as opened:
        keyboard.press("Enter")
    expect(opened.value.locator("#passage")).to_be_visible()

    press_until(chat, "Tab", "choice")
    label = chat.choices().first.inner_text()
    keyboard.press("Enter")
    chat.wait()
    expect(chat.said.last).to_have_text(label)
    assert chat.focused() == "said"  # reading goes on from there

    keyboard.press("Escape")
    expect(chat.window).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_a_line_break_is_typed_with_shift(chat: Chat) -> None:
    chat.open()
    chat.page.keyboard.type("første")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("anden")
    expect(chat.input).to_have_value("første\nanden")
    expect(chat.said).to_have_count(0)


def test_on_a_phone_the_page_behind_rests(product: RunningProduct, new_context: NewContext) -> None:
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"{product.url}/demo")
    chat = Chat(page)
    chat.open()
    assert chat.window.evaluate("(e) => e.matches(':modal')")
    box = chat.window.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}

    chat.input.fill("min søn")
    page.set_viewport_size({"width": 1280, "height": 800})  # a phone turned, a page zoomed out
    expect(chat.input).to_be_focused()
    assert not chat.window.evaluate("(e) => e.matches(':modal')")
    expect(chat.input).to_have_value("min søn")


def test_who_speaks_and_in_which_language_can_be_heard(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    lines = chat.log.locator(".spoken").all_inner_texts()
    assert [line.strip() for line in lines][:2] == ["Assistenten:", "Du:"]
    for message in chat.log.locator(".said, .reply").all():
        assert message.get_attribute("lang") == "da"


def press_until(chat: Chat, key: str, name: str, most: int = 60) -> None:
    """Press a key until the focus is on something of this class."""
    for _ in range(most):
        chat.page.keyboard.press(key)
        if name in chat.focused().split():
            return
    raise AssertionError(f"{name} cannot be reached with {key}")
