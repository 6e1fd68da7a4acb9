"""Broken words are mended by the document's own spelling; true hyphens and dashes stay."""

import pytest

from knowledge.clean.hyphens import Hyphens

SPELLING = [
    "Skolefravær vokser. Samarbejdet mellem skole-hjem er vigtigt.",
    "Et skole-hjem-møde og den tværfaglige gruppe.",
    "Rammen om implementering er kendt.",
]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("om skole-", "fravær nu", "om skolefravær nu"),
        ("et godt skole-", "hjem samarbejde", "et godt skole-hjem samarbejde"),
        ("den tvær-", "faglige gruppe", "den tværfaglige gruppe"),
        ("sorg- ", "og kriseteam", "sorg-  og kriseteam"),
        ("familie-", "og børnehus", "familie- og børnehus"),
        ("skolen er ram-", "men for børn", "skolen er rammen for børn"),
        ("afsnit 4-", "7 gælder", "afsnit 4-7 gælder"),
        ("Nord-", "Norge har", "Nord-Norge har"),
        ("programmet -", "verktøy for analyse", "programmet - verktøy for analyse"),
        ("programmet –", "et værktøj", "programmet – et værktøj"),
        ("helt almindelig", "linje", "helt almindelig linje"),
    ],
)
def test_two_lines_as_one(above: str, below: str, whole: str) -> None:
    assert Hyphens(SPELLING).join(above, below) == whole


def test_unknown_words_follow_the_documents_habit() -> None:
    soft = Hyphens(["vi taler om skole-", "fravær igen", "skolefravær er"])
    assert (
        soft.join(
            "en ukendt op-",
            "levelse",
        )
        == "en ukendt oplevelse"
    )
    hard = Hyphens(["et skole-", "hjem møde", "skole-hjem er", "skole-hjem igen"])
    assert hard.join("et ukendt a-", "kassemøde") == "et ukendt a-kassemøde"


def test_words_split_inside_a_line() -> None:
    hyphens = Hyphens(SPELLING)
    assert (
        hyphens.inside("om implemente- ring og tvær- faglige møder")
        == "om implementering og tværfaglige møder"
    )
    assert hyphens.inside("familie- og børnehus") == "familie- og børnehus"
    assert hyphens.inside("ord- leg") == "ord- leg"
