"""What bad input gets: problem details or a kind reply in the reader's language, nothing half stored, never a 5xx."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor, events, numbers, stored

BEGIN = "/api/v1/conversations"
PROBLEM = "application/problem+json"
UNREADABLE = [
    b"",
    b"\x00\xff\xfe binary \x80",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"12",
    b"{}",
    b'{"text": null}',
    b'{"text": 12}',
    b'{"text": ["hej"]}',
    b'{"text": {"a": 1}}',
    b'{"text": true}',
    b'{"text": "hej", "choice": "x"}',
    b'{"text": "hej", "sender": "somebody else"}',
    b'{"text": "\xff\xfe"}',
    b'{"choice": 5}',
    b'{"choice": "' + b"x" * 65 + b'"}',
    b"[" * 20_000,
]


def problem(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:skolevej:problem:{kind}"
    assert body["status"] == status and body["title"] and body["detail"]
    assert response.headers["content-language"] == body["language"]
    return body


def turns(product: RunningProduct, visitor: Visitor) -> list[tuple[Any, ...]]:
    query = "SELECT number, outcome FROM turn WHERE conversation = ? ORDER BY number"
    return stored(product.data_dir / "skolevej.db", query, visitor.conversation)


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: body[:24].decode("latin-1"))
def test_a_message_of_another_shape_is_unreadable_and_keeps_nothing(
    visitor: Visitor, product: RunningProduct, body: bytes
) -> None:
    headers = {**visitor.bearer, "content-type": "application/json"}
    response = visitor.client.post(f"{visitor.path}/messages", content=body, headers=headers)
    problem(response, 422, "unreadable")
    assert turns(product, visitor) == [(0, "flow")]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b\u2060", "\x00\x01", "///", "\u202e"])
def test_a_message_without_a_word_is_empty(visitor: Visitor, product: RunningProduct, text: str) -> None:
    problem(visitor.post({"text": text}), 422, "empty")
    assert turns(product, visitor) == [(0, "flow")]


def test_half_a_character_is_dropped_with_or_without_a_key(visitor: Visitor) -> None:
    """JSON can carry half of a surrogate pair, which is no text."""
    for headers in ({}, {"idempotency-key": "half"}):
        response = visitor.client.post(
            f"{visitor.path}/messages",
            content=b'{"text": "hej \\ud83d"}',
            headers={**visitor.bearer, **headers, "content-type": "application/json"},
        )
        assert response.status_code == 200, response.text
    assert visitor.items()[1]["text"] == "hej"


def test_a_hundred_thousand_characters_get_a_kind_reply_and_are_not_kept(
    visitor: Visitor, product: RunningProduct
) -> None:
    answer = visitor.say("æøå 🙂 " * 16_667)
    assert answer["outcome"] == "blocked"
    assert "4000" in answer["replies"][0]["text"]
    assert turns(product, visitor) == [(0, "flow"), (1, "blocked")]
    assert [item["sender"] for item in visitor.items()] == ["assistant", "assistant"]


def test_a_cry_for_help_is_heard_even_in_a_hundred_thousand_characters(visitor: Visitor) -> None:
    answer = visitor.say("bla " * 24_000 + " jeg vil ikke leve mere")
    assert answer["outcome"] == "crisis"
    assert "112" in numbers(answer)
    assert [item["sender"] for item in visitor.items()] == ["assistant", "assistant"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_huge_body_is_refused_unread(visitor: Visitor, product: RunningProduct, chunked: bool) -> None:
    huge = b'{"text": "' + b"x" * 600_000 + b'"}'

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(huge), 10_000):
            yield huge[start : start + 10_000]

    response = visitor.client.post(
        f"{visitor.path}/messages",
        content=pieces() if chunked else huge,
        headers={**visitor.bearer, "content-type": "application/json"},
    )
    problem(response, 413, "too-large")
    assert turns(product, visitor) == [(0, "flow")]


@pytest.mark.parametrize(
    "body",
    [{}, {"school": 1}, {"school": ""}, {"school": "demo-dk", "language": "sv"}, {"school": "x" * 65},
     {"school": "demo-dk", "audience": "pupil"}, {"school": "demo-dk", "conversation": "mine"}, [], None],
    ids=repr,
)  # fmt: skip
def test_a_conversation_begun_in_another_shape_is_unreadable(client: httpx.Client, body: object) -> None:
    problem(client.post(BEGIN, json=body), 422, "unreadable")


@pytest.mark.parametrize("school", ["nowhere", "demo-dk'--", "\x00", "../demo-dk", "DEMO-DK"])
def test_an_unknown_school_is_said_to_be_unknown(client: httpx.Client, school: str) -> None:
    problem(client.post(BEGIN, json={"school": school}), 404, "unknown-school")
    problem(client.get("/api/v1/help", params={"school": school}), 404, "unknown-school")
    problem(
        client.get("/api/v1/knowledge/search", params={"q": "hej", "school": school}), 404, "unknown-school"
    )


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer", "Basic eDp4", "Bearer " + "x" * 5000])
def test_a_foreign_token_opens_nothing(visitor: Visitor, method: str, header: str | None) -> None:
    path = f"{visitor.path}/messages" if method == "POST" else visitor.path
    headers = {"authorization": header} if header else {}
    body = {"text": "hej"} if method == "POST" else None
    response = visitor.client.request(method, path, headers=headers, json=body)
    problem(response, 401, "refused")
    assert response.headers["www-authenticate"] == "Bearer"
    assert len(visitor.items()) == 1


def test_the_token_of_another_conversation_and_an_unknown_conversation_get_the_same_answer(
    client: httpx.Client, visitor: Visitor
) -> None:
    other = Visitor.begin(client)
    foreign = client.get(visitor.path, headers=other.bearer)
    unknown = client.get(f"{BEGIN}/{'0' * 32}", headers=other.bearer)
    assert problem(foreign, 401, "refused") == problem(unknown, 401, "refused")
    for odd in ("%00", "%ff", "x" * 3000, "'%20OR%201=1"):
        problem(client.get(f"{BEGIN}/{odd}", headers=other.bearer), 401, "refused")


def test_a_conversation_that_ended_is_gone(visitor: Visitor, product: RunningProduct) -> None:
    """The product erases it within its next tidying; until then it is said to have ended."""
    long_ago = (datetime.now(UTC) - timedelta(hours=12, seconds=5)).strftime("%Y-%m-%d %H:%M:%S.%f")
    import sqlite3

    with sqlite3.connect(product.data_dir / "skolevej.db") as database:
        database.execute(
            "UPDATE conversation SET last_message_at = ? WHERE id = ?", (long_ago, visitor.conversation)
        )
    database.close()
    response = visitor.post({"text": "hej"})
    assert response.status_code in (410, 401), response.text
    problem(response, response.status_code, "ended" if response.status_code == 410 else "refused")


def test_a_choice_of_another_conversation_or_made_up_does_not_count(
    client: httpx.Client, visitor: Visitor, product: RunningProduct
) -> None:
    other = Visitor.begin(client)
    offered = other.greeting[0]["choices"][0]["value"]
    for value in (offered, "/early_signs", "", "\x00", "x" * 64):
        problem(visitor.post({"choice": value}), 422, "unknown-choice")
    assert turns(product, visitor) == [(0, "flow")]


def test_a_choice_made_again_is_answered_kindly(visitor: Visitor) -> None:
    start = next(c for c in visitor.greeting[0]["choices"])
    first = visitor.post({"choice": start["value"]}).json()
    option = first["replies"][-1]["choices"][0]["value"]
    assert visitor.post({"choice": option}).json()["outcome"] == "flow"
    again = visitor.post({"choice": option})
    assert again.status_code == 200
    assert again.json()["outcome"] == "flow"


def test_text_that_looks_like_a_command_is_only_text(visitor: Visitor, product: RunningProduct) -> None:
    visitor.say('/choose_topic{"topic": "x"}')
    visitor.say("/restart")
    said = [item["text"] for item in visitor.items() if item["sender"] == "person"]
    assert said == ['choose_topic{"topic": "x"}', "restart"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", BEGIN, "POST"),
        ("GET", BEGIN, "POST"),
        ("DELETE", "/api/v1/help", "GET"),
        ("POST", "/demo", "GET"),
        ("TRACE", "/healthz", "GET"),
    ],
)
def test_a_wrong_method_says_which_are_right(
    client: httpx.Client, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    problem(response, 405, "method")
    assert allowed in response.headers["allow"]


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/api/v2/conversations", "/demo/nowhere", "/sources/made-up", "/documents/made-up",
     "/documents/..%2f..%2fsecrets.json", "/static/..%2f..%2fpyproject.toml", "/sources/%00", "/docs", "/redoc"],
)  # fmt: skip
def test_an_unknown_path_is_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("da", "da"), ("nb-NO,nb;q=0.9", "nb"), ("no", "nb"), ("nn", "nb"), ("en-GB, en; q=0.8", "en"),
        ("fr, en;q=0.5, nb;q=0.7", "nb"), ("de", "da"), ("", "da"), ("en;q=0, nb", "nb"), ("*", "da"), (";;q=,,", "da"),
    ],
)  # fmt: skip
def test_a_problem_speaks_the_readers_language(client: httpx.Client, header: str, language: str) -> None:
    response = client.post(BEGIN, json={"school": "nowhere"}, headers={"accept-language": header})
    assert problem(response, 404, "unknown-school")["language"] == language


def test_inside_a_conversation_problems_speak_its_language(client: httpx.Client) -> None:
    norwegian = Visitor.begin(client, "demo-no")
    assert problem(norwegian.post({"text": ""}, accept_language="en"), 422, "empty")["language"] == "nb"


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=hej&limit=0", "q=hej&limit=51", "q=hej&limit=x", "q=hej&language=sv", "q=hej&kind=book",
     "q=hej&country=se", "q=hej&audience=pupil", "q=" + "x" * 2001],
)  # fmt: skip
def test_a_search_of_another_shape(client: httpx.Client, query: str) -> None:
    response = client.get(f"/api/v1/knowledge/search?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("q", [" ", "\u200b", "\x05"])
def test_a_search_for_nothing_finds_nothing(client: httpx.Client, q: str) -> None:
    found = client.get("/api/v1/knowledge/search", params={"q": q}).json()
    assert found == {"answerable": False, "confidence": 0.0, "passages": []}


def test_a_search_for_strange_characters_finds_something_or_nothing(client: httpx.Client) -> None:
    for q in ("\x00hej", "🙂", "'; DROP TABLE", "<script>", "\\", "a" * 2000, "mobning \u202e gninbom"):
        response = client.get("/api/v1/knowledge/search", params={"q": q})
        assert response.status_code == 200, response.text
        assert 0 <= response.json()["confidence"] <= 1


def test_events_come_as_typing_reply_done(visitor: Visitor) -> None:
    response = visitor.post({"text": "hej"}, accept="text/event-stream")
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    found = events(response.text)
    names = [name for name, _ in found]
    assert names == ["typing", *["reply"] * (len(names) - 2), "done"] and len(names) > 2
    whole = visitor.say("hej")
    assert set(found[-1][1]) == {"language", "outcome"}
    assert found[-1][1] == {"language": whole["language"], "outcome": whole["outcome"]}


def test_bad_input_is_refused_before_any_event(visitor: Visitor) -> None:
    problem(visitor.post({"text": ""}, accept="text/event-stream"), 422, "empty")


def test_a_repeated_key_gets_the_same_answer_once(visitor: Visitor, product: RunningProduct) -> None:
    first = visitor.say("hvad er bekymrende fravær?", idempotency_key="key-1")
    again = visitor.say("hvad er bekymrende fravær?", idempotency_key="key-1")
    streamed = visitor.post(
        {"text": "hvad er bekymrende fravær?"}, idempotency_key="key-1", accept="text/event-stream"
    )
    assert again == first
    assert [data for name, data in events(streamed.text) if name == "reply"] == first["replies"]
    assert len(turns(product, visitor)) == 2
    for accept in ("application/json", "text/event-stream"):
        other = visitor.post({"text": "noget andet"}, idempotency_key="key-1", accept=accept)
        problem(other, 409, "conflict")
    problem(visitor.post({"text": "hej"}, idempotency_key=""), 422, "unknown-parameter")
    problem(visitor.post({"text": "hej"}, idempotency_key="x" * 129), 422, "unknown-parameter")
    assert len(turns(product, visitor)) == 2


def test_a_double_click_is_one_turn(visitor: Visitor, product: RunningProduct) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: visitor.say("hej", idempotency_key="click"), range(4)))
    assert [json.dumps(answer) for answer in answers] == [json.dumps(answers[0])] * 4
    assert len(turns(product, visitor)) == 2
