"""An article's answer in one line in five more languages."""

from pathlib import Path

import pytest

from channels.language import LanguageDetector
from knowledge.articles import load_articles
from knowledge.own_lines import ArticleLines
from knowledge.policy_files import PolicyError

SPOKEN = ("ar", "tr", "pl", "uk", "so")


def written(folder: Path, line: str, article: str = "stomach") -> Path:
    (folder / "pl.yml").write_text(f"owner: editors\nlines:\n  {article}: {line}\n", encoding="utf-8")
    return folder


def test_a_line_is_given_for_its_article_and_language_only(tmp_path: Path) -> None:
    lines = ArticleLines.load({"stomach", "force"}, written(tmp_path, "Ból brzucha jest prawdziwy."))
    assert lines.line("stomach", "pl") == "Ból brzucha jest prawdziwy."
    assert lines.line("force", "pl") is None and lines.line("stomach", "tr") is None


@pytest.mark.parametrize(
    ("line", "article", "told"),
    [
        ("Nie.", "no-such", r"pl\.yml: there is no article no-such"),
        ("słowo " * 33, "stomach", r"pl\.yml: stomach is longer than 32 words"),
        ('""', "stomach", "stomach"),
    ],
)
def test_a_line_that_can_not_be_used_is_named(tmp_path: Path, line: str, article: str, told: str) -> None:
    with pytest.raises(PolicyError, match=told):
        ArticleLines.load({"stomach"}, written(tmp_path, line, article))


@pytest.mark.parametrize("language", SPOKEN)
def test_what_parents_read_has_a_line_in_five_languages(language: str) -> None:
    articles = load_articles()
    lines = ArticleLines.load({one.id for one in articles})
    read = {one.id for one in articles if one.audience != "staff"}
    having = {name: line for name in read if (line := lines.line(name, language))}
    assert len(having) > 0.9 * len(read)
    assert len(set(having.values())) == len(having), "two articles with one line"
    detector = LanguageDetector.load()
    heard = [detector.detect(line, session="da", country="dk").heard == language for line in having.values()]
    assert sum(heard) > 0.97 * len(heard)
