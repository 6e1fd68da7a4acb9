"""A question that names the other country is noticed, so that nobody takes our law for theirs."""

import pytest

from knowledge.countries import other_country
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
