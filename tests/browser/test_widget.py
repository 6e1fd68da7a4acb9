"""What a parent does with the chat, against the whole product, under the page's strict policy."""

import re

import httpx
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.conftest import RunningProduct

QUESTION = "hvad kan skolen gøre?"


def test_the_page_forbids_everything_the_chat_could_smuggle_in(chat: Chat, product: RunningProduct) -> None:
    policy = httpx.get(f"{product.url}/demo").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    chat.open()  # and still the chat works; the fixture asks the console
    expect(chat.replies).to_have_count(1)


def test_question_answer_source(chat: Chat) -> None:
    chat.open()
    expect(chat.replies.first).to_contain_text("automatisk assistent")
    chat.say(QUESTION)
    answer = chat.replies.last
    expect(answer).to_have_class(re.compile("answer"))
    expect(answer).to_have_attribute("lang", "da")
    assert answer.locator("ul.points li").count() > 1

    source = answer.locator("a.source").first
    answer.locator("summary").first.click()
    quote = answer.locator("blockquote").first.inner_text().strip()
    with chat.page.context.expect_page() as opened:
        source.click()
    page = opened.value
    expect(page.locator("#passage")).to_contain_text(quote)
    assert page.evaluate("window.opener") is None


def test_a_cry_for_help_gets_numbers_to_press(chat: Chat) -> None:
    chat.open()
    chat.say("jeg kan ikke mere, jeg vil ikke leve")
    crisis = chat.replies.last
    expect(crisis).to_have_class(re.compile("crisis"))
    expect(crisis).to_have_attribute("aria-live", "assertive")
    assert "tel:112" in chat.calls(".crisis")
    assert len(chat.calls(".crisis")) > 1


def test_the_numbers_are_one_press_away_before_anything_is_said(chat: Chat) -> None:
    chat.open()
    chat.button("Akut hjælp").click()
    expect(chat.page.get_by_role("heading", name="Hvis det haster")).to_be_focused()
    assert "tel:112" in chat.calls(".drawer")
    chat.page.keyboard.press("Escape")
    expect(chat.button("Akut hjælp")).to_be_focused()
    expect(chat.window).to_be_visible()


def test_a_choice_is_said_once_and_then_gone(chat: Chat) -> None:
    sent = messages_sent(chat.page)
    chat.open()
    label = "Tal med et menneske"
    chat.button(label).dblclick()
    chat.wait()
    assert chat.said.all_inner_texts() == [label]
    assert len(sent) == 1
    assert label not in chat.replies.first.locator("button").all_inner_texts()
    assert chat.calls(".reply")  # a person to talk to has a number


def test_pressing_enter_twice_sends_once(chat: Chat) -> None:
    sent = messages_sent(chat.page)
    chat.open()
    chat.input.fill(QUESTION)
    chat.input.press("Enter")
    chat.input.press("Enter")
    chat.wait()
    assert chat.said.all_inner_texts() == [QUESTION]
    assert len(sent) == 1


def test_a_new_page_goes_on_where_the_last_one_was_and_is_not_read_out_again(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    before = chat.replies.all_inner_texts()
    chat.page.reload()
    expect(chat.launcher).to_have_text("Fortsæt samtalen")
    chat.page.evaluate(
        """() => { const log = document.querySelector("skolevej-chat").shadowRoot.querySelector(".log");
        window.announced = [];
        new MutationObserver(() => window.announced.push(log.getAttribute("aria-live"))).observe(log, {childList: true});
        }"""
    )
    chat.open()
    assert chat.said.all_inner_texts() == [QUESTION]
    assert len(chat.replies.all()) == len(before)
    assert set(chat.page.evaluate("window.announced")) == {"off"}
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.say("og hvad så?")
    assert len(chat.said.all()) == 2


def test_the_draft_waits_while_the_window_is_closed_and_across_pages(chat: Chat) -> None:
    chat.open()
    chat.input.fill("min datter")
    chat.page.keyboard.press("Escape")
    chat.page.reload()
    chat.open()
    expect(chat.input).to_have_value("min datter")


def test_deleting_takes_two_steps_and_is_true(chat: Chat, product: RunningProduct) -> None:
    chat.open()
    chat.say(QUESTION)
    own = chat.own()
    chat.button("Menu").click()
    chat.button("Slet samtalen").click()
    chat.button("Nej, behold samtalen").click()
    expect(chat.replies.last).to_be_visible()

    chat.button("Menu").click()
    chat.button("Slet samtalen").click()
    chat.button("Ja, slet samtalen").click()
    expect(chat.notes).to_contain_text("Samtalen er slettet")
    expect(chat.said).to_have_count(0)
    answer = httpx.get(
        f"{product.url}/api/v1/conversations/{own['conversation']}",
        headers={"authorization": f"Bearer {own['token']}"},
    )
    assert answer.status_code == 401
    chat.say(QUESTION)  # begins a new one
    assert chat.said.all_inner_texts() == [QUESTION]


def test_starting_over_erases_what_was(chat: Chat, product: RunningProduct) -> None:
    chat.open()
    chat.say(QUESTION)
    own = chat.own()
    chat.button("Menu").click()
    chat.button("Begynd forfra").click()
    chat.button("Ja, begynd forfra").click()
    expect(chat.said).to_have_count(0)
    chat.wait()
    expect(chat.replies).to_have_count(1)
    assert chat.own() != own
    answer = httpx.get(
        f"{product.url}/api/v1/conversations/{own['conversation']}",
        headers={"authorization": f"Bearer {own['token']}"},
    )
    assert answer.status_code == 401


def test_choosing_a_language_before_anything_is_said_greets_in_it(chat: Chat) -> None:
    chat.open()
    chat.button("Menu").click()
    chat.button("English").click()
    expect(chat.replies.last).to_have_attribute("lang", "en")
    expect(chat.replies).to_have_count(1)
    expect(chat.page.get_by_role("textbox", name="Write your message")).to_be_visible()


def test_choosing_a_language_in_a_conversation_asks_for_it(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.button("Menu").click()
    chat.button("Norsk").click()
    expect(chat.said.last).to_have_text("Kan vi skrive på norsk?")
    chat.wait()
    expect(chat.replies.last).to_have_attribute("lang", "nb")
    expect(chat.page.get_by_role("textbox", name="Skriv meldingen din")).to_be_visible()


def test_the_labels_follow_the_language_of_the_answers(chat: Chat) -> None:
    chat.open()
    chat.say("My son refuses to go to school in the morning, what can I do?")
    expect(chat.replies.last).to_have_attribute("lang", "en")
    expect(chat.button("Urgent help")).to_be_visible()


def messages_sent(page: Page) -> list[str]:
    """Fills up with the bodies of the messages the page sends."""
    sent: list[str] = []

    def note(method: str, url: str, body: str | None) -> None:
        if method == "POST" and url.endswith("/messages"):
            sent.append(body or "")

    page.on("request", lambda request: note(request.method, request.url, request.post_data))
    return sent
