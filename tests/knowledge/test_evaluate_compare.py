"""A run is held against an earlier one: each question that moved is named, and a file that is no run is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.evaluate import EvaluationError, Outcome, Question
from knowledge.evaluate_compare import compared, read_results
from knowledge.evaluate_report import summarise, write_results


def outcome(name: str, rank: int | None, *, inside: bool = True, answerable: bool = True) -> Outcome:
    gold = (("003", "x"),) if inside else ()
    question = Question(name, "da", "parent", "spørgsmålet", gold, "" if inside else "far")
    return Outcome(question, {"ours": rank, "bm25": None, "encoder": None}, [], 0.5, answerable, 10.0, True)


EARLIER = [
    outcome("a", 4),
    outcome("b", 1),
    outcome("c", None),
    outcome("d", None, inside=False),
    outcome("e", 2),
]
NOW = [
    outcome("a", 1),
    outcome("b", None, answerable=False),
    outcome("c", None),
    outcome("d", None, inside=False, answerable=False),
    outcome("f", 1),
]


def run(tmp_path: Path, now: list[Outcome]) -> str:
    path = tmp_path / "results.json"
    write_results(path, summarise(EARLIER), EARLIER)
    return compared(read_results(path), summarise(now), now)


def test_every_move_is_named_the_worst_first(tmp_path: Path) -> None:
    lines = run(tmp_path, NOW).splitlines()
    moved = lines[lines.index("moved: 4") + 1 :]
    assert sorted(moved[:2]) == ["worse b (da): now refused", "worse b (da): rank 1 → None"]
    assert moved[2:] == [
        "better a (da): rank 4 → 1",
        "better d (da): now refused",
        "only now: f",
        "only before: e",
    ]


def test_the_figures_stand_side_by_side(tmp_path: Path) -> None:
    told = run(tmp_path, NOW)
    assert "1 0.250 → 0.500 (+0.250)" in told
    assert "far 0.000 → 1.000 (+1.000)" in told


def test_nothing_moved(tmp_path: Path) -> None:
    assert "moved: 0" in run(tmp_path, list(EARLIER))


def test_the_questions_words_are_not_written(tmp_path: Path) -> None:
    assert "spørgsmålet" not in run(tmp_path, [replace(NOW[0])])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"summary": {}, "questions": [{"id": "a"}]}'])
def test_a_file_that_holds_no_results_says_how_to_write_one(tmp_path: Path, content: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(content)
    with pytest.raises(EvaluationError, match=r"old\.json holds no results.*--results OUT"):
        read_results(path)
