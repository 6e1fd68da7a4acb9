"""When a part is down: an honest reply, crisis help and numbers all the same; then back by itself."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.conftest import RunningProduct, start_product, stop_product
from tests.postgres import Cluster, cluster
from tests.product.visitor import Visitor, events, numbers

PATIENCE = 90
"""Seconds after which waiting for a part to come back is given up."""
CRY = "jeg vil ikke leve mere"
QUESTION = "hvad gør jeg når han har ondt i maven hver morgen"


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[RunningProduct]:
    """A product of one's own, to be harmed."""
    running = start_product(tmp_path)
    yield running
    stop_product(running)


@pytest.fixture
def visitor(alone: RunningProduct) -> Iterator[Visitor]:
    with httpx.Client(base_url=alone.url, timeout=60) as client:
        yield Visitor.begin(client)


@pytest.fixture
def on_postgres(tmp_path: Path) -> Iterator[tuple[Cluster, Visitor]]:
    """A product over a PostgreSQL, which holds its own tables and Rasa's."""
    with cluster() as postgres:
        running = start_product(tmp_path, SKOLEVEJ_DATABASE_URL=postgres.url)
        with httpx.Client(base_url=running.url, timeout=60) as client:
            yield postgres, Visitor.begin(client)
        stop_product(running)


def child_of(pid: int) -> int:
    """The one child process of another: Rasa."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert len(children) == 1, children
    return int(children[0])


def gone(pid: int) -> bool:
    """Ended, or only waiting for whoever started it to notice."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def eventually(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.5)
    return False


def parts(client: httpx.Client) -> dict[str, str]:
    found: dict[str, str] = client.get("/readyz").json()["parts"]
    return found


def test_rasa_killed_is_said_honestly_and_comes_back(alone: RunningProduct, visitor: Visitor) -> None:
    assert visitor.say("hej")["outcome"] == "flow"
    killed = child_of(alone.process.pid)
    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: gone(killed))

    answer = visitor.say(QUESTION)
    assert answer["outcome"] == "error"
    assert [reply["type"] for reply in answer["replies"]] == ["error", "answer"]
    assert answer["replies"][1]["citations"], "what knowledge finds is still cited"
    assert "112" in numbers(answer) and len(numbers(answer)) >= 3
    assert answer["replies"][0]["language"] == "da"

    nothing = visitor.say("hvad koster en billet til Mars")
    assert [reply["type"] for reply in nothing["replies"]] == ["error"] and "112" in numbers(nothing)

    crisis = visitor.say(CRY)
    assert crisis["outcome"] == "crisis" and "112" in numbers(crisis)

    client = visitor.client
    assert client.get("/readyz").status_code == 503
    assert parts(client) == {"rasa": "down", "knowledge": "ready", "store": "ready"}
    assert client.get("/api/v1/knowledge/search", params={"q": QUESTION}).json()["passages"]
    refused = visitor.erase()
    assert refused.status_code == 503 and refused.headers["content-type"] == "application/problem+json"
    assert len(visitor.items()) > 1, "a refused erasure has erased nothing"

    assert eventually(lambda: parts(client)["rasa"] == "ready")
    assert visitor.say("hej")["outcome"] == "flow"
    assert child_of(alone.process.pid) != killed
    assert visitor.erase().status_code == 200


def test_rasa_dies_with_the_app(alone: RunningProduct) -> None:
    rasa = child_of(alone.process.pid)
    alone.process.kill()
    alone.process.wait(10)
    assert eventually(lambda: gone(rasa))


def test_the_store_gone_is_said_honestly_and_nothing_is_half_stored(
    on_postgres: tuple[Cluster, Visitor],
) -> None:
    postgres, visitor = on_postgres
    client = visitor.client
    assert visitor.say("hej")["outcome"] == "flow"
    postgres.control("stop", "-m", "immediate")

    answer = visitor.say(QUESTION)
    assert answer["outcome"] == "error" and "112" in numbers(answer)
    streamed = visitor.post({"text": QUESTION}, accept="text/event-stream")
    assert [name for name, _ in events(streamed.text)] == ["typing", "reply", "done"]
    crisis = visitor.say("I want to die", accept_language="en")
    assert crisis["outcome"] == "crisis" and "112" in numbers(crisis) and crisis["language"] == "en"
    assert parts(client)["store"] == "down"
    for refused in (
        client.get(visitor.path, headers=visitor.bearer),
        client.post("/api/v1/conversations", json={"school": "demo-dk"}),
        visitor.erase(),
    ):
        assert refused.status_code == 503, refused.text
        assert refused.headers["content-type"] == "application/problem+json"
    shown = client.get("/api/v1/help", params={"school": "demo-dk"})
    assert shown.status_code == 200 and shown.json()["numbers"]
    assert client.get("/api/v1/knowledge/search", params={"q": QUESTION}).json()["passages"]

    postgres.start()
    assert parts(client)["store"] == "ready"
    assert [item["sender"] for item in visitor.items()].count("person") == 1
    assert visitor.say("hej")["outcome"] == "flow"
    assert [item["sender"] for item in visitor.items()].count("person") == 2
    erased = visitor.erase().json()["erased"]
    assert erased["turn"] == 3 and erased["rasa_events"] > 0
