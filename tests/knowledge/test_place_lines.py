"""What editors wrote of a place in a document stands above the quote for who asks just that."""

from pathlib import Path

import pytest

from channels.citing import Citing
from channels.law_notes import LawNotes
from channels.sources import SourceLines
from channels.texts import Texts
from knowledge.changed_law import changed_law
from knowledge.document_questions import known_questions, read_questions
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.build import build_index
from knowledge.model import Answer, Asker, PlaceLine
from knowledge.policy_files import PolicyError
from knowledge.service import Knowledge
from knowledge.shelf import Shelf
from knowledge.sources import load_sources

TEXT = """Når et barn bliver væk

Kontoret ringer hjem samme morgen, og læreren skriver ned, hvad familien fortæller om natten og morgenen.

Tovholderen samler trådene, så forældrene kun har én at ringe til, og aftalen bliver fulgt op hver fredag.
"""
LIST = """places:
  - at: "samler trådene, så"
    in_short:
      da: "Én person holder styr på alle. Det er hende, forældrene ringer til."
      nb: "Én person holder tak i alle. Det er henne foreldrene ringer."
    questions:
      da: [hvem holder styr på alle de her mennesker, er der en vi altid kan ringe til, hvem er vores kontakt]
  - at: "hjem samme morgen"
    questions:
      da: [hvornår får vi besked når han ikke er kommet, ringer skolen hjem med det samme]
"""
WHO = "hvem holder styr på alle de mennesker"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("guide")
    (folder / "guide.txt").write_text(TEXT, encoding="utf-8")
    (folder / "guide.txt.questions.yml").write_text(LIST, encoding="utf-8")
    shelf = Shelf(folder / "shelf")
    shelf.add([folder / "guide.txt"])
    return shelf


@pytest.fixture(scope="module")
def knowledge(shelf: Shelf, encoder: CachedEncoder, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    index = tmp_path_factory.mktemp("index")
    build_index(shelf.passages(), shelf.questions(), encoder, index, lambda _: None)
    return Knowledge.open(index, encoder, ())


def answered(knowledge: Knowledge, question: str) -> Answer:
    found = knowledge.answer(question, Asker("da", "dk", "parent"))
    assert found.quotes
    return found


def test_the_lines_stand_with_their_passage_on_the_shelf(shelf: Shelf) -> None:
    held = {line for passage in shelf.passages() for line in passage.lines}
    assert {(line.place, line.language) for line in held} == {
        ("samler trådene, så", "da"),
        ("samler trådene, så", "nb"),
    }


def test_the_index_keeps_them_and_the_nearest_place_is_named(knowledge: Knowledge) -> None:
    (quote,) = answered(knowledge, WHO).quotes
    assert quote.place == "samler trådene, så"
    assert (
        PlaceLine(quote.place, "nb", "Én person holder tak i alle. Det er henne foreldrene ringer.")
        in quote.passage.lines
    )


def test_a_place_of_which_nothing_is_written_is_not_named(knowledge: Knowledge) -> None:
    found = answered(knowledge, "hvornår får vi besked når barnet ikke er kommet i skole")
    assert {quote.place for quote in found.quotes} == {""}


@pytest.mark.parametrize(
    ("language", "line"),
    [("da", "Én person holder styr på alle."), ("nb", "Én person holder tak i alle."), ("en", None)],
)
def test_the_line_stands_above_the_quote_in_the_readers_language(
    knowledge: Knowledge, language: str, line: str | None
) -> None:
    texts = Texts.load()
    citing = Citing(knowledge, texts, LawNotes(changed_law(), SourceLines(load_sources(), texts), texts))
    (quote,) = answered(knowledge, WHO).quotes
    message = {"passage": quote.passage.id, "quote": quote.quote, "place": quote.place}
    told = citing.told(list(citing.quotes([message])), Asker(language, "dk", "parent"))  # type: ignore[arg-type]
    assert quote.quote in told
    assert told.startswith(line) if line else "Én person" not in told


def test_a_line_that_is_too_long_is_refused_with_its_file(tmp_path: Path) -> None:
    wrong = tmp_path / "guide.txt.questions.yml"
    wrong.write_text(LIST.replace("Det er hende", "Det er hende " * 60), encoding="utf-8")
    with pytest.raises(PolicyError, match=r"guide\.txt\.questions\.yml"):
        read_questions(wrong)


def test_every_place_of_the_five_documents_has_its_line_in_three_languages() -> None:
    places = [place for lists in known_questions().values() for place in lists.places]
    lacking = [place.at for place in places if set(place.in_short) != {"da", "nb", "en"}]
    assert len(lacking) <= len(places) / 20
    texts = [text for place in places for text in place.in_short.values()]
    assert len(set(texts)) == len(texts)
    assert max(len(text.split()) for text in texts) <= 60
