"""Feedback and gaps from outside: who may give what, and what the store holds afterwards."""

from pathlib import Path
from typing import Any

import httpx

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor, stored

QUESTION = "hvad kan skolen gøre?"
UNANSWERED = "hvad koster et buskort til Oliver fra Bali"


def cited(visitor: Visitor, question: str = QUESTION) -> list[str]:
    replies = visitor.say(question)["replies"]
    return [citation["passage"] for reply in replies for citation in reply["citations"]]


def give(visitor: Visitor, passages: list[str], kind: str, **headers: str) -> httpx.Response:
    return visitor.client.post(
        f"{visitor.path}/feedback",
        json={"passages": passages, "kind": kind},
        headers={**visitor.bearer, **headers},
    )


def rows(product: RunningProduct, query: str, *values: str) -> list[tuple[Any, ...]]:
    return stored(Path(product.data_dir) / "skolevej.db", query, *values)


def test_feedback_is_counted_once_and_can_be_changed(product: RunningProduct, client: httpx.Client) -> None:
    visitor = Visitor.begin(client, "demo-no", language="nb")
    passages = cited(visitor, "hva kan skolen gjøre?")
    assert passages
    for kind in ("not_helpful", "missing", "missing"):
        answer = give(visitor, passages, kind)
        assert (answer.status_code, answer.json()) == (200, {"passages": passages, "kind": kind})
    key = " ".join(sorted(set(passages)))
    found = rows(product, "SELECT kind, count, language, school FROM feedback WHERE passages = ?", key)
    assert found == [("missing", 1, "nb", "demo-no")]
    assert visitor.erase().json()["erased"]["feedback_given"] == 1
    assert rows(product, "SELECT count FROM feedback WHERE passages = ?", key) == [(1,)]


def test_only_ones_own_answer_with_ones_own_token(client: httpx.Client) -> None:
    visitor, other = Visitor.begin(client), Visitor.begin(client)
    passages = cited(visitor)
    refused = give(other, passages, "helpful")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "findes ikke" in refused.json()["detail"]
    assert give(visitor, ["made-up"], "helpful").status_code == 422
    stranger = give(visitor, passages, "helpful", authorization=f"Bearer {other.token}")
    assert stranger.status_code == 401
    assert client.post(f"{visitor.path}/feedback", json={}).status_code in (401, 422)


def test_what_is_no_feedback_is_refused(client: httpx.Client) -> None:
    visitor = Visitor.begin(client)
    passages = cited(visitor)
    assert give(visitor, passages, "lovely").status_code == 422
    assert give(visitor, [], "helpful").status_code == 422
    assert give(visitor, ["x" * 99], "helpful").status_code == 422
    assert give(visitor, passages * 9, "helpful").status_code == 422


def gaps(product: RunningProduct) -> list[str]:
    return [question for (question,) in rows(product, "SELECT question FROM gap ORDER BY id")]


def test_an_unanswered_question_is_kept_without_names_or_conversation(
    product: RunningProduct, client: httpx.Client
) -> None:
    before = gaps(product)
    answer = Visitor.begin(client).say(UNANSWERED)
    assert answer["outcome"] == "not_covered", answer
    new = gaps(product)[len(before) :]
    assert len(new) == 1 and "[navn]" in new[0]
    assert "Oliver" not in new[0] and "Bali" not in new[0]
    Visitor.begin(client).say(UNANSWERED + " ???")
    assert gaps(product) == [*before, *new]
    assert rows(product, "SELECT count FROM gap WHERE question = ?", new[0]) == [(2,)]


def test_neither_a_cry_for_help_nor_what_is_stopped_at_the_door_is_a_gap(
    product: RunningProduct, client: httpx.Client
) -> None:
    before = gaps(product)
    visitor = Visitor.begin(client)
    assert visitor.say("jeg vil ikke leve mere")["outcome"] == "crisis"
    visitor.say("hvem betaler for brillerne når han har tabt dem")
    assert Visitor.begin(client).say("hvem betaler for 010190-1234 og brillerne")["outcome"] == "blocked"
    assert gaps(product) == before
