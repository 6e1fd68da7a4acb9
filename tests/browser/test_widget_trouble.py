"""When the net, the conversation or the message is not as it should be: nothing is lost, nothing is doubled."""

import json

import httpx
from playwright.sync_api import Route, expect

from tests.browser.chat import Chat
from tests.conftest import RunningProduct

QUESTION = "hvad kan skolen gøre?"
OFFLINE = "error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
BROKEN = "error: Failed to load resource: net::ERR_FAILED"
REFUSED = "error: Failed to load resource: the server responded with a status of 401 (Unauthorized)"
UNREADABLE = (
    "error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
)


def test_offline_the_message_stays_and_numbers_are_shown(chat: Chat) -> None:
    chat.expected += [OFFLINE]
    chat.open()
    chat.page.context.set_offline(True)
    chat.say(QUESTION)
    expect(chat.trouble).to_contain_text("Ikke sendt.")
    expect(chat.trouble).to_contain_text("ikke på nettet")
    assert "tel:112" in chat.calls(".trouble")

    chat.page.context.set_offline(False)
    chat.button("Prøv igen").click()
    chat.wait()
    expect(chat.trouble).to_have_count(0)
    assert chat.said.all_inner_texts() == [QUESTION]
    assert chat.replies.last.locator("a.source").count() > 0


def test_offline_from_the_start_it_says_so_and_begins_later(chat: Chat) -> None:
    chat.expected += [OFFLINE]
    chat.page.context.set_offline(True)
    chat.open()
    expect(chat.trouble).to_be_visible()
    chat.page.context.set_offline(False)
    chat.button("Prøv igen").click()
    expect(chat.replies).to_have_count(1)
    expect(chat.trouble).to_have_count(0)


def test_an_answer_lost_on_the_way_is_asked_for_again_and_given_once(
    chat: Chat, product: RunningProduct
) -> None:
    chat.expected += [BROKEN]
    keys = []

    def lose_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()  # the product takes the turn; the browser never hears of it
            route.abort()
        else:
            route.continue_()

    chat.page.route("**/messages", lose_first)
    chat.open()
    chat.say(QUESTION)
    chat.button("Prøv igen").click()
    chat.wait()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    own = chat.own()
    transcript = httpx.get(
        f"{product.url}/api/v1/conversations/{own['conversation']}",
        headers={"authorization": f"Bearer {own['token']}"},
    ).json()
    assert [item["text"] for item in transcript["items"] if item["sender"] == "person"] == [QUESTION]
    assert chat.said.all_inner_texts() == [QUESTION]


def test_what_was_not_sent_is_still_there_on_the_next_page(chat: Chat) -> None:
    chat.expected += [OFFLINE]
    chat.open()
    chat.page.context.set_offline(True)
    chat.say(QUESTION)
    chat.page.context.set_offline(False)
    chat.page.reload()
    chat.open()
    assert chat.said.all_inner_texts() == [QUESTION]
    chat.button("Prøv igen").click()
    chat.wait()
    expect(chat.trouble).to_have_count(0)
    assert chat.replies.last.locator("a.source").count() > 0


def test_a_conversation_that_ended_meanwhile_begins_anew_with_the_same_words(
    chat: Chat, product: RunningProduct
) -> None:
    chat.expected += [REFUSED]
    chat.open()
    own = chat.own()
    httpx.delete(
        f"{product.url}/api/v1/conversations/{own['conversation']}",
        headers={"authorization": f"Bearer {own['token']}"},
    ).raise_for_status()
    chat.say(QUESTION)
    expect(chat.notes).to_contain_text("Den forrige samtale er slut")
    assert chat.said.all_inner_texts() == [QUESTION]
    assert chat.replies.last.locator("a.source").count() > 0
    assert chat.own() != own


def test_a_key_that_fits_no_conversation_begins_a_new_one(chat: Chat) -> None:
    chat.expected += [REFUSED]
    kept = json.dumps({"own": {"conversation": "0" * 32, "token": "nobody"}})
    chat.page.evaluate("(kept) => sessionStorage.setItem('skolevej:demo-dk:parent', kept)", kept)
    chat.page.reload()
    chat.open()
    expect(chat.notes).to_have_count(1)
    expect(chat.replies).to_have_count(1)


def test_a_message_that_is_too_long_is_not_sent_and_not_cut(chat: Chat) -> None:
    chat.open()
    text = "lang " * 820
    chat.input.fill(text)
    chat.input.press("Enter")
    expect(chat.said).to_have_count(0)
    expect(chat.input).to_have_value(text)
    expect(chat.page.locator("skolevej-chat .hint")).to_contain_text("99 tegn for lang")
    expect(chat.page.get_by_role("status")).to_contain_text("99 tegn for lang")


def test_a_message_the_product_refuses_is_answered_in_words(chat: Chat) -> None:
    chat.expected += [UNREADABLE]
    chat.open()
    chat.say("\u200b\u2060")  # nothing a person could see
    expect(chat.replies.last).to_contain_text("Skriv et spørgsmål")
    expect(chat.trouble).to_have_count(0)


def test_while_an_answer_is_under_way_the_next_message_waits_in_the_box(chat: Chat) -> None:
    waiting: list[Route] = []
    chat.page.route("**/messages", lambda route: waiting.append(route))
    chat.open()
    chat.input.fill(QUESTION)
    chat.input.press("Enter")
    chat.input.fill("og så?")
    chat.input.press("Enter")
    expect(chat.page.get_by_role("status")).to_contain_text("Et øjeblik")
    expect(chat.input).to_have_value("og så?")
    waiting[0].continue_()
    chat.wait()
    assert chat.said.all_inner_texts() == [QUESTION]
    expect(chat.input).to_have_value("og så?")
