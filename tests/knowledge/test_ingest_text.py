"""Plain text: lines, lost form feeds, printed page numbers, encodings."""

from pathlib import Path

import pytest

from knowledge.ingest import RawDocument, read_document
from knowledge.ingest.text import page_numbers


def read(tmp_path: Path, text: str | bytes) -> RawDocument:
    path = tmp_path / "vejledning.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def lines(document: RawDocument) -> list[list[str]]:
    return [[block.text for block in page.blocks] for page in document.pages]


def test_a_form_feed_starts_a_page(tmp_path: Path) -> None:
    document = read(tmp_path, "Første side.\n\fAnden side.\nMere.\n")
    assert lines(document) == [["Første side."], ["Anden side.", "Mere."]]
    assert [page.number for page in document.pages] == [1, 2]


def test_one_leading_space_without_a_blank_line_above_is_a_lost_form_feed(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Slutningen af siden.\n Næste side begynder.\n\n Indrykket efter en tom linje.\n"
    )
    assert len(document.pages) == 2
    assert document.pages[1].blocks[1].text.strip() == "Indrykket efter en tom linje."


def test_two_leading_spaces_are_an_indent(tmp_path: Path) -> None:
    assert len(read(tmp_path, "En linje.\n  Indrykket linje.\n").pages) == 1


def test_text_without_breaks_has_no_page_number(tmp_path: Path) -> None:
    assert [page.number for page in read(tmp_path, "Kun en side.\n").pages] == [None]


def test_gaps_count_blank_lines(tmp_path: Path) -> None:
    document = read(tmp_path, "Et\n\n\nTo\nTre\n")
    assert [block.gap for block in document.pages[0].blocks] == [0, 2, 0]


def test_a_number_alone_far_below_the_text_ends_its_page(tmp_path: Path) -> None:
    document = read(tmp_path, "Brødtekst.\n\n\n\n 7 \n\nNæste side.\n")
    assert [page.number for page in document.pages] == [7, 8]


def test_a_small_number_in_a_table_is_no_page_number(tmp_path: Path) -> None:
    assert len(read(tmp_path, "Antal\n7\nMere tekst.\n").pages) == 1


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ([], []),
        ([None], [None]),
        ([None, None], [1, 2]),
        ([None, 12, None], [11, 12, 13]),
        ([None, 12, None, 14], [11, 12, 13, 14]),
        ([11, None, None, 15, None], [11, None, None, 15, 16]),
    ],
)
def test_page_numbers_are_given_only_where_printed_ones_agree(
    printed: list[int | None], numbers: list[int | None]
) -> None:
    assert page_numbers(printed) == numbers


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_nordic_letters_survive_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "Særlig støtte på skolen".encode(encoding))
    assert lines(document) == [["Særlig støtte på skolen"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_of_every_system(tmp_path: Path, ending: str) -> None:
    assert lines(read(tmp_path, f"En{ending}To{ending}")) == [["En", "To"]]
