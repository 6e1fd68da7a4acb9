"""Holds every conversation in da/, nb/ and en/ with the real product and checks outcome, content and stored rows."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.conftest import RunningProduct

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))
FIELDS = {
    "say",
    "choose",
    "outcome",
    "article",
    "text",
    "not_text",
    "choices",
    "numbers",
    "language",
    "intent",
}
SCRIPT = {"title", "school", "language", "audience", "turns", "stored", "fails_today"}
FOREIGN_LAW = {"demo-dk": "no-", "demo-no": "dk-"}
"""How the ids of articles on the other country's law begin: never cited, whatever the turn asserts."""


class Conversation:
    """One conversation with the product, as a widget would hold it."""

    def __init__(self, client: httpx.Client, script: dict[str, Any]) -> None:
        begin = {k: script[k] for k in ("school", "language", "audience") if k in script}
        started = client.post("/api/v1/conversations", json=begin)
        assert started.status_code == 201, started.text
        body = started.json()
        self.id: str = body["conversation"]
        self._client, self._token = client, body["token"]
        self.choices = choices_of(body["replies"])

    def take(self, turn: dict[str, Any]) -> dict[str, Any]:
        message = {"text": turn["say"]} if "say" in turn else {"choice": self._value(turn["choose"])}
        response = self._client.post(
            f"/api/v1/conversations/{self.id}/messages",
            json=message,
            headers={"Authorization": f"Bearer {self._token}"},
        )
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        self.choices = choices_of(body["replies"]) or self.choices
        return body

    def _value(self, label: str) -> str:
        found = [c["value"] for c in self.choices if c["label"].startswith(label)]
        assert found, f"no button {label!r} among {[c['label'] for c in self.choices]}"
        value: str = found[0]
        return value


@pytest.fixture(scope="module")
def client(product: RunningProduct) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.url, timeout=60) as client:
        yield client


def parameters() -> Iterator[Any]:
    """One test per file; a failure that is known today is written in the file and must go when it is mended."""
    for file in FILES:
        script = yaml.safe_load(file.read_text(encoding="utf-8"))
        why = script.get("fails_today")
        marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
        yield pytest.param(script, id=f"{file.parent.name}/{file.stem}", marks=marks)


@pytest.mark.parametrize("script", list(parameters()))
def test_conversation(script: dict[str, Any], client: httpx.Client, product: RunningProduct) -> None:
    assert set(script) <= SCRIPT, f"unknown fields: {set(script) - SCRIPT}"
    conversation = Conversation(client, script)
    for number, turn in enumerate(script["turns"], 1):
        assert set(turn) <= FIELDS, f"turn {number} has unknown fields: {set(turn) - FIELDS}"
        said = turn.get("say") or turn["choose"]
        answer = conversation.take(turn)
        check(turn, answer, f"turn {number} ({said[:80]})")
        check_law(script["school"], answer, f"turn {number} ({said[:80]})")
    check_stored(script, rows(product, conversation.id))
    for secret in script.get("stored", {}).get("never", ()):
        assert not files_holding(secret, product.data_dir), f"{secret} was kept"


def test_there_is_a_conversation_in_each_language() -> None:
    assert {file.parent.name for file in FILES} == {"da", "nb", "en"}


def check(turn: dict[str, Any], answer: dict[str, Any], where: str) -> None:
    replies = answer["replies"]
    said = "\n".join(reply["text"] for reply in replies)
    assert answer["outcome"] == turn["outcome"], f"{where}: {answer['outcome']}\n{said}"
    if "article" in turn:
        cited = [c["document"] for reply in replies for c in reply.get("citations", [])]
        assert cited and cited[0] == turn["article"], f"{where}: cites {cited}"
    for wanted in turn.get("text", ()):
        assert wanted in said, f"{where}: {wanted!r} is not in\n{said}"
    for unwanted in turn.get("not_text", ()):
        assert unwanted not in said, f"{where}: {unwanted!r} is in\n{said}"
    labels = [c["label"] for c in choices_of(replies)]
    for wanted in turn.get("choices", ()):
        assert any(label.startswith(wanted) for label in labels), (
            f"{where}: no button {wanted!r} among {labels}"
        )
    numbers = [n["tel"] for reply in replies for n in (reply.get("data") or {}).get("numbers", [])]
    for wanted in turn.get("numbers", ()):
        assert wanted in numbers, f"{where}: {wanted} is not among {numbers}"
    if "language" in turn:
        assert answer["language"] == turn["language"], where
        assert {reply["language"] for reply in replies} == {turn["language"]}, where
    for reply in replies:
        for citation in reply.get("citations", []):
            assert citation["quote"] and citation["url"], where


def check_law(school: str, answer: dict[str, Any], where: str) -> None:
    cited = [c["document"] for reply in answer["replies"] for c in reply.get("citations", [])]
    foreign = [document for document in cited if document.startswith(FOREIGN_LAW[school])]
    assert not foreign, f"{where}: cites the other country's law: {foreign}"


def check_stored(script: dict[str, Any], stored: dict[str, list[sqlite3.Row]]) -> None:
    outcomes = [row["outcome"] for row in stored["turn"]]
    expected = script.get("stored", {})
    assert len(outcomes) == len(script["turns"]) + 1, "every turn is recorded once, and the greeting"
    assert outcomes[1:] == [turn["outcome"] for turn in script["turns"]]
    if "outcomes" in expected:
        assert outcomes == expected["outcomes"]
    if "person" in expected:
        assert sum(row["sender"] == "person" for row in stored["message"]) == expected["person"]
    for turn, row in zip(script["turns"], stored["turn"][1:], strict=True):
        if "intent" in turn:
            assert row["intent"] == turn["intent"], f"{turn}: stored intent {row['intent']}"


def rows(product: RunningProduct, conversation: str) -> dict[str, list[sqlite3.Row]]:
    with sqlite3.connect(product.data_dir / "skolevej.db") as database:
        database.row_factory = sqlite3.Row
        found = {
            table: database.execute(
                f"SELECT * FROM {table} WHERE conversation = ? ORDER BY id", (conversation,)
            ).fetchall()
            for table in ("turn", "message")
        }
    database.close()
    return found


def files_holding(secret: str, data_dir: Path) -> list[str]:
    """Databases and logs in which the text stands, also as digits alone."""
    kinds = (".db", ".db-wal", ".log", ".jsonl")
    wanted = {secret.encode(), "".join(c for c in secret if c.isdigit()).encode()} - {b""}
    files = [file for file in data_dir.rglob("*") if file.is_file() and file.name.endswith(kinds)]
    return [file.name for file in files if any(text in file.read_bytes() for text in wanted)]


def choices_of(replies: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [choice for reply in replies for choice in reply.get("choices", [])]
