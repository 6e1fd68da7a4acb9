"""Passages: whole sentences, one section where it can be, stable ids, private data and abstracts left out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.clean import Exclusions
from knowledge.ingest import Block, Page, RawDocument
from knowledge.packing import LEAST, MOST, SLACK
from knowledge.passages import Source, main_language, passage_id, split
from knowledge.sentences import split_sentences

DANISH = (
    "Læreren ringer hjem den første dag, barnet bliver væk.",
    "Forældrene fortæller, hvordan morgenen er gået, og hvad barnet selv siger.",
    "Sammen aftaler de et lille skridt, som barnet kan klare i morgen.",
    "Ingen bebrejder nogen noget, og alle skriver det samme ned.",
)
ENGLISH = "The purpose of this study is to understand how teachers and parents work together when a child stays home. "


def source(*blocks: Block, **changes: object) -> Source:
    raw = RawDocument("docx", (Page(blocks),))
    return replace(Source("guide", "Skolens guide", "1", raw, language="da", country="dk"), **changes)


def prose(sentences: int) -> Block:
    return Block(" ".join(DANISH[n % len(DANISH)] for n in range(sentences)))


def words(text: str) -> int:
    return len(text.split())


def test_a_long_section_is_cut_evenly_at_sentences() -> None:
    passages = split(source(Block("Den første dag", level=1), prose(80)))
    assert len(passages) > 3
    assert all(LEAST <= words(passage.text) <= MOST + SLACK for passage in passages)
    assert all(passage.heading_path == ("Den første dag",) for passage in passages)
    assert [s for passage in passages for s in split_sentences(passage.text)] == split_sentences(
        prose(80).text
    )


def test_sections_of_a_chapter_share_a_passage_with_their_headings_inside() -> None:
    passages = split(
        source(
            Block("Trin", level=1),
            Block("Lyt", level=2),
            prose(3),
            Block("Tal", level=2),
            prose(3),
        )
    )
    assert [passage.heading_path for passage in passages] == [("Trin",)]
    assert passages[0].text.startswith("Lyt\nLæreren")
    assert "\nTal\nLæreren" in passages[0].text


def test_two_chapters_never_share_a_passage_unless_one_is_tiny() -> None:
    apart = split(source(Block("Et", level=1), prose(6), Block("To", level=1), prose(6)))
    assert [passage.heading_path for passage in apart] == [("Et",), ("To",)]
    tiny = split(source(Block("Et", level=1), prose(1), Block("To", level=1), prose(6)))
    assert [passage.heading_path for passage in tiny] == [("To",)]
    assert tiny[0].text.startswith("Et\nLæreren")
    assert "\nTo\nLæreren" in tiny[0].text


def test_the_documents_own_title_is_no_section() -> None:
    passages = split(source(Block("Skolens guide", level=1), Block("Lyt", level=2), prose(8)))
    assert [passage.heading_path for passage in passages] == [("Lyt",)]


def test_list_items_stand_on_their_own_lines() -> None:
    passages = split(
        source(prose(2), Block("Spørg barnet først", item=True), Block("Skriv det ned", item=True))
    )
    assert passages[0].text.endswith("\n- Spørg barnet først\n- Skriv det ned")


def test_speech_without_a_full_stop_is_cut_all_the_same() -> None:
    passages = split(source(Block("og så gik vi igen " * 200)))
    assert all(words(passage.text) <= MOST for passage in passages)


def test_ids_are_opaque_and_stable_for_the_same_version() -> None:
    first, again = split(source(prose(80))), split(source(prose(80)))
    assert [p.id for p in first] == [p.id for p in again]
    assert len({p.id for p in first}) == len(first)
    assert all(len(p.id) == 12 and set(p.id) <= set("0123456789abcdef") for p in first)
    newer = split(source(prose(80), version="2"))
    assert not {p.id for p in first} & {p.id for p in newer}
    assert passage_id("guide", "1", 0) == first[0].id
    assert [p.position for p in first] == list(range(len(first)))


def test_the_page_is_where_the_passage_begins() -> None:
    pages = (Page((prose(20),), 7), Page((prose(20),), 8))
    passages = split(source(raw=RawDocument("pdf", pages)))
    assert passages[0].page == 7
    assert passages[-1].page == 8


def test_facts_are_carried_to_every_passage() -> None:
    passage = split(source(prose(9), audience="staff", school="demo-dk", country="dk"))[0]
    assert (passage.kind, passage.document, passage.title) == ("document", "guide", "Skolens guide")
    assert (passage.audience, passage.school, passage.country) == ("staff", "demo-dk", "dk")


def test_sentences_with_contact_data_are_left_out_unless_allowed() -> None:
    block = Block(f"{prose(4).text} Skriv til kari@example.org. {prose(2).text}")
    assert "example.org" not in split(source(block))[0].text
    assert "Skriv til kari@example.org." in split(source(block, contacts=True))[0].text


def test_an_english_abstract_is_left_out_of_a_danish_document_unless_kept() -> None:
    blocks = (Block("Abstract", level=1), Block(ENGLISH * 8), Block("Start", level=1), prose(12))
    assert [p.heading_path for p in split(source(*blocks))] == [("Start",)]
    kept = split(source(*blocks, keep_english=True))
    assert [(p.heading_path, p.language) for p in kept] == [(("Abstract",), "en"), (("Start",), "da")]
    english = split(source(*blocks[:2], language="en"))
    assert english[0].language == "en"


def test_an_unknown_language_is_found_and_a_foreign_one_believed() -> None:
    assert {p.language for p in split(source(prose(40), language=None))} == {"da"}
    assert {p.language for p in split(source(prose(40), language="so"))} == {"so"}
    assert main_language([]) == "da"
    assert main_language([ENGLISH * 3]) == "en"


def test_stray_labels_are_no_passages() -> None:
    assert split(source(Block("Skema A"))) == []


def test_excluded_sections_and_lines_are_gone() -> None:
    blocks = (Block("Bilag 1", level=1), prose(9), Block("Start", level=1), prose(9), Block("Notér her"))
    passages = split(source(*blocks, exclusions=Exclusions(headings=("Bilag 1",), lines=("Notér her",))))
    assert [p.heading_path for p in passages] == [("Start",)]
    assert "Notér" not in passages[0].text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, None, None, 1, 2, 3]), st.integers(1, 30), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_no_sentence_is_lost_doubled_or_moved(shape: list[tuple[int | None, int, bool]]) -> None:
    blocks = [
        Block(f"Emne {place}", level=level)
        if level
        else Block(f"Nummer {place} begynder her. {prose(size).text}", item=item)
        for place, (level, size, item) in enumerate(shape)
    ]
    passages = split(source(*blocks))
    text = "\n".join(passage.text for passage in passages)
    starts = [f"Nummer {place} begynder her." for place, (level, _, _) in enumerate(shape) if level is None]
    found = [text.index(start) for start in starts]
    assert found == sorted(found)
    assert all(text.count(start) == 1 for start in starts)
    assert all(words(passage.text) <= MOST + SLACK for passage in passages)


@pytest.mark.parametrize(
    "heading", ["Litteraturliste", "Referanser", "Indholdsfortegnelse", "7. Kildeliste:"]
)
def test_reference_lists_and_contents_are_left_out_of_every_document(heading: str) -> None:
    passages = split(source(Block("Start", level=1), prose(9), Block(heading, level=1), prose(9)))
    assert [p.heading_path for p in passages] == [("Start",)]
