"""A quote is always verbatim: whole sentences of the passage, neither more nor less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.vectors import WINDOW_STEP, WINDOW_WORDS
from knowledge.model import Passage
from knowledge.quotes import best_quote, sentence_spans
from knowledge.search_policy import search_policy
from knowledge.text import windows

POLICY = search_policy().answer
SENTENCE = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(
        st.sampled_from(["skolen", "ringer", "hjem", "f.eks.", "10 %", "mødet", "«ja»", "den 3. maj"]),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([".", "!", "?", "", "…"]),
)
TEXT = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=15).map(" ".join),
    st.lists(SENTENCE, min_size=1, max_size=15).map("\n".join),
    st.text(min_size=1, max_size=400),
)


def passage(text: str) -> Passage:
    return Passage("p", "document", "d", "Titel", (), text, "1", "da")


@given(TEXT, st.text(max_size=80), st.booleans())
def test_every_quote_stands_in_its_passage(text: str, question: str, by_window: bool) -> None:
    starts = [number * WINDOW_STEP for number in range(len(windows(text, WINDOW_WORDS, WINDOW_STEP)))] or [-1]
    for start in starts if by_window else [-1]:
        quote = best_quote(question, passage(text), start, POLICY)
        assert quote.quote in quote.passage.text
        assert len(sentence_spans(quote.quote)) <= POLICY.quote_sentences
        assert quote.quote.strip() or not text.strip()


@given(TEXT)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(a < b and text[a:b].strip() for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


def test_the_quote_is_where_the_window_is() -> None:
    filler = " ".join(f"Det her er sætning nummer {number} om noget andet." for number in range(20))
    told = f"{filler} Tovholderen ringer til hjemmet samme dag. Mødet holdes inden for en uge. {filler}"
    window = (told.split().index("Tovholderen") // WINDOW_STEP) * WINDOW_STEP
    assert "Tovholderen ringer" in best_quote("hvem ringer", passage(told), -1, POLICY).quote
    words = len(told[: told.index("Tovholderen")].split())
    chosen = best_quote("", passage(told), window, POLICY).quote
    assert abs(len(told[: told.index(chosen)].split()) - words) <= WINDOW_WORDS


@pytest.mark.parametrize("text", ["Kun én sætning.", "Ingen punktum her"])
def test_a_short_passage_is_quoted_whole(text: str) -> None:
    assert best_quote("hvad", passage(text), -1, POLICY).quote == text


def test_the_quote_begins_with_what_the_question_is_about() -> None:
    told = "Kontoret ringer om morgenen. Tovholderen er Signe Birkemose. Hun træffes til torsdag. Guiden er fra i år."
    assert best_quote("hvem er tovholder", passage(told), 0, POLICY).quote.startswith("Tovholderen er Signe")


def test_it_begins_early_enough_to_hold_all_that_is_shared() -> None:
    told = "Familien bestemmer, hvad der siges. En sætning er nok. Hun er en del af klassen. Vi siger intet mere."
    assert best_quote("hvad siger jeg til klassen", passage(told), 0, POLICY).quote == told


def test_glue_words_do_not_decide() -> None:
    told = "Vi er en skole, og det er vi for alle. Mødet varer en time. Det er en fast regel for os."
    assert best_quote("hvor lang tid er det møde", passage(told), -1, POLICY).quote.startswith("Mødet varer")
