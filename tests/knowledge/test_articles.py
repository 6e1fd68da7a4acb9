"""Articles are read from Markdown, and what cannot be read is told to the editor."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.articles import (
    ARTICLES_FOLDER,
    ArticleError,
    article_passage,
    load_articles,
    load_known_sources,
    main,
    read_articles,
)
from knowledge.model import ArticleSource
from knowledge.sources import SourcesError

FRONT = """---
id: first-talk
title: Den første samtale: hvad siger jeg?
audience: parent
country: no
stages: [1, 2]
sources:
  - {document: 003, section: Nøgle 3}
  - {document: DK4}
questions:
  - hvad siger jeg først
  - hvem ringer jeg til
reviewed: 2026-11-22
review_by: 2027-11-22
owner: redaktionen
---
"""
BODY = "Ring til læreren i dag.\n\n\n\n- Sig, hvad du ser.\n- Spørg, hvad skolen ser.\n"


def write(folder: Path, text: str, name: str = "first-talk.md", language: str = "da") -> Path:
    (folder / language).mkdir(parents=True, exist_ok=True)
    path = folder / language / name
    path.write_text(text, encoding="utf-8")
    return folder


def quoted(front: str) -> str:
    return front.replace(
        "title: Den første samtale: hvad siger jeg?", 'title: "Den første samtale: hvad siger jeg?"'
    )


def test_an_article_as_written(tmp_path: Path) -> None:
    article = load_articles(write(tmp_path, quoted(FRONT) + BODY))[0]
    assert (article.id, article.language, article.country) == ("first-talk", "da", "no")
    assert article.title == "Den første samtale: hvad siger jeg?"
    assert article.stages == (1, 2)
    assert article.sources == (ArticleSource("003", "Nøgle 3"), ArticleSource("DK4"))
    assert article.questions == ("hvad siger jeg først", "hvem ringer jeg til")
    assert (article.reviewed, article.review_by) == (date(2026, 11, 22), date(2027, 11, 22))
    assert article.body == "Ring til læreren i dag.\n\n- Sig, hvad du ser.\n- Spørg, hvad skolen ser."


def test_its_passage_quotes_the_body_and_changes_id_with_it(tmp_path: Path) -> None:
    article = load_articles(write(tmp_path, quoted(FRONT) + BODY))[0]
    passage = article_passage(article)
    assert (passage.kind, passage.document, passage.text, passage.country) == (
        "article",
        "first-talk",
        article.body,
        "no",
    )
    assert passage == article_passage(article)
    changed = load_articles(write(tmp_path, quoted(FRONT) + BODY + "Mere.\n"))[0]
    assert article_passage(changed).id != passage.id


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (FRONT + BODY, "front matter"),
        (BODY, "front matter"),
        (quoted(FRONT).replace("id: first-talk", "id: other"), "id"),
        (quoted(FRONT).replace("owner: redaktionen\n", ""), "owner"),
        (quoted(FRONT).replace("audience: parent", "audience: mother"), "audience"),
        (quoted(FRONT).replace("country: no", "country: se"), "country"),
        (quoted(FRONT).replace("[1, 2]", "[one]"), "stages"),
        (quoted(FRONT).replace("2026-11-22", "22.11.2026"), "reviewed"),
        (quoted(FRONT).replace("- {document: DK4}", "- {section: x}"), "sources"),
        (
            quoted(FRONT).replace("questions:\n  - hvad siger jeg først\n  - hvem ringer jeg til\n", ""),
            "questions",
        ),
    ],
)
def test_a_fault_names_file_field_and_remedy(tmp_path: Path, text: str, field: str) -> None:
    write(tmp_path, text)
    articles, problems = read_articles(tmp_path)
    assert articles == ()
    assert [(problem.file, problem.field) for problem in problems] == [("da/first-talk.md", field)]
    assert problems[0].remedy.endswith((".", "first-talk"))
    with pytest.raises(ArticleError, match=r"first-talk\.md"):
        load_articles(tmp_path)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, "")
    (tmp_path / "da" / "first-talk.md").write_bytes("---\nid: æ\n---\n".encode("latin-1"))
    assert read_articles(tmp_path)[1][0].fault == "is not UTF-8"


def test_source_keys_stay_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text('000: {title: a}\n"004": {title: b}\nNO8: {title: c}\n')
    assert load_known_sources(path) == {"000", "004", "NO8"}


@pytest.mark.parametrize("content", ["- 003\n", "DK4: {source: x}\n", "DK4: {title: x, law: maybe}\n"])
def test_a_source_file_that_is_wrong_says_where(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(content)
    with pytest.raises(SourcesError, match=r"sources\.yml"):
        load_known_sources(path)


def test_the_command_tells_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = tmp_path / "sources.yml"
    sources.write_text('"003": {title: a}\nDK4: {title: b}\n')
    folder = write(tmp_path / "articles", quoted(FRONT) + BODY)
    assert main(folder, sources) == 1
    out = capsys.readouterr().out
    assert "error: da/first-talk.md, body: has" in out
    assert "error: nb/first-talk.md, file: is missing" in out
    assert "1 articles," in out


def test_the_command_is_content_with_nothing_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = tmp_path / "sources.yml"
    sources.write_text('"003": {title: a}\n')
    assert main(tmp_path / "articles", sources) == 0
    assert capsys.readouterr().out == "0 articles, 0 errors, 0 warnings\n"


def test_the_articles_that_ship_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ARTICLES_FOLDER) == 0, capsys.readouterr().out
