"""Question lists written for places in documents: read, placed, kept on the shelf, and found by."""

import logging
from pathlib import Path

import pytest

from knowledge.document_questions import FOLDER, MOST_WORDS, known_questions, placed, read_questions
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.artefact import load_index
from knowledge.index.build import build_index
from knowledge.model import Asked, Asker, Passage
from knowledge.policy_files import PolicyError
from knowledge.service import open_searcher
from knowledge.shelf import Shelf

TEXT = """Når et barn bliver væk

Kontoret ringer hjem samme morgen, og læreren skriver ned, hvad familien fortæller om natten og morgenen.

Tovholderen samler trådene, så forældrene kun har én at ringe til, og aftalen bliver fulgt op hver fredag.
"""
LIST = """places:
  - at: "samler trådene, så"
    questions:
      da: [hvem holder styr på alle de her mennesker]
      nb: [må vi fortelle det samme til alle]
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.with_name("guide.txt.questions.yml").write_text(LIST, encoding="utf-8")
    return path


def passage(number: int, text: str) -> Passage:
    return Passage(f"p{number}", "document", "guide", "Guide", (), text, "1", "da", position=number)


def test_questions_come_to_the_passage_that_holds_the_words(guide: Path) -> None:
    lists = read_questions(guide.with_name("guide.txt.questions.yml"))
    texts = [passage(0, "Ring hjem."), passage(1, "Tovholderen samler tråd-\nene, så I kan ånde.")]
    found = placed(lists, texts)
    assert found.questions == {
        "p1": (
            Asked("hvem holder styr på alle de her mennesker", "da"),
            Asked("må vi fortelle det samme til alle", "nb"),
        )
    }
    assert found.lost == ()


@pytest.mark.parametrize("texts", [["Ring hjem."], ["samler trådene, så", "hun samler trådene, så"]])
def test_a_place_found_nowhere_or_twice_is_reported(guide: Path, texts: list[str]) -> None:
    lists = read_questions(guide.with_name("guide.txt.questions.yml"))
    found = placed(lists, [passage(n, text) for n, text in enumerate(texts)])
    assert (found.questions, found.lost) == ({}, ("samler trådene, så",))


def test_a_list_beside_a_document_is_kept_on_the_shelf(tmp_path: Path, guide: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.add([guide])
    holder = next(p for p in shelf.passages() if "samler trådene" in p.text)
    assert [asked.language for asked in shelf.questions()[holder.id]] == ["da", "nb"]
    own = guide.with_name("guide.txt.questions.yml")
    own.write_text(
        LIST.replace("hvem holder styr på alle de her mennesker", "hvem ringer jeg til"), encoding="utf-8"
    )
    assert shelf.add([guide]).replaced == ("guide",)
    assert shelf.questions()[holder.id][0].text == "hvem ringer jeg til"
    own.unlink()
    assert shelf.add([guide]).replaced == ("guide",)
    assert shelf.questions() == {}


def test_a_wrong_list_is_named_and_its_document_left_out(tmp_path: Path, guide: Path) -> None:
    guide.with_name("guide.txt.questions.yml").write_text("places:\n  - at: x\n", encoding="utf-8")
    summary = Shelf(tmp_path / "shelf").add([guide])
    assert summary.added == ()
    assert (
        "guide.txt.questions.yml" in summary.skipped[0].message and "questions" in summary.skipped[0].message
    )


def test_a_lost_place_is_told_in_the_log(
    tmp_path: Path, guide: Path, caplog: pytest.LogCaptureFixture
) -> None:
    guide.write_text(TEXT.replace("trådene", "snorene"), encoding="utf-8")
    shelf = Shelf(tmp_path / "shelf")
    shelf.add([guide])
    with caplog.at_level(logging.WARNING):
        assert shelf.questions() == {}
    assert "samler trådene, så" in caplog.text


def test_a_passage_is_found_by_a_question_that_shares_no_word_with_it(
    tmp_path: Path, guide: Path, encoder: CachedEncoder
) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.add([guide])
    others = [
        passage(n, text) for n, text in enumerate(("Bussen kører klokken otte.", "Mælk koster tolv kroner."))
    ]
    index = tmp_path / "index"
    build_index([*others, *shelf.passages()], shelf.questions(), encoder, index, lambda _: None)
    searcher = open_searcher(load_index(index, encoder))
    question = "hvem har styr på alle de folk"
    vector = encoder.encode_queries([question])[0]
    found = searcher.search(question, vector, Asker("da", "dk", "parent"), "document", 1)
    assert "samler trådene" in found.passages[0].passage.text


def test_the_lists_we_ship_name_places_by_a_few_words() -> None:
    shipped = known_questions()
    assert set(shipped) == {path.stem for path in FOLDER.glob("*.yml")}
    for source, lists in shipped.items():
        for place in lists.places:
            assert len(place.at.split()) <= MOST_WORDS, f"{source}: {place.at}"


def test_no_question_is_written_for_two_places() -> None:
    owner: dict[str, str] = {}
    for source, lists in known_questions().items():
        for place in lists.places:
            for asked in place.questions.values():
                for question in asked:
                    where = f"{source}: {place.at}"
                    assert owner.setdefault(question.casefold(), where) == where


def test_a_list_that_is_no_list_is_refused_with_its_name(tmp_path: Path) -> None:
    wrong = tmp_path / "000.yml"
    wrong.write_text("steder: []\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"000\.yml"):
        read_questions(wrong)
