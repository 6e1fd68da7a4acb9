"""What an editor reads at the command line: work, gaps, versions, and going back."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from actions.contacts import load_retention
from actions.conversations import Conversations, TurnRecord
from actions.feedback import Feedback
from actions.gaps import Gaps
from actions.store import open_store
from api.cli import app
from api.editor_commands import worklist
from api.settings import read_settings
from knowledge.index.files import IndexMissingError
from knowledge.model import Asker, Passage

ASKER = Asker("da", "dk", "parent", "demo-dk")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SKOLEVEJ_DATA_DIR", str(tmp_path))


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["knowledge", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def record(question: str, day: datetime = NOON) -> None:
    store = open_store(read_settings().store_url)
    Gaps(store, load_retention(), lambda word: word != "oliver", lambda: day).record(
        question, "da", ASKER, ["force"]
    )
    store.close()


def test_gaps_are_listed_by_count_and_since_a_day() -> None:
    record("må oliver få hund med")
    for _ in range(2):
        record("hvem betaler for en taxa", datetime(2026, 11, 1, tzinfo=UTC))
    first, second = run("gaps").splitlines()
    assert first == "2 × “hvem betaler for en taxa” (da, parent, demo-dk, 2026-11-01; nearest: force)"
    assert second.startswith("1 × “må [navn] få hund med”")
    assert run("gaps", "--since", "2026-11-02").splitlines() == [second]


def test_an_empty_list_says_so() -> None:
    told = run("work")
    assert "Questions nothing answered (0)\n  nothing" in told
    assert "Feedback (0)\n  nothing" in told


def test_the_work_list_names_locked_articles_first_with_the_reason() -> None:
    lines = worklist(read_settings(), date(2030, 1, 1))
    start = next(n for n, line in enumerate(lines) if line.startswith("Articles to read again"))
    assert "LOCKED" in lines[start + 1] and "stale since" in lines[start + 1]
    states = ["LOCKED" in line for line in lines[start + 1 : lines.index("", start)]]
    assert states == sorted(states, reverse=True) and not all(states)


def test_feedback_is_listed_by_article() -> None:
    store = open_store(read_settings().store_url)
    first = TurnRecord("answered", "da", "da", "x", [], passages=["a1"])
    own, _ = Conversations(store).start(
        school="demo-dk", country="dk", audience="parent", language="da", channel="web", first=first
    )
    cited = Passage("a1", "article", "force", "T", (), "x", "1", "da")
    Feedback(store, load_retention()).give(own, [cited], "outdated")
    store.close()
    assert "force (da): outdated 1" in run("work")


def test_versions_before_anything_is_built() -> None:
    assert "No version has been built yet" in run("versions")
    with pytest.raises(IndexMissingError, match="no earlier index version"):
        run("rollback")
