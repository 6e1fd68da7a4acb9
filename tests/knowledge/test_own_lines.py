"""An article's answer in one line in five more languages."""

from dataclasses import replace
from pathlib import Path

import pytest

from channels.language import LanguageDetector
from knowledge.articles import load_articles
from knowledge.model import Article
from knowledge.own_lines import ArticleLines
from knowledge.policy_files import PolicyError

SPOKEN = ("ar", "tr", "pl", "uk", "so")


@pytest.fixture
def articles() -> list[Article]:
    """One article with a detail, and one without."""
    morning = next(one for one in load_articles() if one.id == "stomach-ache-in-the-morning")
    return [
        replace(morning, id="stomach", details=morning.details[:1]),
        replace(morning, id="force", details=()),
    ]


def written(folder: Path, line: str, article: str = "stomach", details: str = "") -> Path:
    text = f"owner: editors\nlines:\n  {article}: {line}\n{details}"
    (folder / "pl.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_line_is_given_for_its_article_and_language_only(tmp_path: Path, articles: list[Article]) -> None:
    lines = ArticleLines.load(articles, written(tmp_path, "Ból brzucha jest prawdziwy."))
    assert lines.line("stomach", "pl") == "Ból brzucha jest prawdziwy."
    assert lines.line("force", "pl") is None and lines.line("stomach", "tr") is None


def test_a_detail_has_its_own_line_or_that_of_its_article(tmp_path: Path, articles: list[Article]) -> None:
    topic = articles[0].details[0].topic
    details = f"details:\n  stomach:\n    {topic}: Zostań w domu, jeśli jest gorączka.\n"
    lines = ArticleLines.load(articles, written(tmp_path, "Ból brzucha jest prawdziwy.", details=details))
    assert lines.line("stomach", "pl", topic) == "Zostań w domu, jeśli jest gorączka."
    assert lines.line("stomach", "pl", "another") == "Ból brzucha jest prawdziwy."
    assert lines.line("force", "pl", topic) is None


@pytest.mark.parametrize(
    ("line", "article", "details", "told"),
    [
        ("Nie.", "no-such", "", r"pl\.yml: there is no article no-such"),
        (
            "Nie.",
            "stomach",
            "details: {stomach: {other: Tak.}}",
            r"pl\.yml: there is no detail other of stomach",
        ),
        ("słowo " * 33, "stomach", "", r"pl\.yml: article stomach is longer than 32 words"),
        ('""', "stomach", "", "stomach"),
    ],
)
def test_a_line_that_can_not_be_used_is_named(
    tmp_path: Path, articles: list[Article], line: str, article: str, details: str, told: str
) -> None:
    with pytest.raises(PolicyError, match=told):
        ArticleLines.load(articles, written(tmp_path, line, article, details))


@pytest.mark.parametrize("language", SPOKEN)
def test_what_parents_read_has_a_line_in_five_languages(language: str) -> None:
    articles = load_articles()
    lines = ArticleLines.load(articles)
    read = {one.id for one in articles if one.audience != "staff"}
    having = {name: line for name in read if (line := lines.line(name, language))}
    assert len(having) > 0.9 * len(read)
    assert len(set(having.values())) == len(having), "two articles with one line"
    detector = LanguageDetector.load()
    heard = [detector.detect(line, session="da", country="dk").heard == language for line in having.values()]
    assert sum(heard) > 0.97 * len(heard)


DETAILS_WITH_A_LINE = 0.9
"""Of the details parents can be told; a new one is told with its article's line until it has its own."""


@pytest.mark.parametrize("language", SPOKEN)
def test_what_parents_are_told_precisely_has_a_line_in_five_languages(language: str) -> None:
    articles = load_articles()
    lines = ArticleLines.load(articles)
    details = {(one.id, d.topic) for one in articles if one.audience != "staff" for d in one.details}
    own = {
        key: line
        for key in details
        if (line := lines.line(key[0], language, key[1])) and line != lines.line(key[0], language)
    }
    assert len(own) > DETAILS_WITH_A_LINE * len(details)
    assert len(set(own.values())) > 0.99 * len(own), "details with one line"
