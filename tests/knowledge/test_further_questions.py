"""Question lists in languages the articles are not written in."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.articles import load_articles
from knowledge.further_questions import further_questions
from knowledge.model import Article, Detail
from knowledge.policy_files import PolicyError

PREAMBLE = "owner: editors\nquestions:\n"


def test_questions_stand_at_one_version_of_their_article(tmp_path: Path, articles: list[Article]) -> None:
    (tmp_path / "pl.yml").write_text(f"{PREAMBLE}  stomach:\n    - boli ją brzuch\n", encoding="utf-8")
    (tmp_path / "tr.yml").write_text(f"{PREAMBLE}  stomach:\n    - karnı ağrıyor\n", encoding="utf-8")
    found = further_questions(articles, tmp_path)
    assert [(one.text, one.language) for one in found["stomach", "da"]] == [
        ("boli ją brzuch", "pl"),
        ("karnı ağrıyor", "tr"),
    ]
    assert list(found) == [("stomach", "da")]


def test_an_unknown_article_is_named(tmp_path: Path, articles: list[Article]) -> None:
    (tmp_path / "so.yml").write_text(f"{PREAMBLE}  no-such:\n    - maxaa\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"so\.yml: there is no article no-such"):
        further_questions(articles, tmp_path)


def test_a_detail_is_asked_for_by_its_topic(tmp_path: Path, articles: list[Article]) -> None:
    detailed = replace(articles[0], details=(Detail("how-long", ("hvor længe",), "Det ved vi ikke."),))
    lists = f"{PREAMBLE}  {detailed.id}:\n    - boli ją brzuch\ndetails:\n  {detailed.id}:\n    how-long:\n      - jak długo to trwa\n"
    (tmp_path / "pl.yml").write_text(lists, encoding="utf-8")
    [found] = further_questions([detailed], tmp_path).values()
    assert [(one.text, one.detail) for one in found] == [
        ("boli ją brzuch", ""),
        ("jak długo to trwa", "how-long"),
    ]


def test_an_unknown_detail_is_named(tmp_path: Path, articles: list[Article]) -> None:
    lists = f"{PREAMBLE}  {articles[0].id}:\n    - boli\ndetails:\n  {articles[0].id}:\n    gone:\n      - jak długo\n"
    (tmp_path / "pl.yml").write_text(lists, encoding="utf-8")
    with pytest.raises(PolicyError, match=rf"pl\.yml: there is no detail of {articles[0].id} gone"):
        further_questions([articles[0]], tmp_path)


def test_ours_ask_of_nearly_every_article_in_five_languages() -> None:
    articles = load_articles()
    found = further_questions(articles)
    of_norway = {one.id for one in articles if one.country == "no"}
    assert all((language == "nb") == (name in of_norway) for name, language in found)
    for spoken in ("ar", "tr", "pl", "uk", "so"):
        asked = {name for (name, _), own in found.items() if any(one.language == spoken for one in own)}
        assert len(asked) > 0.9 * len({one.id for one in articles}), spoken
