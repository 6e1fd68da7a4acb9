"""The evaluation counts right: golds, ranks, refusals, misses; and says which line is broken."""

import json
from pathlib import Path

import pytest

from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.evaluate import EvaluationError, GoldPassages, Question, evaluate, read_questions
from knowledge.evaluate_report import as_text, summarise, write_results
from knowledge.model import Passage

ROWS = [
    {"id": "a", "lang": "da", "audience": "staff", "question": "hvem ringer hjem når eleven har været væk i tre dage", "gold": [{"doc": "lin", "quote": "ringer klasselæreren HJEM"}]},
    {"id": "b", "lang": "nb", "audience": "staff", "question": "hva er plikten til skolen i Norge", "gold": [{"doc": "no-", "quote": "plikt til å følge opp"}]},
    {"id": "c", "lang": "en", "audience": "parent", "question": "what is the capital of Portugal", "gold": [], "kind": "far"},
    {"id": "d", "lang": "da", "audience": "parent", "question": "noget der ikke findes", "gold": [{"doc": "lin", "quote": "findes slet ikke i teksten"}]},
]  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS) + "\n", encoding="utf-8")
    return path


def test_a_small_file_is_measured(
    asked: Path,
    index_dir: Path,
    onnx_encoder: OnnxEncoder,
    plain_encoder: OnnxEncoder,
    passages: list[Passage],
    tmp_path: Path,
) -> None:
    outcomes = evaluate(read_questions(asked), index_dir, onnx_encoder, plain_encoder, lambda _: None)
    summary = summarise(outcomes)
    assert summary["questions"] == {"inside": 3, "outside": 1}
    assert summary["refusal"]["far"] == 1.0
    assert summary["recall"]["nb"]["ours"]["1"] == 1.0 and summary["recall"]["all"]["ours"][
        "5"
    ] == pytest.approx(2 / 3, abs=0.01)
    assert summary["missed"] == summary["gold_not_in_index"] == ["d"]
    assert "missed d" in as_text(summary, outcomes, {p.id: p for p in passages})
    write_results(tmp_path / "results.json", summary, outcomes)
    written = (tmp_path / "results.json").read_text(encoding="utf-8")
    assert json.loads(written)["questions"][0]["ranks"].keys() == {"ours", "bm25", "encoder"}
    assert all(row["question"] not in written for row in ROWS)


def test_a_quote_across_two_passages_is_answered_by_either() -> None:
    texts = ["Først kommer det her, og så", "fortsætter sætningen her. Slut.", "Noget andet."]
    rows = [
        Passage(f"p{n}", "document", "003_x", "T", (), text, "1", "da", position=n)
        for n, text in enumerate(texts)
    ]
    question = Question("q", "da", "parent", "?", (("003", "og så fort-sætter"),), "")
    assert GoldPassages(rows).of(question) == {"p0", "p1"}


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(json.dumps(ROWS[0]) + "\n{broken\n")
    with pytest.raises(EvaluationError, match="line 2"):
        read_questions(tmp_path / "q.jsonl")
