"""The chat on a school's own page, from another origin and under that page's own strict policy."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import NewContext
from tests.conftest import RunningProduct

PAGE = """<!doctype html><html lang="{page}"><head><meta charset="utf-8"><title>Skolen</title>
<link rel="icon" href="data:,"></head><body><main><h1>Skolen</h1></main>
<script src="{product}/widget.js" {attributes} defer></script></body></html>"""


@pytest.fixture
def school_site(product: RunningProduct) -> Iterator[str]:
    """A page on localhost; the product answers on 127.0.0.1, which is another origin. Attributes come as query."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            attributes = self.path.partition("?")[2].replace("&", " ")
            page = PAGE.format(page="en", product=product.url, attributes=attributes)
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header(
                "content-security-policy",
                f"default-src 'none'; script-src {product.url}; connect-src {product.url}; img-src data:; "
                "require-trusted-types-for 'script'; trusted-types 'none'",
            )
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def visit(new_context: NewContext, address: str) -> tuple[Page, list[str]]:
    page = new_context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    return page, said


def test_everything_works_from_another_origin(
    school_site: str, product: RunningProduct, new_context: NewContext
) -> None:
    assert not product.url.startswith("http://localhost")
    page, said = visit(new_context, f"{school_site}/?data-school=demo-no&data-language=nb&data-position=left")
    chat = Chat(page)
    chat.open()
    expect(chat.replies.first).to_have_attribute("lang", "nb")
    chat.say("hva kan skolen gjøre?")
    link = chat.replies.last.locator("a.source").first
    assert str(link.get_attribute("href")).startswith(f"{product.url}/sources/")
    page.reload()
    chat.open()
    expect(chat.said).to_have_count(1)
    chat.button("Meny").click()
    chat.button("Slett samtalen").click()
    chat.button("Ja, slett samtalen").click()
    expect(chat.notes).to_contain_text("Samtalen er slettet")
    assert page.evaluate("window.violations") == []
    assert said == []


def test_it_stands_on_the_side_asked_for(school_site: str, new_context: NewContext) -> None:
    page, _ = visit(new_context, f"{school_site}/?data-school=demo-dk&data-position=left")
    box = Chat(page).launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100


def test_without_a_language_it_takes_the_page_s(school_site: str, new_context: NewContext) -> None:
    page, _ = visit(new_context, f"{school_site}/?data-school=demo-dk")
    expect(Chat(page).launcher).to_have_text("Ask the assistant")


def test_staff_get_their_own_conversation(school_site: str, new_context: NewContext) -> None:
    page, _ = visit(new_context, f"{school_site}/?data-school=demo-dk&data-audience=staff")
    with page.expect_request("**/api/v1/conversations") as asked:
        Chat(page).open()
    assert asked.value.post_data_json["audience"] == "staff"


def test_a_tag_without_a_school_says_what_is_missing(school_site: str, new_context: NewContext) -> None:
    page, said = visit(new_context, school_site)
    expect(page.locator("skolevej-chat")).to_have_count(0)
    assert said == ['Skolevej: the script tag needs data-school="…".']


def test_it_keeps_no_cookie_and_calls_nobody_else(
    school_site: str, product: RunningProduct, new_context: NewContext
) -> None:
    page = new_context().new_page()
    called: set[str] = set()
    page.on("request", lambda request: called.add("/".join(request.url.split("/")[:3])))
    page.goto(f"{school_site}/?data-school=demo-dk&data-language=da")
    chat = Chat(page)
    chat.open()
    chat.say("hvad kan skolen gøre?")
    assert called - {"data:,"} == {school_site, product.url}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
