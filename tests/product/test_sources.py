"""A citation leads to a page that shows the quoted words, and pages show strange text as text."""

import html as markup
import re

import httpx
import pytest

from tests.product.visitor import Visitor

ATTACK = "<script>alert('æ')</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("school", "question"),
    [
        ("demo-dk", "hvad kan jeg selv gøre om morgenen?"),
        ("demo-no", "hva gjør jeg når han har vondt i magen hver morgen"),
    ],
)
def test_every_citation_shows_its_quote(client: httpx.Client, school: str, question: str) -> None:
    answer = Visitor.begin(client, school).say(question)
    citations = [citation for reply in answer["replies"] for citation in reply["citations"]]
    assert citations, answer
    for citation in citations:
        page = client.get(citation["url"])
        assert page.status_code == 200
        text = " ".join(markup.unescape(page.text).split())
        assert all(" ".join(part.split()) in text for part in citation["quote"].split("\n"))
        assert citation["title"] in text
        marked = markup.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", page.text, re.DOTALL)))
        assert "".join(marked.split()) == "".join(citation["quote"].split())
        assert citation["url"].endswith("#quote") and 'id="quote"' in page.text


def test_found_passages_open_in_the_readers_language(client: httpx.Client) -> None:
    found = client.get(
        "/api/v1/knowledge/search", params={"q": "fravær", "kind": "document", "school": "demo-dk"}
    ).json()
    passage = found["passages"][0]
    pages = {
        language: client.get(f"/sources/{passage['id']}", headers={"accept-language": language}).text
        for language in ("da", "nb", "en")
    }
    for language, page in pages.items():
        assert f'<html lang="{language}">' in page
        assert f'<div lang="{passage["language"]}">' in page
    assert client.get(f"/sources/{passage['id']}", params={"language": "en"}).text == pages["en"]
    original = client.get(f"/documents/{passage['document']}")
    assert original.status_code == 200 and original.headers["content-disposition"]
    assert "default-src 'none'" in original.headers["content-security-policy"]


def test_a_pdf_opens_at_its_page_and_runs_nothing(client: httpx.Client) -> None:
    asked = {
        "q": "hvornår reagerer vi på fravær",
        "kind": "document",
        "school": "demo-dk",
        "audience": "staff",
    }
    found = client.get("/api/v1/knowledge/search", params={**asked, "country": "dk"}).json()["passages"]
    passage = next(one for one in found if one["document"] == "demo-dk-fravaersguide" and one["page"] > 1)
    page = client.get(f"/sources/{passage['id']}")
    assert f'href="/documents/demo-dk-fravaersguide#page={passage["page"]}"' in page.text
    original = client.get("/documents/demo-dk-fravaersguide")
    assert original.content.startswith(b"%PDF-")
    headers = original.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("inline")
    assert (headers["x-content-type-options"], headers["content-security-policy"]) == (
        "nosniff",
        "default-src 'none'",
    )


@pytest.mark.parametrize("quote", ["1-2-3", "99999-999999", "5-1", "<script>", "0-"])
def test_a_made_up_stretch_marks_nothing(client: httpx.Client, quote: str) -> None:
    found = client.get(
        "/api/v1/knowledge/search", params={"q": "fravær", "kind": "document", "school": "demo-dk"}
    ).json()
    page = client.get(f"/sources/{found['passages'][0]['id']}", params={"quote": quote})
    assert page.status_code == 200 and "<mark" not in page.text and "<script>" not in page.text


def test_an_attack_in_a_message_stays_text(visitor: Visitor) -> None:
    answer = visitor.post({"text": ATTACK})
    assert answer.headers["content-type"] == "application/json"
    assert visitor.items()[1]["text"] == ATTACK
    problem = visitor.client.get("/api/v1/help", params={"school": ATTACK})
    assert "<script>" not in problem.text and problem.headers["content-type"] == "application/problem+json"
    page = visitor.client.get(f"/sources/{ATTACK}")
    assert "<script>" not in page.text
