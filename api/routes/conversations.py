"""The conversation API, version 1 (DESIGN §4)."""

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable
from datetime import datetime
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StrictStr, model_validator
from pydantic.config import JsonDict

from actions.conversations import (
    Conversation,
    ConversationRefusedError,
    IdempotencyConflictError,
    IdempotentRequest,
)
from actions.feedback import FeedbackKind, UnknownAnswerError
from actions.store import StoreUnavailableError
from api.composition import Product
from api.deps import OwnConversation, OwnConversationIfStore, TheProduct
from api.problems import ProblemError, documented, language_of
from channels.normalise import normalise
from channels.reply import Outcome, Reply
from channels.texts import Texts
from channels.turn import Incoming, TakenTurn

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])
EVENT_STREAM = "text/event-stream"
PassageId = Annotated[StrictStr, Field(pattern="^[A-Za-z0-9_-]{1,32}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewConversation(Strict):
    school: Annotated[StrictStr, Field(min_length=1, max_length=64)]
    language: Literal["da", "nb", "en"] | None = None
    audience: Literal["parent", "staff"] = "parent"


class StartedConversation(Strict):
    conversation: str
    token: str
    expires_at: datetime
    replies: list[Reply]


ONE_OF_BOTH: JsonDict = {
    "oneOf": [
        {"required": ["text"], "properties": {"text": {"type": "string"}, "choice": {"type": "null"}}},
        {"required": ["choice"], "properties": {"choice": {"type": "string"}, "text": {"type": "null"}}},
    ]
}


class NewMessage(Strict):
    """Either words, or one of the choices offered."""

    model_config = ConfigDict(json_schema_extra=ONE_OF_BOTH)

    text: StrictStr | None = None
    choice: Annotated[StrictStr, Field(max_length=64)] | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "NewMessage":
        if (self.text is None) == (self.choice is None):
            raise ValueError("send either text or choice")
        return self


class MessageAnswer(Strict):
    replies: list[Reply]
    language: str
    outcome: Outcome


class TranscriptItem(Strict):
    sender: Literal["person", "assistant"]
    text: str | None = None
    reply: Reply | None = None
    at: datetime


class Transcript(Strict):
    conversation: str
    language: str
    expires_at: datetime
    items: list[TranscriptItem]


class GivenFeedback(Strict):
    """What a reader says of the answer that cites `passages`; a second word on it replaces the first."""

    passages: Annotated[list[PassageId], Field(min_length=1, max_length=6)]
    kind: FeedbackKind


class Erased(Strict):
    erased: dict[str, int]


@router.post("", status_code=201, responses=documented(404, 413, 422, 503))
async def start(body: NewConversation, product: TheProduct) -> StartedConversation:
    """Begin a conversation at a school. The greeting says that this is an automated assistant."""
    school = product.municipalities.school(body.school)
    if school is None:
        raise ProblemError(404, "unknown_school")
    begun = await product.turns.start(
        school=school.id,
        country=school.country,
        audience=body.audience,
        language=body.language or school.language,
        channel="web",
    )
    return StartedConversation(
        conversation=begun.conversation.id,
        token=begun.token,
        expires_at=begun.conversation.expires_at,
        replies=begun.replies,
    )


@router.post(
    "/{conversation}/messages",
    response_model=MessageAnswer,
    response_model_exclude_none=True,
    responses={
        **documented(401, 409, 410, 413, 422, 503),
        200: {"model": MessageAnswer, "content": {EVENT_STREAM: {"schema": {"type": "string"}}}},
    },
)
async def send(
    body: NewMessage,
    own: OwnConversationIfStore,
    product: TheProduct,
    request: Request,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=128)] = None,
) -> Response:
    """Say something; the answer comes whole, or as events if asked for with `Accept: text/event-stream`.

    While the store is down the answer says so, with the numbers to call: nobody is left with an error alone.
    """
    repeatable = _repeatable(idempotency_key, body)
    try:
        incoming = await _incoming(body, own, product) if own else None
        if own and repeatable:  # a conflict is told before any stream begins
            await to_thread.run_sync(product.conversations.replay, own.id, repeatable)
    except StoreUnavailableError:
        incoming = None

    async def taking() -> TakenTurn:
        try:
            if own and incoming:
                return await product.turns.take(own, incoming, repeatable)
        except StoreUnavailableError:
            pass
        return product.without_store(body.text or "", language_of(request), own)

    if EVENT_STREAM in request.headers.get("accept", ""):
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        events = _events(taking(), product.texts, language_of(request))
        return StreamingResponse(events, media_type=EVENT_STREAM, headers=headers)
    return JSONResponse((await taking()).body())


@router.get("/{conversation}", response_model_exclude_none=True, responses=documented(401, 410, 422, 503))
async def transcript(own: OwnConversation, product: TheProduct) -> Transcript:
    """Everything said so far."""
    entries = await to_thread.run_sync(product.conversations.transcript, own.id)
    items = [
        TranscriptItem(
            sender="assistant" if entry.reply else "person",
            text=entry.text,
            reply=Reply.model_validate(entry.reply) if entry.reply else None,
            at=entry.created_at,
        )
        for entry in entries
    ]
    return Transcript(conversation=own.id, language=own.language, expires_at=own.expires_at, items=items)


@router.post("/{conversation}/feedback", responses=documented(401, 410, 413, 422, 503))
async def give_feedback(body: GivenFeedback, own: OwnConversation, product: TheProduct) -> GivenFeedback:
    """Say whether an answer helped. It is counted by the day, apart from the conversation."""
    cited = [product.knowledge.passage(name) for name in body.passages]
    known = [passage for passage in cited if passage]
    try:
        if len(known) < len(cited):
            raise UnknownAnswerError
        await to_thread.run_sync(product.feedback.give, own, known, body.kind)
    except UnknownAnswerError as error:
        raise ProblemError(422, "unknown_answer") from error
    return body


@router.delete("/{conversation}", responses=documented(401, 410, 422, 503))
async def erase(own: OwnConversation, product: TheProduct) -> Erased:
    """Forget the conversation everywhere, and say how much there was."""
    return Erased(erased=await product.turns.forget(own.id))


async def _incoming(body: NewMessage, own: Conversation, product: Product) -> Incoming:
    if body.choice is not None:
        choice = await to_thread.run_sync(product.conversations.choice, own.id, body.choice)
        if choice is None:
            raise ProblemError(422, "unknown_choice")
        return Incoming(choice=choice)
    if not normalise(body.text or ""):
        raise ProblemError(422, "empty")
    return Incoming(text=body.text)


def _repeatable(key: str | None, body: NewMessage) -> IdempotentRequest | None:
    if key is None:
        return None
    return IdempotentRequest(key, hashlib.sha256(json.dumps(body.model_dump()).encode()).hexdigest())


async def _events(taking: Awaitable[TakenTurn], texts: Texts, language: str) -> AsyncIterator[str]:
    """What goes wrong from here on is said as a reply: the status has been sent."""
    yield _event("typing", {})
    try:
        taken = await taking
    except ConversationRefusedError:
        taken = _failed(texts, language, "refused")
    except IdempotencyConflictError:
        taken = _failed(texts, language, "conflict")
    for reply in taken.replies:
        yield _event("reply", reply.model_dump(mode="json", exclude_none=True))
    yield _event("done", {"language": taken.language, "outcome": taken.outcome})


def _failed(texts: Texts, language: str, key: str) -> TakenTurn:
    reply = Reply(type="error", text=texts(language, f"problems.{key}.detail"), language=language)
    return TakenTurn([reply], language, "error")


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
