"""Folding, stemming and cutting: what makes different spellings meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.glossary import Glossary
from knowledge.search_policy import glossary_file
from knowledge.text import (
    char_grams,
    fold,
    normalise_query,
    query_stems,
    stems,
    windows,
    without_yes_or_no,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ærø", "aeroe"), ("på", "paa"), ("FRAVÆR", "fravaer"), ("café", "cafe"), ("Köln", "koeln")],
)
def test_folding_makes_spellings_meet(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("da", ["skolen", "skoler", "skole"]),
        ("nb", ["foreldrene", "foreldre"]),
        ("en", ["absences", "absence"]),
    ],
)
def test_endings_are_removed(language: str, forms: list[str]) -> None:
    assert len({stems(form, language)[0] for form in forms}) == 1


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stems("Szkołą nie", "pl") == ["szkoła", "nie"]


def test_grams_forgive_a_misspelling() -> None:
    right, wrong = set(char_grams("skolevægring")), set(char_grams("skolevægering"))
    assert len(right & wrong) / len(right) > 0.6


@given(st.text())
def test_the_normal_form_is_stable(text: str) -> None:
    once = normalise_query(text)
    assert normalise_query(once) == once and once == once.strip()


@given(st.lists(st.sampled_from("abcdef"), max_size=300), st.integers(5, 60))
def test_windows_cover_every_word(words: list[str], size: int) -> None:
    numbered = [f"{word}{number}" for number, word in enumerate(words)]
    cut = windows(" ".join(numbered), size, max(1, size // 2))
    assert {token for window in cut for token in window.split()} == (
        set(numbered) if len(words) > size else set()
    )


def test_the_glossary_adds_the_professional_words() -> None:
    glossary = Glossary(glossary_file().concepts)
    assert set(stems("skolevægring", "da")) <= set(glossary.added_stems("min søn nægter at gå i skole"))
    assert set(stems("mobning", "da")) <= set(
        glossary.added_stems("the other kids left her out, she has no friends")
    )
    assert glossary.added_stems("hvad koster en is") == []


def test_the_glossary_never_repeats_the_askers_own_words() -> None:
    question = "skolevægring og angst"
    assert not set(Glossary(glossary_file().concepts).added_stems(question)) & set(query_stems(question))


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Nej, børnene er ikke spurgt i undersøgelsen.", "Børnene er ikke spurgt i undersøgelsen."),
        ("Ja. Skolen skal svare.", "Skolen skal svare."),
        ("Yes, you may sit with him.", "You may sit with him."),
        ("Nei, ikke alene.", "Nei, ikke alene."),
        ("Ja, hvis skolen siger ja.", "Ja, hvis skolen siger ja."),
        ("Jan fra PPR kommer.", "Jan fra PPR kommer."),
        ("Det må du gerne. Ja, også i dag.", "Det må du gerne. Ja, også i dag."),
    ],
)
def test_an_answer_to_another_question_says_no_bare_yes_or_no(answer: str, shown: str) -> None:
    assert without_yes_or_no(answer) == shown
