"""What people write is in the conversation and nowhere else, and goes with it."""

import stat
from pathlib import Path

import httpx

from tests.conftest import RunningProduct
from tests.product.visitor import Visitor, stored

CPR = "070761-4285"
MARK = "kakaduevej"


def holding(folder: Path, words: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_no_log_holds_a_token_or_what_was_written(visitor: Visitor, product: RunningProduct) -> None:
    visitor.say(f"min søn vil ikke i skole {MARK}")
    visitor.client.get(visitor.path, headers={"authorization": f"Bearer {visitor.token}x"})
    logs = [product.data_dir / "app.log", *(product.data_dir / "logs").rglob("*.log")]
    assert len(logs) > 1 and (product.data_dir / "app.log").read_text()
    for log in logs:
        text = log.read_text(encoding="utf-8")
        for secret in (MARK, visitor.token, "min søn vil ikke"):
            assert secret not in text, f"{log.name} holds {secret!r}"
    assert holding(product.data_dir, visitor.token) == []


def test_erasing_reaches_every_file(visitor: Visitor, product: RunningProduct) -> None:
    visitor.say(f"hvem er tovholder hos jer på {MARK}-erased")
    assert {name.split("/")[0] for name in holding(product.data_dir, f"{MARK}-erased")} <= {
        *("skolevej.db", "skolevej.db-wal", "rasa")
    }
    erased = visitor.erase()
    assert erased.status_code == 200, erased.text
    counts = erased.json()["erased"]
    assert counts["conversation"] == 1 and counts["turn"] == 2 and counts["message"] >= 3
    assert counts["rasa_events"] > 0 and counts["choice"] > 0
    for table in set(counts) - {"conversation", "rasa_events"}:
        query = f"SELECT * FROM {table} WHERE conversation = ?"
        assert stored(product.data_dir / "skolevej.db", query, visitor.conversation) == []
    tracker = product.data_dir / "rasa" / "tracker.db"
    assert stored(tracker, "SELECT * FROM events WHERE sender_id = ?", visitor.conversation) == []
    for gone in (visitor.erase(), visitor.post({"text": "hej"})):
        assert gone.status_code == 401


def test_a_message_that_crosses_the_erasure_leaves_nothing(
    client: httpx.Client, product: RunningProduct
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for _ in range(4):
        visitor = Visitor.begin(client)
        with ThreadPoolExecutor(4) as pool:
            turns = [pool.submit(visitor.post, {"text": "min datter er ked af det"}) for _ in range(3)]
            erased = pool.submit(visitor.erase).result()
            codes = {turn.result().status_code for turn in turns}
        assert erased.status_code == 200 and codes <= {200, 401}
        tracker = product.data_dir / "rasa" / "tracker.db"
        assert stored(tracker, "SELECT * FROM events WHERE sender_id = ?", visitor.conversation) == []
        for table in ("turn", "message", "choice"):
            query = f"SELECT * FROM {table} WHERE conversation = ?"
            assert stored(product.data_dir / "skolevej.db", query, visitor.conversation) == []


def test_an_identity_number_stops_at_the_door(visitor: Visitor, product: RunningProduct) -> None:
    answer = visitor.say(f"det handler om {CPR} som ikke vil i skole")
    assert answer["outcome"] == "blocked"
    visitor.say(f"jeg vil ikke leve mere, mit nummer er {CPR}")
    assert [item["sender"] for item in visitor.items()].count("person") == 2
    assert holding(product.data_dir, CPR) == []


def test_what_is_offered_instead_of_the_number_is_sent_without_it(visitor: Visitor) -> None:
    answer = visitor.say(f"det handler om {CPR} som ikke vil i skole")
    value = answer["replies"][0]["choices"][0]["value"]
    assert visitor.post({"choice": value}).json()["outcome"] in (
        "answered",
        "partly_answered",
        "clarify",
        "not_covered",
    )


def test_only_we_can_read_the_data_directory(visitor: Visitor, product: RunningProduct) -> None:
    for name in ("secrets.json", "skolevej.db", "rasa/tracker.db", "rasa/endpoints.yml", "logs/rasa.log"):
        mode = (product.data_dir / name).stat().st_mode
        assert not stat.S_IMODE(mode) & 0o077, f"{name} is {stat.filemode(mode)}"
