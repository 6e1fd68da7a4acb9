"""Holds every conversation in da/, nb/ and en/ with the real product and checks outcome, content and stored rows."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from tests.conftest import RunningProduct
from tests.conversations.another_parent import AnotherParent

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))
FIELDS = {
    "say",
    "choose",
    "press",
    "meanwhile",
    "receipt",
    "outcome",
    "article",
    "text",
    "not_text",
    "choices",
    "numbers",
    "language",
    "own_line",
    "answer_line",
    "intent",
}
PATIENCE_SECONDS = 40
"""The sender looks every five seconds."""
SCRIPT = {
    "title",
    "covers",
    "school",
    "language",
    "audience",
    "earlier",
    "turns",
    "at_most",
    "stored",
    "fails_today",
}
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
        self.pressed: str | None = None
        self.receipt: dict[str, Any] = {}
        if script.get("earlier"):
            self.receipt = AnotherParent(client, script["school"]).book()

    def take(self, turn: dict[str, Any]) -> dict[str, Any]:
        if "say" in turn:
            message = {"text": turn["say"].format_map(self.receipt) if self.receipt else turn["say"]}
        else:
            message = {
                "choice": self._value(turn["choose"]) if "choose" in turn else self._press(turn["press"])
            }
        response = self._client.post(
            f"/api/v1/conversations/{self.id}/messages",
            json=message,
            headers={"Authorization": f"Bearer {self._token}"},
        )
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        self.choices = choices_of(body["replies"]) or self.choices
        self.receipt = next((r["data"] for r in body["replies"] if "code" in r.get("data", {})), self.receipt)
        return body

    def _press(self, place: int) -> str:
        chosen = self.choices[place - 1]
        self.pressed = chosen["label"]
        return chosen["value"]

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
        said = turn.get("say") or turn.get("choose") or f"button {turn['press']}"
        if turn.get("meanwhile") == "confirmed":
            confirm_address(client, product, conversation.receipt["reference"])
        if turn.get("meanwhile") == "hours":
            hours_pass(product, conversation.id)
        if turn.get("meanwhile") == "taken":
            AnotherParent(client, script["school"], script.get("language")).book(conversation.pressed)
        answer = conversation.take(turn)
        check(turn, answer, f"turn {number} ({said[:80]})")
        check_law(script["school"], answer, f"turn {number} ({said[:80]})")
    assert len(script["turns"]) <= script.get("at_most", len(script["turns"]))
    check_stored(script, rows(product, conversation.id))
    check_bookings(script.get("stored", {}), product, conversation)
    check_interests(script.get("stored", {}), product, conversation)
    check_check_ins(script.get("stored", {}), product, conversation)
    check_sheets(script.get("stored", {}), product, conversation)
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
    if turn.get("receipt"):
        check_receipt(replies, "booking" if turn["receipt"] is True else turn["receipt"], where)
    if "language" in turn:
        assert answer["language"] == turn["language"], where
        spoken = [reply["language"] for reply in replies]
        lines = [turn[line] for line in ("own_line", "answer_line") if line in turn]
        assert spoken == lines + [turn["language"]] * (len(replies) - len(lines)), where
    for reply in replies:
        for citation in reply.get("citations", []):
            assert citation["quote"] and citation["url"], where


def check_law(school: str, answer: dict[str, Any], where: str) -> None:
    cited = [c["document"] for reply in answer["replies"] for c in reply.get("citations", [])]
    foreign = [document for document in cited if document.startswith(FOREIGN_LAW[school])]
    assert not foreign, f"{where}: cites the other country's law: {foreign}"


def check_receipt(replies: list[dict[str, Any]], kind: str, where: str) -> None:
    (receipt,) = (reply for reply in replies if reply["type"] == "receipt")
    data = receipt["data"]
    assert data["kind"] == kind, where
    if kind == "booking":
        assert data["coordinator"]["name"] and data["coordinator"]["role"], where
    assert re.fullmatch(r"\w{3}-\w{3}", data["reference"]), where
    assert re.fullmatch(r"(\w{5}-){3}\w{5}", data["code"]), where


def check_bookings(expected: dict[str, Any], product: RunningProduct, conversation: Conversation) -> None:
    """What became of the drafts of this conversation, and of the booking made before it."""
    with closing(sqlite3.connect(product.data_dir / "skolevej.db")) as database:
        drafts = database.execute(
            "SELECT id, booked_at FROM contact_draft WHERE conversation = ?", (conversation.id,)
        ).fetchall()
        reference = conversation.receipt.get("reference")
        requests = [
            status
            for draft, own, status in database.execute("SELECT draft, reference, status FROM contact_request")
            if own == reference or draft in {draft for draft, _ in drafts}
        ]
    assert len(requests) == expected.get("bookings", 0), requests
    assert sorted(requests) == sorted(expected.get("statuses", requests))
    assert sum(booked is None for _, booked in drafts) == expected.get("unfinished", 0), drafts
    for secret in expected.get("not_in_rasa", ()):
        held = [name for name in files_holding(secret, product.data_dir) if "skolevej.db" not in name]
        assert not held, f"{secret} is in {held}"
    if code := conversation.receipt.get("code"):
        for written in (code, code.replace("-", ""), code.lower().replace("-", " ")):
            assert not files_holding(written, product.data_dir, digits=False), "the private code was kept"


def check_interests(expected: dict[str, Any], product: RunningProduct, conversation: Conversation) -> None:
    """What this conversation has put on the list for a group, and whether the address was confirmed."""
    with closing(sqlite3.connect(product.data_dir / "skolevej.db")) as database:
        kept = database.execute(
            "SELECT i.confirmed_at FROM group_interest i JOIN flow_draft d ON d.id = i.draft WHERE d.conversation = ?",
            (conversation.id,),
        ).fetchall()
    standing = ["waiting" if confirmed else "unconfirmed" for (confirmed,) in kept]
    assert standing == expected.get("interests", []), standing


def hours_pass(product: RunningProduct, conversation: str) -> None:
    """She put the phone away: the last message is ten hours old, and so is what she had begun."""
    with closing(sqlite3.connect(product.data_dir / "skolevej.db", timeout=20)) as database, database:
        for table, column in (
            ("conversation", "last_message_at"),
            ("flow_draft", "changed_at"),
            ("contact_draft", "changed_at"),
        ):
            own = "id" if table == "conversation" else "conversation"
            database.execute(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%d %H:%M:%f000', {column}, '-10 hours') WHERE {own} = ?",
                (conversation,),
            )


def confirm_address(client: httpx.Client, product: RunningProduct, reference: str) -> None:
    """Wait for the mail with the one-time code, and type the code into the page."""
    begins = reference.replace("-", "")
    for _ in range(PATIENCE_SECONDS * 5):
        mails = "\n".join(str(message.get_body(("plain",))) for message in product.postbox.messages)
        codes = [
            c for c in re.findall(r"\b(?:\w{4}-){3}\w{4}\b", mails) if c.replace("-", "").startswith(begins)
        ]
        if codes:
            answer = client.post("/group/confirm", data={"once": codes[0], "language": "da"})
            assert answer.status_code == 200, answer.text
            return
        time.sleep(0.2)
    pytest.fail("no mail came")


def check_check_ins(expected: dict[str, Any], product: RunningProduct, conversation: Conversation) -> None:
    """What is kept of the check-ins of this conversation, and which flows are left unfinished."""
    with closing(sqlite3.connect(product.data_dir / "skolevej.db")) as database:
        drafts = database.execute(
            "SELECT id, flow, answers, finished_at FROM flow_draft WHERE conversation = ?", (conversation.id,)
        ).fetchall()
        kept = [draft for (draft,) in database.execute("SELECT draft FROM check_in")]
    own = [draft for draft, _, _, _ in drafts if draft in kept]
    assert len(own) == expected.get("check_ins", 0), own
    assert all(answers == "{}" for _, _, answers, finished in drafts if finished), "a kept draft is emptied"
    if "unfinished_flows" in expected:
        unfinished = [flow for _, flow, _, finished in drafts if not finished]
        assert sorted(unfinished) == sorted(expected["unfinished_flows"])


def check_sheets(expected: dict[str, Any], product: RunningProduct, conversation: Conversation) -> None:
    """What is kept of the sheets of this conversation, how its measures went, what went along with its booking."""
    own = "JOIN flow_draft d ON d.id = s.draft WHERE d.conversation = ?"
    sent = "JOIN contact_draft d ON d.id = r.draft WHERE d.conversation = ?"
    with closing(sqlite3.connect(product.data_dir / "skolevej.db")) as database:

        def found(query: str) -> list[list[Any]]:
            return [list(row) for row in database.execute(query, (conversation.id,))]

        kinds = found(f"SELECT s.kind FROM sheet s {own}")
        measures = found(
            f"SELECT m.what, m.state, m.helped FROM measure m JOIN sheet s ON s.id = m.sheet {own} ORDER BY m.id"
        )
        attached = found(
            f"SELECT a.kind FROM contact_attachment a JOIN contact_request r ON r.id = a.request {sent}"
        )
        mailed = found(f"SELECT o.recipient FROM outbox o JOIN sheet s ON s.reference = o.reference {own}")
    assert [kind for (kind,) in kinds] == expected.get("sheets", [])
    assert measures == expected.get("measures", [])
    assert [kind for (kind,) in attached] == expected.get("attached", [])
    assert [recipient for (recipient,) in mailed] == expected.get("mailed", [])


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


def files_holding(secret: str, data_dir: Path, *, digits: bool = True) -> list[str]:
    """Databases and logs in which the text stands, also as digits alone."""
    kinds = (".db", ".db-wal", ".log", ".jsonl")
    alone = "".join(c for c in secret if c.isdigit()) if digits else ""
    wanted = {secret.encode(), alone.encode()} - {b""}
    files = [file for file in data_dir.rglob("*") if file.is_file() and file.name.endswith(kinds)]
    return [file.name for file in files if any(text in file.read_bytes() for text in wanted)]


def choices_of(replies: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [choice for reply in replies for choice in reply.get("choices", [])]
