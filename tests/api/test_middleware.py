"""The edge, without a network: bodies are counted as they come, HEAD has none, headers are on every answer."""

import asyncio
from collections.abc import Iterable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.middleware import HEADERS, LARGEST_BODY, BodyLimit, HeadRequests, SafeHeaders


async def reads(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        body = await Request(scope, receive).body()
    except HTTPException as error:
        await PlainTextResponse("", error.status_code)(scope, receive, send)
        return
    await PlainTextResponse(str(len(body)))(scope, receive, send)


def ask(
    app: ASGIApp, *pieces: bytes, method: str = "POST", headers: Iterable[tuple[bytes, bytes]] = ()
) -> Any:
    """Status, headers and body of one request whose body comes in pieces."""
    messages = [
        {"type": "http.request", "body": piece, "more_body": at < len(pieces) - 1}
        for at, piece in enumerate(pieces or (b"",))
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": "/", "query_string": b"", "headers": list(headers)}
    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, body


limited = BodyLimit(reads, refusal=PlainTextResponse("", 413))


def test_a_body_up_to_the_limit_is_read() -> None:
    assert ask(limited, b"x" * LARGEST_BODY)[::2] == (200, str(LARGEST_BODY).encode())


def test_a_body_declared_too_large_is_refused_unread() -> None:
    declared = [(b"content-length", str(LARGEST_BODY + 1).encode())]
    assert ask(limited, headers=declared)[0] == 413


def test_a_body_that_grows_too_large_is_refused_on_the_way() -> None:
    assert ask(limited, *[b"x" * 1024] * (LARGEST_BODY // 1024), b"x")[0] == 413


def test_head_gets_the_headers_of_get_and_no_body() -> None:
    status, headers, body = ask(HeadRequests(reads), method="HEAD")
    assert (status, headers["content-length"], body) == (200, "1", b"")


def test_security_headers_are_added_and_never_replaced() -> None:
    async def own(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("", headers={"referrer-policy": "origin"})(scope, receive, send)

    headers = ask(SafeHeaders(own))[1]
    assert headers.pop("referrer-policy") == "origin"
    assert {k: v for k, v in HEADERS.items() if k != "referrer-policy"}.items() <= headers.items()
