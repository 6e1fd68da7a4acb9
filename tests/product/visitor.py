"""Somebody who holds a conversation over the API, and what is known of the product from outside."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx


@dataclass(frozen=True)
class Visitor:
    """A conversation with its token."""

    client: httpx.Client
    conversation: str
    token: str
    greeting: list[dict[str, Any]]

    @classmethod
    def begin(cls, client: httpx.Client, school: str = "demo-dk", **more: str) -> "Visitor":
        started = client.post("/api/v1/conversations", json={"school": school, **more})
        assert started.status_code == 201, started.text
        body = started.json()
        return cls(client, body["conversation"], body["token"], body["replies"])

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.conversation}"

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def post(self, message: object, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"{self.path}/messages", json=message, headers={**self.bearer, **named})

    def say(self, text: str, **headers: str) -> dict[str, Any]:
        response = self.post({"text": text}, **headers)
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    def items(self) -> list[dict[str, Any]]:
        response = self.client.get(self.path, headers=self.bearer)
        assert response.status_code == 200, response.text
        items: list[dict[str, Any]] = response.json()["items"]
        return items

    def erase(self) -> httpx.Response:
        return self.client.delete(self.path, headers=self.bearer)


def numbers(answer: dict[str, Any]) -> list[str]:
    """Every number to call in an answer."""
    return [n["tel"] for reply in answer["replies"] for n in (reply.get("data") or {}).get("numbers", [])]


def events(text: str) -> list[tuple[str, Any]]:
    """Server-sent events as (name, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def stored(database: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    """Rows of an SQLite file of the product."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query, values).fetchall()
