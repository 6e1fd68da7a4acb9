"""Takes turns: one at a time per conversation, recorded whole or not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from anyio import to_thread

from actions.conversations import Conversation, ConversationRefusedError, IdempotentRequest, TurnRecord
from channels.compose import for_audience, offered
from channels.rasa import RasaUnavailableError
from channels.reply import Outcome, Reply
from channels.turn.gap import note_gap
from channels.turn.state import Incoming, Tools, Turn
from channels.turn.steps import STEPS

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Greeting:
    """A new conversation with its first reply. The token is shown this once."""

    conversation: Conversation
    token: str
    replies: list[Reply]


@dataclass(frozen=True, slots=True)
class TakenTurn:
    """What the caller gets: replies, the language spoken from here on, and what became of the turn."""

    replies: list[Reply]
    language: str
    outcome: Outcome

    def body(self) -> dict[str, object]:
        replies = [reply.model_dump(mode="json", exclude_none=True) for reply in self.replies]
        return {"replies": replies, "language": self.language, "outcome": self.outcome}


class TurnService:
    """The front of the channels room: start a conversation, take a turn, forget a conversation."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self._under_way: dict[str, tuple[asyncio.Lock, int]] = {}

    async def start(
        self, *, school: str, country: str, audience: str, language: str, channel: str
    ) -> Greeting:
        """Open a conversation with the greeting that says this is an automated assistant.

        Raises StoreUnavailableError.
        """
        welcome = self.tools.replies[language]["utter_welcome"]
        choices, shown = offered(for_audience([(c.label, c.payload) for c in welcome.choices], audience))
        reply = Reply(type="choices", text=welcome.texts[0], language=language, choices=shown)
        record = TurnRecord(
            outcome="flow",
            language=language,
            heard=language,
            text=None,
            replies=[reply.model_dump(mode="json", exclude_none=True)],
            choices=choices,
        )
        conversation, token = await to_thread.run_sync(
            lambda: self.tools.conversations.start(
                school=school,
                country=country,
                audience=audience,
                language=language,
                channel=channel,
                first=record,
            )
        )
        return Greeting(conversation, token, [reply])

    async def take(
        self, conversation: Conversation, incoming: Incoming, request: IdempotentRequest | None = None
    ) -> TakenTurn:
        """One turn. A repeated request gets the answer it already got.

        Raises IdempotencyConflictError, ConversationRefusedError (erased meanwhile), StoreUnavailableError.
        """
        async with self._alone(conversation.id):
            if request and (before := await self._given(conversation, request)):
                return before
            turn = Turn(conversation, incoming, conversation.language, conversation.language)
            for step in STEPS:
                with turn.timed(step.__name__):
                    await step(turn, self.tools)
                if turn.settled:
                    break
            taken = TakenTurn(turn.replies, turn.language, turn.outcome)
            await self._keep(turn, taken, request)
            await to_thread.run_sync(note_gap, turn, self.tools)
            log.info("turn", outcome=turn.outcome, language=turn.language, milliseconds=turn.milliseconds)
            return taken

    async def forget(self, conversation: str) -> dict[str, int]:
        """Erase a conversation from the store and from Rasa; returns rows by table.

        Raises RasaUnavailableError before anything is erased, StoreUnavailableError.
        """
        async with self._alone(conversation):
            events = await self.tools.rasa.forget(conversation)
            erased = await to_thread.run_sync(self.tools.conversations.erase, conversation)
            return {**erased, "rasa_events": events}

    async def _given(self, conversation: Conversation, request: IdempotentRequest) -> TakenTurn | None:
        body = await to_thread.run_sync(self.tools.conversations.replay, conversation.id, request)
        if body is None:
            return None
        replies = [Reply.model_validate(reply) for reply in body["replies"]]
        return TakenTurn(replies, body["language"], body["outcome"])

    async def _keep(self, turn: Turn, taken: TakenTurn, request: IdempotentRequest | None) -> None:
        """Record the turn; if the conversation was erased meanwhile, Rasa forgets this turn too."""
        try:
            await to_thread.run_sync(self._record, turn, taken, request)
        except ConversationRefusedError:
            with suppress(RasaUnavailableError):
                await self.tools.rasa.forget(turn.conversation.id)
            raise

    def _record(self, turn: Turn, taken: TakenTurn, request: IdempotentRequest | None) -> None:
        body = taken.body()
        record = TurnRecord(
            outcome=turn.outcome,
            language=turn.language,
            heard=turn.heard,
            text=turn.shown,
            replies=[reply.kept().model_dump(mode="json", exclude_none=True) for reply in turn.replies],
            choices=turn.choices,
            intent=turn.rasa.intent if turn.rasa else None,
            passages=turn.passages,
            milliseconds=turn.milliseconds,
        )
        self.tools.conversations.record(turn.conversation.id, record, request=request, response=body)

    @asynccontextmanager
    async def _alone(self, conversation: str) -> AsyncIterator[None]:
        """Turns of one conversation wait for each other; nobody else's do."""
        lock, waiting = self._under_way.get(conversation, (asyncio.Lock(), 0))
        self._under_way[conversation] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._under_way[conversation]
            if waiting == 1:
                del self._under_way[conversation]
            else:
                self._under_way[conversation] = (lock, waiting - 1)
