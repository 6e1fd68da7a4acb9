"""The edge of every request: HEAD, other sites' pages, security headers, and what only this machine may see."""

import httpx
import pytest

OURS = "http://localhost:3000"
FOREIGN = (
    "https://evil.example",
    "null",
    "http://localhost.evil.example",
    "https://soelvbaek.example.org.evil",
)
PAGES = (
    "/demo",
    "/demo/demo-no",
    "/healthz",
    "/openapi.json",
    "/static/pages.css",
    "/api/v1/help?school=demo-dk",
)
BEGIN = "/api/v1/conversations"


@pytest.mark.parametrize("path", PAGES)
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]


@pytest.mark.parametrize("path", [*PAGES, "/nothing", "/sources/made-up"])
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert (
        "default-src 'none'" in policy and "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy
    )
    assert "frame-ancestors 'none'" in policy and "require-trusted-types-for 'script'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_pages_have_no_inline_script_or_style(client: httpx.Client) -> None:
    for path in ("/demo", "/demo/demo-no"):
        html = client.get(path).text
        assert "<style" not in html and " style=" not in html and " on" not in html.split("<body>")[0]
        assert html.count("<script") == html.count('<script src="/widget.js"') == 1


def test_the_bare_address_leads_to_the_demo(client: httpx.Client) -> None:
    assert client.get("/").headers["location"] == "/demo"
    assert 'lang="da"' in client.get("/demo").text
    assert 'lang="nb"' in client.get("/demo/demo-no").text


def test_pages_of_the_municipality_may_call_us(client: httpx.Client) -> None:
    asked = client.options(
        BEGIN,
        headers={
            "origin": OURS,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,idempotency-key",
        },
    )
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == OURS
    answer = client.post(BEGIN, json={"school": "demo-dk"}, headers={"origin": OURS})
    assert answer.headers["access-control-allow-origin"] == OURS
    assert "access-control-allow-credentials" not in answer.headers
    refused = client.post(BEGIN, json={"school": "x"}, headers={"origin": OURS})
    assert refused.headers["access-control-allow-origin"] == OURS, "the widget must be able to read a problem"


@pytest.mark.parametrize("origin", FOREIGN)
def test_pages_of_anybody_else_may_not(client: httpx.Client, origin: str) -> None:
    asked = client.options(BEGIN, headers={"origin": origin, "access-control-request-method": "POST"})
    assert asked.status_code == 400
    assert "access-control-allow-origin" not in asked.headers
    answer = client.post(BEGIN, json={"school": "demo-dk"}, headers={"origin": origin})
    assert "access-control-allow-origin" not in answer.headers


def test_the_actions_are_rasas_alone(client: httpx.Client) -> None:
    for headers in ({}, {"x-actions-secret": ""}, {"x-actions-secret": "x" * 64}):
        answer = client.post("/internal/rasa/actions", json={"next_action": "action_answer"}, headers=headers)
        assert answer.status_code == 403
    assert "/internal" not in client.get("/openapi.json").text


def test_metrics_are_for_this_machine(client: httpx.Client) -> None:
    assert "python_info" in client.get("/metrics").text
    outside = client.get("/metrics", headers={"x-forwarded-for": "203.0.113.7"})
    assert outside.status_code == 403


def test_every_part_says_its_state(client: httpx.Client) -> None:
    parts = {"rasa": "ready", "knowledge": "ready", "store": "ready"}
    assert client.get("/readyz").json() == {"ready": True, "parts": parts}
    assert client.get("/healthz").json() == {"status": "ok"}
