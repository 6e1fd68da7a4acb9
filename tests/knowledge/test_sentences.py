"""Whole sentences in da, nb and en."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ring hjem. Lyt først.", 2),
        ("Det gælder f.eks. Skolen ved søen.", 1),
        ("Se jf. Barnets Lov. Den gælder.", 2),
        ("Den 3. Juni er fri. Vi mødes.", 2),
        ("A. Hansen skrev det. B. Olsen svarede.", 2),
        ("Hvad nu? Vi spørger! Så ses vi…", 3),
        ("«Jeg orker ikke.» «Det forstår jeg.»", 2),
        ("Han sagde: ”Kom nu.” Så gik de.", 2),
        ("Fraværet steg (Hansen, 2020). Det fortsatte.", 2),
        ("Elever i 5. og 6. klasse er med.", 1),
        ("We asked Dr. Smith. He said no.", 2),
        ("uden punktum", 1),
        ("", 0),
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(
    st.lists(
        st.sampled_from(["Ring hjem.", "Hvad nu?", "f.eks.", "«Ja!»", "5.", "Skolen", "og", "(2020).", "–"]),
        max_size=20,
    )
)
def test_nothing_is_lost_or_moved(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(split_sentences(text)) == text
