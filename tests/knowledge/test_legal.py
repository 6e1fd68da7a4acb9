"""Law that nobody has read again is not told: a legal article past its date, or marked as changed, is locked out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.article_file import FieldError, read_article
from knowledge.articles import ARTICLES_FOLDER, load_articles
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.legal import LegalLock, needs_reading
from knowledge.model import Article, ArticleSource, Asker
from knowledge.service import Knowledge
from knowledge.sources import load_sources

TODAY = date(2026, 11, 22)
LOCK = LegalLock(frozenset({"DK4"}))
ASKER = Asker("da", "dk")
QUESTION = "skal jeg tvinge ham i skole"


def legal(article: Article, **changes: object) -> Article:
    return replace(article, sources=(ArticleSource("003"), ArticleSource("DK4")), **changes)  # type: ignore[arg-type]


@pytest.fixture
def force(articles: list[Article]) -> Article:
    return next(a for a in articles if (a.id, a.language) == ("force", "da"))


def opened(
    index_dir: Path, encoder: CachedEncoder, articles: list[Article], changed: Article, today: date = TODAY
) -> Knowledge:
    others = [a for a in articles if (a.id, a.language) != (changed.id, changed.language)]
    return Knowledge.open(index_dir, encoder, [*others, changed], lock=LOCK, today=lambda: today)


def told(knowledge: Knowledge, article: Article) -> list[bool]:
    """Whether the article is answered, searched, opened and cited."""
    answer = knowledge.answer(QUESTION, ASKER)
    found = knowledge.search(QUESTION, ASKER, limit=20).passages
    passage = knowledge.article_passage(article)
    named = [answer.article, *answer.choices]
    return [
        any(one is not None and one.id == article.id for one in named),
        any(one.passage.document == article.id and one.passage.language == "da" for one in found),
        knowledge.article(article.id, "da") is not None,
        passage is not None and knowledge.passage(passage.id) is not None,
    ]


def test_a_legal_article_that_is_fresh_is_told(
    index_dir: Path, encoder: CachedEncoder, articles: list[Article], force: Article
) -> None:
    fresh = legal(force, review_by=TODAY)
    assert told(opened(index_dir, encoder, articles, fresh), fresh) == [True] * 4


@pytest.mark.parametrize("changes", [{"review_by": date(2026, 11, 21)}, {"law_changed": True}])
def test_a_legal_article_that_is_stale_or_overtaken_is_not(
    index_dir: Path,
    encoder: CachedEncoder,
    articles: list[Article],
    force: Article,
    changes: dict[str, object],
) -> None:
    locked = legal(force, **changes)
    knowledge = opened(index_dir, encoder, articles, locked)
    assert told(knowledge, locked) == [False] * 4
    assert len(knowledge.search(QUESTION, ASKER, limit=5).passages) == 5


def test_a_mark_in_one_language_locks_them_all(
    index_dir: Path, encoder: CachedEncoder, articles: list[Article], force: Article
) -> None:
    others = [legal(a) if a.id == "force" else a for a in articles if (a.id, a.language) != ("force", "da")]
    marked = [*others, legal(force, law_changed=True)]
    knowledge = Knowledge.open(index_dir, encoder, marked, lock=LOCK, today=lambda: TODAY)
    assert knowledge.article("force", "da") is knowledge.article("force", "en") is None


def test_it_is_locked_from_the_day_after_without_a_restart(
    index_dir: Path, encoder: CachedEncoder, articles: list[Article], force: Article
) -> None:
    days = [TODAY]
    own = legal(force, review_by=TODAY)
    others = [a for a in articles if a.id != "force" or a.language != "da"]
    knowledge = Knowledge.open(index_dir, encoder, [*others, own], lock=LOCK, today=lambda: days[0])
    assert knowledge.article("force", "da") == own
    days[0] = date(2026, 11, 23)
    assert knowledge.article("force", "da") is None


def test_what_tells_no_law_is_told_though_it_is_stale(
    index_dir: Path, encoder: CachedEncoder, articles: list[Article], force: Article
) -> None:
    stale = replace(force, review_by=date(2020, 1, 1))
    assert needs_reading(stale, TODAY) == "stale"
    assert told(opened(index_dir, encoder, articles, stale), stale) == [True] * 4


def test_an_editor_marks_changed_law_in_the_article_itself(tmp_path: Path) -> None:
    path = min((ARTICLES_FOLDER / "da").glob("*.md"))
    text = path.read_text(encoding="utf-8")
    copy = tmp_path / path.name
    copy.write_text(text.replace("\nowner:", "\nlaw_changed: true\nowner:", 1), encoding="utf-8")
    assert read_article(copy, "da").law_changed and not read_article(path, "da").law_changed
    copy.write_text(text.replace("\nowner:", "\nlaw_changed: perhaps\nowner:", 1), encoding="utf-8")
    with pytest.raises(FieldError) as caught:
        read_article(copy, "da")
    assert (caught.value.name, caught.value.remedy) == (
        "law_changed",
        "Write law_changed: true, or leave the line out.",
    )


def test_every_article_that_ships_and_tells_law_is_fresh() -> None:
    """Fails when the articles of a release have gone stale, before a parent is left without the answer."""
    lock = LegalLock.load()
    shipped = load_articles()
    assert sum(lock.is_legal(article) for article in shipped) >= 10
    assert [a.id for a in shipped if lock.locked(a, TODAY)] == []


def test_the_law_rows_are_law_and_the_helplines_are_not() -> None:
    sources = load_sources()
    assert sources["DK4"].law and sources["NO4"].law
    assert not any(sources[key].law for key in ("003", "DK23", "DK25", "NO19", "NO21"))
