"""Policy files are checked, and their errors tell an editor what to do."""

from pathlib import Path

import pytest

from knowledge.articles import load_articles
from knowledge.policy_files import POLICY, PolicyError, load_policy
from knowledge.search_policy import (
    AskedMost,
    GateExamples,
    GlossaryFile,
    Outside,
    SearchPolicy,
    SmallTalk,
    asked_most,
    outside_questions,
    small_talk,
)
from knowledge.text import normalise_query

FILES = [
    ("search", SearchPolicy),
    ("asked_most", AskedMost),
    ("glossary", GlossaryFile),
    ("small_talk", SmallTalk),
    ("outside", Outside),
    ("outside_learnt", GateExamples),
]


@pytest.mark.parametrize(("name", "schema"), FILES)
def test_our_own_files_are_sound(name: str, schema: type[SearchPolicy]) -> None:
    assert load_policy(POLICY / f"{name}.yml", schema).owner


def test_what_is_asked_most_is_written_and_written_for_whom_it_says() -> None:
    audience = {one.id: one.audience for one in load_articles()}
    named = load_policy(POLICY / "asked_most.yml", AskedMost)
    assert asked_most() <= audience.keys()
    assert {audience[one] for one in named.parents} <= {"parent", "both"}
    assert {audience[one] for one in named.staff} <= {"staff", "both"}
    assert len(asked_most()) < len(audience) / 2, "what is true of most of them is no preference"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("text: 0.084", "text: 0.80", "must add up to 1"),
        ("answerable: 0.50", "answerable: high", "answerable"),
        ("answerable: 0.50", "answerable: 24", "answerable"),
        ("answerable:", "answerble:", "answerble"),
        ("owner: knowledge editors", "owner: [", "not valid YAML"),
    ],
)
def test_a_slip_in_search_yml_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (POLICY / "search.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "search.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PolicyError, match=told) as caught:
        load_policy(tmp_path / "search.yml", SearchPolicy)
    assert "search.yml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"gone\.yml"):
        load_policy(tmp_path / "gone.yml", SearchPolicy)


def test_a_concept_named_twice_is_refused(tmp_path: Path) -> None:
    words = "{da: [a], nb: [b], en: [c]}"
    row = f"- {{id: same, everyday: {words}, professional: {words}}}\n"
    (tmp_path / "glossary.yml").write_text(f"owner: x\nconcepts:\n{row}{row}")
    with pytest.raises(PolicyError, match="same"):
        load_policy(tmp_path / "glossary.yml", GlossaryFile)


@pytest.mark.parametrize("texts", [small_talk(), outside_questions()], ids=["small talk", "outside"])
def test_each_text_stands_once_in_normal_form(texts: tuple[str, ...]) -> None:
    assert len(texts) >= 60 and all(text == normalise_query(text) for text in texts)
