"""Problem details (RFC 9457) for every error, in the caller's language, and never a traceback."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from actions.conversations import (
    ConversationEndedError,
    ConversationRefusedError,
    IdempotencyConflictError,
)
from actions.store import StoreUnavailableError
from api.middleware import HEADERS
from channels.rasa import RasaUnavailableError
from channels.texts import Texts

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"
TYPE = "urn:skolevej:problem:"
WISH = re.compile(r"\s*([A-Za-z]{1,8})[^;]*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
"""One wish of an Accept-Language header: language and weight."""
OURS = {"da": "da", "nb": "nb", "no": "nb", "nn": "nb", "en": "en"}


class Problem(BaseModel):
    """What went wrong, what it means for the person, and what can be done now."""

    type: str
    title: str
    detail: str
    status: int
    language: str


class ProblemError(Exception):
    """Raised by a route: a key under `problems.` in channels/texts, and the status."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


STATUS_OF: Mapping[type[Exception], tuple[int, str]] = {
    ConversationRefusedError: (401, "refused"),
    ConversationEndedError: (410, "ended"),
    IdempotencyConflictError: (409, "conflict"),
    StoreUnavailableError: (503, "unavailable"),
    RasaUnavailableError: (503, "unavailable"),
}
HTTP_KEYS = {
    401: "refused",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    429: "too_many",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem responses of a route, for /openapi.json."""
    return {
        status: {
            "description": "Problem details",
            "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}},
        }
        for status in statuses
    }


def language_of(request: Request) -> str:
    """The caller's language: the conversation's if one was opened, else the first we speak in Accept-Language."""
    known = getattr(request.state, "language", None)
    return known or accepted_language(request.headers.get("accept-language", ""))


def accepted_language(header: str, default: str = "da") -> str:
    """da, nb or en for an Accept-Language header; Norwegian in any spelling reads as nb."""
    wishes = [found.groups() for part in header.split(",") if (found := WISH.fullmatch(part))]
    spoken = [(float(weight or 1), OURS[tag.lower()]) for tag, weight in wishes if tag.lower() in OURS]
    wanted = [wish for wish in spoken if wish[0] > 0]
    return max(wanted, key=lambda wish: wish[0])[1] if wanted else default


def problem_response(texts: Texts, language: str, status: int, key: str, **values: object) -> JSONResponse:
    """The problem under `problems.<key>` as a response."""
    problem = Problem(
        type=TYPE + key.replace("_", "-"),
        title=texts(language, f"problems.{key}.title"),
        detail=texts(language, f"problems.{key}.detail", **values),
        status=status,
        language=language,
    )
    headers = {"content-language": language}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse(problem.model_dump(), status, headers, MEDIA_TYPE)


def install(app: FastAPI, texts: Texts) -> None:
    """Answer every error of the app with problem details."""

    def answer(request: Request, status: int, key: str, **values: object) -> JSONResponse:
        return problem_response(texts, language_of(request), status, key, **values)

    async def on_problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, ProblemError)
        return answer(request, error.status, error.key, **error.values)

    async def on_invalid(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        where = {str(found["loc"][0]) for found in error.errors()}
        if "body" in where:
            return answer(request, 422, "unreadable")
        names = ", ".join(sorted({str(found["loc"][-1]) for found in error.errors()}))
        return answer(request, 422, "unknown_parameter", what=names)

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        # FastAPI says 400 for a body that is not UTF-8 and 422 for all else it can't read.
        status = 422 if error.status_code == 400 else error.status_code
        response = answer(request, status, HTTP_KEYS.get(status, "unreadable"))
        response.headers.update(error.headers or {})
        return response

    async def on_known(request: Request, error: Exception) -> JSONResponse:
        status, key = STATUS_OF[type(error)]
        return answer(request, status, key)

    async def on_unknown(request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected", path=request.url.path, error=type(error).__name__)
        response = answer(request, 500, "internal")
        response.headers.update(HEADERS)  # this answer is given outside our middleware
        return response

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    for known in STATUS_OF:
        app.add_exception_handler(known, on_known)
    app.add_exception_handler(Exception, on_unknown)
