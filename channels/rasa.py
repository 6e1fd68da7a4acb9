"""The client of Rasa's front door."""

import base64
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import numpy.typing as npt

SECRET_HEADER = "x-front-door-secret"  # noqa: S105  # the header's name, not a secret
TURN_SECONDS = 8.0
"""A turn takes some 0.1 s; what takes this long is stuck."""


class RasaUnavailableError(RuntimeError):
    """Rasa did not answer, or answered with nothing: both count as down."""


@dataclass(frozen=True, slots=True)
class RasaTurn:
    """What Rasa made of a message: its messages in order, and the intent with its confidence (0..1)."""

    messages: list[dict[str, Any]]
    intent: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    intent: str
    confidence: float
    ranking: dict[str, float]


class RasaClient:
    """Speaks to Rasa's front-door channel at `url` with the secret both know."""

    def __init__(self, url: str, secret: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{url}/webhooks/front_door", headers={SECRET_HEADER: secret}, timeout=TURN_SECONDS
        )

    async def say(
        self,
        *,
        sender: str,
        text: str,
        channel: str,
        metadata: dict[str, Any],
        vector: npt.NDArray[np.float32] | None,
    ) -> RasaTurn:
        """One turn. Raises RasaUnavailableError."""
        body = {"sender": sender, "message": text, "channel": channel, "metadata": metadata}
        if vector is not None:
            body["vector"] = _encoded(vector)
        answer = await self._request("POST", "/message", json=body)
        if not answer["messages"]:
            raise RasaUnavailableError("an empty reply")
        intent = answer.get("intent") or {}
        return RasaTurn(answer["messages"], intent.get("name"), float(intent.get("confidence") or 0.0))

    async def understand(
        self, texts: list[str], languages: list[str], vectors: npt.NDArray[np.float32]
    ) -> list[Understanding]:
        """The intents of many texts, outside any conversation. Raises RasaUnavailableError."""
        items = [
            {"message": text, "metadata": {"language": language}, "vector": _encoded(vector)}
            for text, language, vector in zip(texts, languages, vectors, strict=True)
        ]
        answer = await self._request("POST", "/understand", json={"messages": items})
        return [
            Understanding(
                row["intent"]["name"],
                row["intent"]["confidence"],
                {r["name"]: r["confidence"] for r in row["ranking"]},
            )
            for row in answer["messages"]
        ]

    async def forget(self, sender: str) -> int:
        """Delete a conversation's events; returns how many there were. Raises RasaUnavailableError."""
        return int((await self._request("DELETE", f"/conversations/{sender}"))["events"])

    async def ready(self) -> bool:
        try:
            await self._request("GET", "/")
        except RasaUnavailableError:
            return False
        return True

    async def close(self) -> None:
        await self._http.aclose()

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        try:
            response = await self._http.request(method, path, **options)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise RasaUnavailableError(f"{type(error).__name__} at {path}") from error


def _encoded(vector: npt.NDArray[np.float32]) -> str:
    return base64.b64encode(np.ascontiguousarray(vector, dtype="<f4").tobytes()).decode()
