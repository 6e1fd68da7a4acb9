"""The door to knowledge: passages by id, neighbours, articles, the shared query vector, and taking up a new version."""

from pathlib import Path

import pytest

from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.build import build_index
from knowledge.index.files import IndexDamagedError, current_version
from knowledge.model import Article, Asker, Passage
from knowledge.service import Knowledge


def document(number: int, text: str = "Teksten her.") -> Passage:
    return Passage(
        f"d-{number}", "document", "doc", "Titel", (), f"{text} Del {number}.", "1", "da", position=number
    )


@pytest.fixture
def opened(tmp_path: Path, encoder: CachedEncoder) -> Knowledge:
    build_index([document(n) for n in range(4)], {}, encoder, tmp_path, lambda _: None)
    return Knowledge.open(tmp_path, encoder, [])


def test_a_passage_is_found_by_its_id_and_unknown_ids_vanish(knowledge: Knowledge) -> None:
    found = knowledge.passage("g-0")
    assert found is not None and found.document == "lindeskolen"
    assert knowledge.passage("made-up") is None


def test_neighbours_stand_around_in_order(opened: Knowledge) -> None:
    middle = opened.passage("d-1")
    assert middle is not None
    assert [p.id for p in opened.neighbours(middle)] == ["d-0", "d-2"]
    assert [p.id for p in opened.neighbours(middle, before=0, after=2)] == ["d-2", "d-3"]
    assert [p.id for p in opened.neighbours(document(3))] == ["d-2"]


def test_an_articles_translations_are_not_its_neighbours(knowledge: Knowledge) -> None:
    told = knowledge.passage("a-stomach-da")
    assert told is not None and knowledge.neighbours(told) == ()


def test_articles_by_id_and_language(knowledge: Knowledge, articles: list[Article]) -> None:
    found = knowledge.article("stomach", "nb")
    assert found in articles and found is not None
    assert knowledge.article("stomach", "pl") is None
    passage = knowledge.article_passage(found)
    assert passage is not None and passage.id == "a-stomach-nb"


def test_a_search_ignores_white_space_and_invisible_characters(knowledge: Knowledge) -> None:
    asker = Asker("da", "dk", "parent")
    plain = knowledge.search("mit barn vil ikke i skole", asker)
    assert knowledge.search("  mit\tbarn\u200b vil ikke\ni skole ", asker) == plain
    assert plain.passages


def test_a_new_version_is_taken_up_once(tmp_path: Path, opened: Knowledge, encoder: CachedEncoder) -> None:
    assert not opened.reload()
    build_index([document(9, "Ny tekst om tovholderen.")], {}, encoder, tmp_path, lambda _: None)
    assert opened.passage("d-9") is None
    assert opened.reload() and opened.passage("d-9") is not None and opened.passage("d-1") is None
    assert opened.meta()["version"] == current_version(tmp_path) and opened.meta()["passages"] == 1
    assert not opened.reload()


def test_a_damaged_new_version_leaves_the_old_one_serving(
    tmp_path: Path, opened: Knowledge, encoder: CachedEncoder
) -> None:
    new = build_index([document(9)], {}, encoder, tmp_path, lambda _: None)
    (tmp_path / "versions" / new.version / "passages.jsonl").write_text("{}")
    with pytest.raises(IndexDamagedError):
        opened.reload()
    assert opened.search("teksten", Asker()).passages


def test_new_articles_are_taken_up_with_the_same_index(knowledge: Knowledge, articles: list[Article]) -> None:
    assert knowledge.reload(articles[:1])
    assert knowledge.article("bully", "da") is None
    assert knowledge.reload(articles)
    assert knowledge.article("bully", "da") is not None
