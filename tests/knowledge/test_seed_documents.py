"""The five guidance documents, where they are at hand: SKOLEVEJ_SEEDS, or ../shared/seeds beside the repo."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.changed_law import changed_law
from knowledge.clean.contacts import has_contact
from knowledge.documents import Shelf
from knowledge.model import Passage
from knowledge.packing import LEAST, MOST, SLACK

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = Path(os.environ.get("SKOLEVEJ_SEEDS", SHARED / "seeds"))
QUESTIONS = SEEDS.parent / "eval" / "dev_questions.jsonl"
LEAST_FOUND = 0.97
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not here")


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Passage]]:
    """Passages by the first three digits of the file's name."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    summary = shelf.add([SEEDS])
    assert summary.skipped == ()
    assert [entry.id[:3] for entry in summary.added] == ["000", "001", "002", "003", "004"]
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in shelf.passages():
        found[passage.document[:3]].append(passage)
    return found


def bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def gold() -> Iterator[tuple[str, str]]:
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        for place in json.loads(line)["gold"]:
            yield place["doc"], bare(place["quote"])


@pytest.mark.skipif(not QUESTIONS.is_file(), reason="the development questions are not here")
def test_nearly_every_expected_quote_lies_whole_in_one_passage(passages: dict[str, list[Passage]]) -> None:
    texts = {document: [bare(passage.text) for passage in found] for document, found in passages.items()}
    places = list(gold())
    missing = [(doc, quote) for doc, quote in places if not any(quote in text for text in texts[doc])]
    assert len(missing) <= (1 - LEAST_FOUND) * len(places), missing


def test_passages_are_of_a_size(passages: dict[str, list[Passage]]) -> None:
    sizes = [len(passage.text.split()) for found in passages.values() for passage in found]
    assert max(sizes) <= MOST + SLACK
    assert sum(size < LEAST // 2 for size in sizes) < 0.05 * len(sizes)


def test_each_document_knows_its_country_and_language(passages: dict[str, list[Passage]]) -> None:
    for document, found in passages.items():
        expected = ("no", "nb") if document == "004" else ("dk", "da")
        assert {(passage.country, passage.language) for passage in found} == {expected}


def test_no_private_contact_data_and_no_consent_forms(passages: dict[str, list[Passage]]) -> None:
    for passage in (passage for found in passages.values() for passage in found):
        assert not has_contact(passage.text)
        assert not re.search(r"samtykkeerklæring", " ".join(passage.heading_path), re.IGNORECASE)
    headings = {heading for passage in passages["004"] for heading in passage.heading_path}
    appendices = {heading.split()[1] for heading in headings if heading.startswith("Vedlegg")}
    assert appendices == {"3", "4"}


def test_chapters_are_numbered_in_order(passages: dict[str, list[Passage]]) -> None:
    chapters = [
        passage.heading_path[0] for passage in passages["004"] if passage.heading_path[0][0].isdigit()
    ]
    assert list(dict.fromkeys(chapter[0] for chapter in chapters)) == ["1", "2", "3", "4", "5", "6"]
    for passage in passages["004"]:
        numbers = [heading.split()[0] for heading in passage.heading_path if heading[0].isdigit()]
        assert all(inner.startswith(outer) for outer, inner in pairwise(numbers))


def test_themes_stand_above_their_own_principles(passages: dict[str, list[Passage]]) -> None:
    themes = {
        p.heading_path[0]: p.text
        for p in passages["002"]
        if p.heading_path and p.heading_path[0].startswith("Tema")
    }
    assert len(themes) == 6
    assert "tovholder" in themes["Tema: Tovholder"].casefold()
    assert "data" in themes["Tema: Vedligehold og kvalitetssikring"]


def test_no_menu_is_left_in_a_text(passages: dict[str, list[Passage]]) -> None:
    for passage in passages["003"]:
        assert len(re.findall(r"^Nøgle \d", passage.text, re.MULTILINE)) <= 1


def test_no_word_is_left_broken(passages: dict[str, list[Passage]]) -> None:
    broken = [
        piece
        for found in passages.values()
        for passage in found
        for piece in re.findall(r"\w+- \w+", passage.text)
        if not re.search(r"- (?:og|eller|samt|til)\b", piece)
    ]
    assert broken == []


def test_the_original_with_private_contact_data_cannot_be_opened(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.add([path for path in SEEDS.iterdir() if path.name.startswith("004")])
    (document,) = shelf.list()
    assert shelf.original(document.id) is None


def test_law_that_has_changed_is_noticed_where_they_state_it(passages: dict[str, list[Passage]]) -> None:
    noticed = {
        (document, change.id)
        for document, found in passages.items()
        for passage in found
        for change in changed_law().of(passage)
    }
    assert noticed == {
        ("000", "sel-153"), ("000", "sel-11"), ("004", "oppl-2-1"), ("004", "oppl-1-1"), ("004", "oppl-13-3d"),
        ("004", "oppl-1998"),
    }  # fmt: skip


def test_pages_rise(passages: dict[str, list[Passage]]) -> None:
    for document in ("000", "001", "002", "004"):
        pages = [passage.page for passage in passages[document] if passage.page is not None]
        assert pages == sorted(pages)
        assert len(pages) > 0.4 * len(passages[document])
