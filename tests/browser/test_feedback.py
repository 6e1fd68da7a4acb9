"""Feedback below an answer, and the source behind it: tapped, typed, seen on a small screen."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.chat import AXE, Chat
from tests.browser.conftest import NewContext
from tests.browser.test_widget_accessible import press_until
from tests.conftest import RunningProduct
from tests.product.visitor import stored

QUESTION = "hvad kan skolen gøre?"
IN_SIGHT = "(e) => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"


def counted(product: RunningProduct) -> dict[str, int]:
    rows = stored(
        Path(product.data_dir) / "skolevej.db", "SELECT kind, sum(count) FROM feedback GROUP BY kind"
    )
    return {kind: int(times) for kind, times in rows}


def test_one_tap_is_enough_and_a_second_changes_it(chat: Chat, product: RunningProduct) -> None:
    chat.open()
    assert chat.page.locator("skolevej-chat .feedback").count() == 0, "a greeting is nothing to judge"
    chat.say(QUESTION)
    feedback = chat.page.locator("skolevej-chat .feedback").last
    before = counted(product)
    feedback.get_by_role("button", name="Nej", exact=True).click()
    expect(feedback).to_contain_text("Hvad var der i vejen?")
    feedback.get_by_role("button", name="Der mangler noget").click()
    expect(feedback).to_contain_text("Tak for svaret.")
    assert counted(product).get("missing", 0) == before.get("missing", 0) + 1
    feedback.get_by_role("button", name="Ja", exact=True).click()
    expect(feedback.get_by_role("button", name="Der mangler noget")).to_be_hidden()
    expect(feedback.get_by_role("button", name="Ja", exact=True)).to_have_attribute("aria-pressed", "true")
    after = counted(product)
    assert after.get("missing", 0) == before.get("missing", 0)
    assert after["helpful"] == before.get("helpful", 0) + 1


def test_with_the_keyboard_the_focus_stays_on_what_was_pressed(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    press_until(chat, "Shift+Tab", "vote")
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("skolevej-chat .vote[aria-pressed=true]").first).to_be_visible()
    assert chat.focused() == "vote"


def test_what_did_not_get_through_is_said(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    feedback = chat.page.locator("skolevej-chat .feedback").last
    chat.page.route("**/feedback", lambda route: route.abort())
    chat.expected.append("error: Failed to load resource: net::ERR_FAILED")
    feedback.get_by_role("button", name="Ja", exact=True).click()
    expect(feedback).to_contain_text("Det kunne ikke gemmes.")
    expect(feedback.get_by_role("button", name="Ja", exact=True)).to_have_attribute("aria-pressed", "false")


def test_the_source_opens_where_the_quote_stands(product: RunningProduct, new_context: NewContext) -> None:
    """Marked and in sight, at 320 px too, without a violation."""
    page = new_context(bypass_csp=True, viewport={"width": 320, "height": 568}).new_page()
    page.goto(f"{product.url}/demo")
    chat = Chat(page)
    chat.open()
    chat.say(QUESTION)
    for link in page.locator("skolevej-chat a.source").all():
        with page.context.expect_page() as opened:
            link.click()
        source = opened.value
        mark = source.locator("mark#quote")
        expect(mark).to_be_visible()
        assert mark.evaluate(IN_SIGHT)
        assert source.evaluate("document.documentElement.scrollWidth") <= 320
        source.add_script_tag(path=AXE)
        found = source.evaluate("async () => (await axe.run(document)).violations.map((v) => v.id)")
        assert found == []
        source.close()
