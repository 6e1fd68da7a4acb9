"""What strangers asked: kept apart from every list, and measured as the product answers."""

import json
from pathlib import Path

import pytest

from knowledge.articles import article_questions, load_articles
from knowledge.evaluate_answers import StrangersError, as_text, ask_all
from knowledge.further_questions import further_questions
from knowledge.search_policy import gate_examples, outside_questions
from knowledge.service import Knowledge
from knowledge.text import normalise_query

FOLDER = Path(__file__).parent / "strangers"


def kept(name: str) -> "list[dict[str, object]]":
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def test_no_list_holds_what_strangers_asked() -> None:
    articles = load_articles()
    known = [one.text for article in articles for one in article_questions(article)]
    known += [one.text for asked in further_questions(articles).values() for one in asked]
    lists = {normalise_query(text) for text in (*known, *gate_examples(), *outside_questions())}
    rows = [row for name in ("asked", "precise", "outside") for row in kept(f"{name}.jsonl")]
    asked = {normalise_query(str(row["text"])) for row in rows}
    assert len(asked) == len(rows) > 440 and not asked & lists


def test_the_articles_named_are_there() -> None:
    topics = {article.id: {"", *(d.topic for d in article.details)} for article in load_articles()}
    rows = [*kept("asked.jsonl"), *kept("precise.jsonl")]
    named = {name for row in rows for key in ("best", "near") for name in row[key]}  # type: ignore[attr-defined]
    assert named and named <= topics.keys()
    assert not [row["id"] for row in kept("precise.jsonl") if row["detail"] not in topics[row["best"][0]]]  # type: ignore[index]


def test_what_is_told_is_counted(tmp_path: Path, knowledge: Knowledge) -> None:
    rows = [
        {"id": "a", "lang": "da", "text": "min søn får ondt i maven hver morgen", "best": ["stomach"]},
        {"id": "b", "lang": "da", "text": "ondt i maven før skole", "best": ["group"], "near": ["stomach"]},
        {"id": "c", "lang": "pl", "text": "hvad er hovedstaden i Portugal", "kind": "far"},
    ]
    common = {"audience": "parent", "country": "dk"}
    path = tmp_path / "asked.jsonl"
    path.write_text("\n".join(json.dumps(common | row) for row in rows), encoding="utf-8")
    told = ask_all(knowledge, path)
    assert [one.first for one in told] == ["stomach", "stomach", ""]
    printed = as_text(told)
    assert "all (2): serves 0.50, serves or one tap away 0.50, helps at least 1.00, refused 0.00" in printed
    assert "outside, far (1): refused 1.00" in printed
    assert "1 whose first article is another:\n  b (da) “ondt i maven før skole” → stomach" in printed


def test_a_broken_line_is_named(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "asked.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(StrangersError, match="line 1"):
        ask_all(knowledge, tmp_path / "asked.jsonl")
