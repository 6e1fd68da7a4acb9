"""A question that names the other country is noticed, so that nobody takes our law for theirs."""

import pytest

from knowledge.countries import other_country, without_own_country
from knowledge.model import Country


@pytest.mark.parametrize(
    ("question", "own", "named"),
    [
        ("can we be fined if our child stays home (Norway)", "dk", "no"),
        ("hva sier opplæringsloven om fravær", "dk", "no"),
        ("kan vi miste børnepengene ligesom i Danmark", "no", "dk"),
        ("czy w Norwegii jest kara", "dk", "no"),
        ("هل في النرويج غرامة", "dk", "no"),
        ("can we be fined in Denmark", "dk", None),
        ("er det det samme i Norge som i Danmark", "dk", None),
        ("skal jeg tvinge hende afsted", "dk", None),
        ("can we be fined in Norway", None, None),
    ],
)
def test_which_other_country_a_question_names(
    question: str, own: Country | None, named: Country | None
) -> None:
    assert other_country(question, own) == named


@pytest.mark.parametrize(
    ("question", "own", "left"),
    [
        ("we live in Norway, could it be that she is picked on", "no", "could it be that she is picked on"),
        ("Norway: should I ring home first", "no", "should I ring home first"),
        ("hvilke børn i Danmark er i risiko", "dk", "hvilke børn er i risiko"),
        ("що школа в Данії має робити", "dk", "що школа має робити"),
        ("can we be fined (Denmark)", "dk", "can we be fined"),
        ("can we be fined in Denmark", "no", "can we be fined in Denmark"),
        ("can we be fined in Denmark", None, "can we be fined in Denmark"),
        ("school in Denmark", "dk", "school in Denmark"),
        ("hun lærer dansk i Danmarksgade", "dk", "hun lærer dansk i Danmarksgade"),
    ],
)
def test_the_own_country_is_a_rule_and_no_part_of_the_question(
    question: str, own: Country | None, left: str
) -> None:
    assert without_own_country(question, own) == left
