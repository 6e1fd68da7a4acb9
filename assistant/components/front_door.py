"""Rasa's only input channel: for the app, with a secret, with typed errors instead of `200 []`.

POST /message            one turn: sender, message, metadata, vector → messages, intent
POST /understand         intents of many texts, outside any conversation
DELETE /conversations/ID forget a conversation
"""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.components.language import LANGUAGES, LanguageFromMetadata, language_entity
from assistant.components.vectors import WAITING_VECTORS

CHANNELS = ("web", "teams")
SECRET_HEADER = "x-front-door-secret"  # noqa: S105  # the header's name, not a secret


class ChannelOutput(CollectingOutputChannel):
    """Collects the replies under the name of the channel they are for, which selects `channel:` responses."""

    def __init__(self, channel: Text) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> Text:  # type: ignore[override]  # Rasa calls it on the instance
        return self._channel


class FrontDoor(InputChannel):
    """The channel named `front_door` in credentials.yml, with the secret the app also knows."""

    @classmethod
    def name(cls) -> Text:
        return "front_door"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "FrontDoor":
        secret = (credentials or {}).get("secret")
        if not isinstance(secret, str) or len(secret) < 32:
            raise ValueError("credentials.yml: front_door needs a secret of at least 32 characters")
        return cls(secret)

    def __init__(self, secret: Text) -> None:
        self._secret = secret.encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("front_door", __name__)

        @blueprint.on_request  # type: ignore[untyped-decorator]
        async def only_the_app(request: Request) -> Optional[HTTPResponse]:
            given = request.headers.get(SECRET_HEADER, "").encode()
            return None if hmac.compare_digest(given, self._secret) else _problem(403, "forbidden")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = agent is not None and agent.is_ready()
            return response.json({"status": "ok"}) if ready else _problem(503, "no model is loaded")

        @blueprint.post("/message")
        async def message(request: Request) -> HTTPResponse:
            return await _turn(request, on_new_message)

        @blueprint.post("/understand")
        async def understand(request: Request) -> HTTPResponse:
            return await _understand(request)

        @blueprint.delete("/conversations/<sender>")
        async def forget(request: Request, sender: Text) -> HTTPResponse:
            return await _forget(request, sender)

        return blueprint


async def _turn(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
    try:
        sent = _SentMessage(request.json)
    except (KeyError, TypeError, ValueError) as error:
        return _problem(400, str(error))
    output = ChannelOutput(sent.channel)
    agent = request.app.ctx.agent
    if agent is None or not agent.is_ready():
        return _problem(503, "no model is loaded")
    turn = UserMessage(sent.text, output, sent.sender, input_channel=sent.channel, metadata=sent.metadata)
    try:
        # Understood here and not again by Rasa, so that the app learns the intent without a second read.
        turn.parse_data = await agent.processor.parse_message(turn)
        _add_language(turn)
        await on_new_message(turn)
    except Exception as error:  # noqa: BLE001  # the process edge: whatever broke the turn, the app is told
        return _problem(502, type(error).__name__)
    return response.json({"messages": output.messages, "intent": turn.parse_data["intent"]})


def _add_language(turn: UserMessage) -> None:
    """Rasa unpacks a quick reply into a message of its own, without the language the app sent along."""
    language = (turn.metadata or {}).get("language")
    entities = (turn.parse_data or {}).get("entities", [])
    heard = any(found.get("extractor") == LanguageFromMetadata.__name__ for found in entities)
    if language in LANGUAGES and not heard:
        entities.append(language_entity(language, turn.text or ""))


async def _understand(request: Request) -> HTTPResponse:
    processor = request.app.ctx.agent.processor
    rows = []
    try:
        for item in request.json["messages"]:
            sent = _SentMessage({"sender": "understand", "channel": "web", **item})
            parsed = await processor.parse_message(UserMessage(sent.text, metadata=sent.metadata))
            rows.append({"intent": parsed["intent"], "ranking": parsed.get("intent_ranking", [])})
    except (KeyError, TypeError, ValueError) as error:
        return _problem(400, str(error))
    return response.json({"messages": rows})


async def _forget(request: Request, sender: Text) -> HTTPResponse:
    agent = request.app.ctx.agent
    async with agent.lock_store.lock(sender):
        store = agent.tracker_store
        # Rasa wraps the store it was configured with into one that survives its failure.
        store = getattr(store, "_tracker_store", store)
        return response.json({"events": store.forget(sender)})


class _SentMessage:
    """What the app sends. Raises KeyError, TypeError or ValueError if it is not of that shape."""

    def __init__(self, body: Any) -> None:
        self.text = _string(body["message"])
        self.sender = _string(body["sender"])
        self.channel = _string(body["channel"])
        if self.channel not in CHANNELS:
            raise ValueError(f"unknown channel {self.channel!r}")
        self.metadata: Dict[Text, Any] = dict(body.get("metadata") or {})
        if body.get("vector"):
            WAITING_VECTORS.hand_over(self.text, _string(body["vector"]))


def _string(value: Any) -> Text:
    if not isinstance(value, str) or not value:
        raise ValueError("expected a text")
    return value


def _problem(status: int, error: Text) -> HTTPResponse:
    return response.json({"error": error}, status)
