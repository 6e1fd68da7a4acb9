"""A question that names how much absence gets the step of the school's own guide that is reached."""

from pathlib import Path

import pytest

from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.build import build_index
from knowledge.model import Article, Asker, Passage
from knowledge.quotes import best_quote
from knowledge.search_policy import search_policy
from knowledge.service import Knowledge
from knowledge.shelf import Shelf
from knowledge.thresholds import Amount, asked_amount, asks_limit, reached, steps_in

STEPS = [
    "Ved 5 % holder klasselæreren en samtale inden 5 skoledage.",
    "Ved 10 % udpeges tovholderen inden 10 skoledage.",
    "Ved 15 % indkalder tovholderen til møde inden 10 skoledage.",
    "Efter 5 dage i træk uden en forklaring tager nogen hjem til familien.",
]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("elev har 12 % fravær", Amount(12, "percent")),
        ("hva gjør vi ved 12,5 prosent fravær", Amount(12.5, "percent")),
        ("han har været væk i 5 dage", Amount(5, "days")),
        ("she has missed 6 days", Amount(6, "days")),
        ("vi har 3 fraværsdage i træk", Amount(3, "days")),
        ("hvor mange procent af eleverne går i SFO", None),
        ("mødet er om 5 dage", None),
        ("skal vi svare inden 5 dage når hun er væk", None),
        ("§ 12 om fravær", None),
    ],
)
def test_how_much_a_question_names(question: str, amount: Amount | None) -> None:
    assert asked_amount(question) == amount


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("ved hvilken fraværsprosent skal vi kalle inn til møte?", True),
        ("hvor mange dage må en elev være væk før jeg ringer", True),
        ("kor mykje fråver skal til før vi melder det", True),
        ("at what percentage do we call a meeting", True),
        ("er der en procentgrænse for underretning", True),
        ("how many days before we react", True),
        ("hvor mange procent af eleverne går i SFO", False),
        ("hvor mange dage varer lejrskolen", False),
        ("hvornår holdes mødet", False),
        ("elev har 12 % fravær", False),
    ],
)
def test_whether_a_limit_is_asked_for(question: str, asks: bool) -> None:
    assert asks_limit(question) is asks


@pytest.mark.parametrize(
    ("amount", "step"),
    [
        (Amount(4, "percent"), None),
        (Amount(5, "percent"), 0),
        (Amount(12, "percent"), 1),
        (Amount(15, "percent"), 2),
        (Amount(40, "percent"), 2),
        (Amount(4, "days"), None),
        (Amount(7, "days"), 3),
    ],
)
def test_the_highest_step_reached(amount: Amount, step: int | None) -> None:
    assert reached(STEPS, amount) == step


def test_a_deadline_is_no_step() -> None:
    assert steps_in(" ".join(STEPS), "percent") == 3
    assert steps_in(" ".join(STEPS), "days") == 1


def test_a_row_of_a_table_counts_by_its_first_cell() -> None:
    rows = ["5 %, dog mindst 4 dage | Samtale | 5 skoledage", "5 dage i træk | Hjemmebesøg | Samme dag"]
    assert reached(rows, Amount(5, "days")) == 1
    assert steps_in("\n".join(rows), "days") == 2


def test_the_quote_begins_at_the_step() -> None:
    passage = Passage("p", "document", "d", "Guide", (), " ".join(STEPS), "1", "da")
    quote = best_quote("elev har 12 % fravær", passage, 0, search_policy().answer)
    assert quote.quote.startswith("Ved 10 %")


@pytest.fixture(scope="module")
def schools(
    articles: list[Article],
    passages: list[Passage],
    encoder: CachedEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Knowledge:
    """The demo schools' real guides beside the invented articles."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    shelf.add([Path(__file__).parents[2] / "knowledge" / "documents"])
    told = [passage for passage in passages if passage.kind == "article"]
    folder = tmp_path_factory.mktemp("schools")
    build_index([*told, *shelf.passages()], {}, encoder, folder, lambda _: None)
    return Knowledge.open(folder, encoder, articles)


DANISH, NORWEGIAN = Asker("da", "dk", "staff", "demo-dk"), Asker("nb", "no", "staff", "demo-no")


@pytest.mark.parametrize(
    ("asker", "question", "begins"),
    [
        (DANISH, "elev har 12 % fravær", "Ved 10 % udpeges tovholderen"),
        (DANISH, "en elev har 16 procent fravær hvad gør jeg", "Ved 15 %"),
        (NORWEGIAN, "eleven har 9 dager fravær hva gjør vi", "Etter 8 dager i halvåret"),
    ],
)
def test_staff_get_their_own_schools_step(
    schools: Knowledge, asker: Asker, question: str, begins: str
) -> None:
    answer = schools.answer(question, asker)
    assert answer.outcome == "answered"
    assert answer.quotes[0].quote.startswith(begins)
    assert answer.quotes[0].passage.school == asker.school


@pytest.mark.parametrize(
    ("asker", "question", "holds"),
    [
        (NORWEGIAN, "ved hvilken fraværsprosent skal vi kalle inn til møte?", "innkaller rektor til samarbeidsmøte"),
        (DANISH, "ved hvilken procent fravær indkalder vi til møde", "Ved 15 %"),
        (NORWEGIAN, "hvor mange dager fravær før vi ringer hjem", "ringer kontaktlærer hjem"),
    ],
)  # fmt: skip
def test_staff_who_ask_for_a_limit_get_their_own_schools_ladder(
    schools: Knowledge, asker: Asker, question: str, holds: str
) -> None:
    answer = schools.answer(question, asker)
    assert answer.quotes[0].passage.school == asker.school
    assert holds in answer.quotes[0].quote


def test_parents_are_not_answered_from_the_staffs_ladder(schools: Knowledge) -> None:
    answer = schools.answer("min søn har 12 % fravær", Asker("da", "dk", "parent", "demo-dk"))
    assert all(quote.passage.audience != "staff" for quote in answer.quotes)
