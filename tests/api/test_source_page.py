"""The source page marks exactly the quoted words, over paragraph breaks too, and nothing for a made-up stretch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.source_page import Piece, paragraphs, span_of

TEXT = "Første afsnit her.\n\nAndet afsnit, med to sætninger. Her er den anden.\n\n- et punkt\n- et til"


def test_the_quote_is_marked_and_the_rest_stays() -> None:
    start = TEXT.index("Andet")
    marked = paragraphs(TEXT, (start, start + len("Andet afsnit")))
    assert marked[0] == [Piece("Første afsnit her.")]
    assert marked[1] == [Piece("Andet afsnit", True, True), Piece(", med to sætninger. Her er den anden.")]


def test_a_quote_over_two_paragraphs_is_marked_in_both_and_lands_in_the_first() -> None:
    start, end = TEXT.index("afsnit her"), TEXT.index(", med")
    first, second, third = paragraphs(TEXT, (start, end))
    assert first[1] == Piece("afsnit her.", True, True)
    assert second[0] == Piece("Andet afsnit", True, False)
    assert third == [Piece("- et punkt\n- et til")]


@pytest.mark.parametrize(
    "quote", [None, "", "a-b", "5", "5-5", "9-5", "0-9999", "-1-4", "1-4; x", "0-99999999"]
)
def test_what_is_no_stretch_of_the_text_marks_nothing(quote: str | None) -> None:
    assert span_of(quote, TEXT) is None


def test_a_stretch_is_read_in_characters() -> None:
    assert span_of("0-6", TEXT) == (0, 6)
    assert span_of(f"0-{len(TEXT)}", TEXT) == (0, len(TEXT))


@given(st.text(alphabet="ab \n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_no_word_is_lost_or_marked_by_mistake(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    pieces = [piece for paragraph in paragraphs(text, (start, end)) for piece in paragraph]
    assert "".join("".join(p.text for p in pieces).split()) == "".join(text.split())
    marked = "".join("".join(p.text for p in pieces if p.marked).split())
    assert marked == "".join(text[start:end].split())
    assert sum(piece.first for piece in pieces) <= 1
