"""What an editor may read of a question: no number, address or name, and no family's whole story."""

import pytest

from actions.safety.question import question_for_editors
from knowledge.articles import load_articles
from knowledge.vocabulary import lower_case_words

KNOWN = lower_case_words(load_articles())

MASKED = [
    ("min søn oliver må ikke få melatonin", "min søn [navn] må ikke få melatonin"),
    ("Oliver vil have sin hund med i skole", "[navn] vil have sin hund med i skole"),
    ("min datter ylvalill vil have sin hund med", "min datter [navn] vil have sin hund med"),
    ("hun hedder Bo og vil have sin hund med", "hun hedder [navn] og vil have sin hund med"),
    ("læreren Hanne Krogsgård siger at han skal have briller på",
     "læreren [navn] [navn] siger at han skal have briller på"),
    ("my son called jayden wants to bring his dog", "my son called [navn] wants to bring his dog"),
    ("kan jens' mor få penge tilbage for bussen", "kan [navn]' mor få penge tilbage for bussen"),
    ("ring til mig på 20 12 34 56 om skolebussen til Vejle", "ring til mig på [tlf] om skolebussen til [navn]"),
    ("skriv til mor@example.org om skolebussen i dag", "skriv til [e-mail] om skolebussen i dag"),
    ("vi bor på skovbrynet ved bakkevej 12 kan bussen hente ham",
     "vi bor på [navn] ved [sted] kan bussen hente ham"),
    ("han er født 12/3-2015 kan han få briller af kommunen", "han er født [tal] kan han få briller af kommunen"),
    ("MIN SØN MIKKEL SKAL HAVE BRILLER PÅ I SKOLEN", "min søn [navn] skal have [navn] på i skolen"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kept"), MASKED)
def test_what_may_name_somebody_is_masked(said: str, kept: str) -> None:
    assert question_for_editors(said, "dk", KNOWN.__contains__) == kept


@pytest.mark.parametrize(
    "said",
    [
        "hvor mange mg melatonin må et barn på 9 få",
        "Hvad koster SFO når man har ADHD?",
        "hva sier § 133 om penger fra NAV",
        "Who pays for the taxi? Can I get it on Monday?",
        "han har 15 % fravær, hvem betaler briller",
    ],
)
def test_a_question_without_names_stays_as_it_was_typed(said: str) -> None:
    assert question_for_editors(said, "dk", KNOWN.__contains__) == said


@pytest.mark.parametrize(
    "said",
    ["Mikkel Demohansen", "hej Ida Sofie Demolund", "x", "010190-1234", "ord " * 60, "[navn]"],
)
def test_what_cannot_be_made_safe_or_says_nothing_is_dropped(said: str) -> None:
    assert question_for_editors(said, "dk", KNOWN.__contains__) is None
