"""A contact booked in chat, seen from outside: repeated, erased, read again, and looked for in every file."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import httpx

from tests.conftest import RunningProduct
from tests.conversations.another_parent import AnotherParent
from tests.product.visitor import Visitor

BOOK, LATER = "bestil en samtale", "spring over"


def pressed(visitor: Visitor, answer: dict[str, Any], label: str, **headers: str) -> dict[str, Any]:
    choices = [c for reply in answer["replies"] for c in reply.get("choices", [])]
    value = next(c["value"] for c in choices if c["label"].startswith(label))
    response = visitor.post({"choice": value}, **headers)
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def shown_back(visitor: Visitor, phone: str = "32 12 34 56") -> dict[str, Any]:
    """As far as the list that is shown before booking."""
    visitor.say(BOOK)
    for _ in range(4):
        visitor.say(LATER)
    visitor.say(phone)
    return visitor.say("ring til mig")


def count(product: RunningProduct, query: str, *values: str) -> int:
    with closing(sqlite3.connect(product.data_dir / "skolevej.db")) as database:
        return int(database.execute(query, values).fetchone()[0])


def test_the_same_click_twice_is_one_booking_with_one_code(visitor: Visitor, product: RunningProduct) -> None:
    summary = shown_back(visitor)
    first = pressed(visitor, summary, "Ja, bestil", idempotency_key="one")
    again = pressed(visitor, summary, "Ja, bestil", idempotency_key="one")
    third = pressed(visitor, summary, "Ja, bestil", idempotency_key="two")
    assert first == again
    (data,) = (r["data"] for r in first["replies"] if r["type"] == "receipt")
    assert third["outcome"] == "booked"
    assert [r["data"] for r in third["replies"]] == [data]
    drafts = "SELECT id FROM contact_draft WHERE conversation = ?"
    assert (
        count(
            product, f"SELECT count(*) FROM contact_request WHERE draft IN ({drafts})", visitor.conversation
        )
        == 1
    )


def test_the_code_is_shown_once_and_not_in_the_transcript(visitor: Visitor) -> None:
    booked = pressed(visitor, shown_back(visitor), "Ja, bestil")
    data = booked["replies"][-1]["data"]
    kept = json.dumps(visitor.items())
    assert data["reference"] in kept
    assert data["code"] not in kept
    assert data["code"] not in json.dumps(visitor.say("gentag det"))
    visitor.say(f"jeg vil se min bestilling {data['reference']} {data['code']}")
    assert data["code"] not in json.dumps(visitor.items())


def test_erasing_the_conversation_leaves_the_booking(visitor: Visitor, client: httpx.Client) -> None:
    data = pressed(visitor, shown_back(visitor), "Ja, bestil")["replies"][-1]["data"]
    assert visitor.erase().status_code == 200
    later = Visitor.begin(client)
    found = later.say(f"jeg vil se min bestilling {data['reference']} {data['code']}")
    assert data["reference"] in found["replies"][-1]["text"]
    assert "sendt, men ikke bekræftet" in found["replies"][-1]["text"]


def test_erasing_the_conversation_erases_the_unfinished_draft(
    visitor: Visitor, product: RunningProduct
) -> None:
    shown_back(visitor)
    query = "SELECT count(*) FROM contact_draft WHERE conversation = ?"
    assert count(product, query, visitor.conversation) == 1
    assert visitor.erase().json()["erased"]["contact_draft"] == 1
    assert count(product, query, visitor.conversation) == 0


def test_an_answer_of_one_conversation_is_none_of_another(visitor: Visitor, client: httpx.Client) -> None:
    summary = shown_back(visitor)
    value = summary["replies"][-1]["choices"][0]["value"]
    stranger = Visitor.begin(client)
    assert stranger.post({"choice": value}).status_code == 422
    typed = stranger.say('/answer{"answer": "consent:yes"}')
    assert typed["outcome"] != "booked"


def test_ten_wrong_codes_lock_the_reference_for_the_right_one_too(client: httpx.Client) -> None:
    data = AnotherParent(client, "demo-dk").book()
    guesser = Visitor.begin(client)
    guesser.say(f"jeg vil flytte min tid {data['reference']}")
    for _ in range(9):
        assert "passer ikke sammen" in guesser.say("34679-CDFHJ-KMNPQ-RTWX3")["replies"][0]["text"]
    assert "10 gange" in guesser.say("34679-CDFHJ-KMNPQ-RTWX3")["replies"][0]["text"]
    assert "10 gange" in guesser.say(data["code"])["replies"][0]["text"]


def test_nothing_of_the_parent_is_in_rasa_or_a_log(visitor: Visitor, product: RunningProduct) -> None:
    visitor.say(BOOK)
    visitor.say("4b")
    visitor.say("ring til mormor på 32 12 34 59, hun passer ham")
    for _ in range(2):
        visitor.say(LATER)
    visitor.say("mor 32 12 34 59 og far far.59@example.org")
    booked = pressed(visitor, visitor.say("ring til mig"), "Ja, bestil")
    code = booked["replies"][-1]["data"]["code"]
    visitor.say(f"jeg vil se min bestilling {booked['replies'][-1]['data']['reference']} {code.lower()}")
    secrets = ("32 12 34 59", "32123459", "far.59@", code, code.lower(), code.replace("-", ""))
    rasa = [product.data_dir / "rasa" / "tracker.db", *product.data_dir.glob("rasa/tracker.db-wal")]
    assert rasa[0].exists()
    for file in (*rasa, *product.data_dir.rglob("*.log"), *product.data_dir.rglob("*.jsonl")):
        content = file.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], file.name
