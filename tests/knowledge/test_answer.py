"""Which answer wins: the school's own guide, an article, documents, a choice, or an honest no."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import answer as module
from knowledge.answer import decide, to_the_point
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.evidence import Candidate, Evidence, as_sure_as_ranked
from knowledge.index.build import build_index
from knowledge.model import Answer, Article, Asked, Asker, Passage, Quote
from knowledge.search_policy import search_policy
from knowledge.service import Knowledge

PARENT = Asker("da", "dk", "parent")


def test_an_article_that_applies_is_the_answer(knowledge: Knowledge) -> None:
    answer = knowledge.answer("min datter har ondt i maven hver morgen", PARENT)
    assert answer.outcome == "answered" and answer.article is not None
    assert (answer.article.id, answer.article.language) == ("stomach", "da")


def test_the_article_comes_in_the_askers_language(knowledge: Knowledge) -> None:
    answer = knowledge.answer("my daughter has a stomach ache every morning", Asker("en", "dk", "parent"))
    assert answer.article is not None and answer.article.language == "en"


def test_the_schools_own_procedure_comes_first(knowledge: Knowledge) -> None:
    question = "hvornår ringer vi hjem ved fravær"
    own = knowledge.answer(question, Asker("da", "dk", "staff", "linde"))
    general = knowledge.answer(question, Asker("da", "dk", "staff", "elme"))
    assert {quote.passage.school for quote in own.quotes} == {"linde"}
    assert general.article is not None and general.article.id == "register"


def test_what_lies_outside_is_not_covered(knowledge: Knowledge) -> None:
    answer = knowledge.answer("hvad er hovedstaden i Portugal", PARENT)
    assert (answer.outcome, answer.article, answer.quotes) == ("not_covered", None, ())


@pytest.mark.parametrize("question", ["", "  \u200b "])
def test_an_empty_question_is_not_covered(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, PARENT) == Answer("not_covered", 0.0)


def test_documents_answer_where_no_article_does(
    tmp_path: Path,
    encoder: CachedEncoder,
    passages: list[Passage],
    articles: list[Article],
    questions: dict[str, tuple[Asked, ...]],
) -> None:
    documents = [passage for passage in passages if passage.kind == "document"]
    others = [p for p in passages if p.kind == "article" and p.document != "register"]
    build_index([*others, *documents], questions, encoder, tmp_path, lambda _: None)
    answer = Knowledge.open(tmp_path, encoder, articles).answer(
        "hvor ofte gennemgår fraværsteamet elevernes fravær", Asker("da", "dk", "staff")
    )
    assert answer.article is None and answer.quotes
    assert {quote.passage.country for quote in answer.quotes} == {"dk"}


QUESTIONS = [
    "hvad gør jeg", "skal jeg presse hende eller lade være", "hvem ringer hjem", "fravær", "hvornår holdes mødet",
    "hjælp", "han spiller hele natten og kan ikke sove", "er det min skyld at hun bliver mobbet",
]  # fmt: skip
ASKERS = [
    PARENT,
    Asker("nb", "no", "parent"),
    Asker("en", None, "staff"),
    Asker("da", "dk", "staff", "linde"),
]


@pytest.mark.parametrize("asker", ASKERS, ids=str)
@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_is_answered_keeps_its_promises(knowledge: Knowledge, question: str, asker: Asker) -> None:
    answer = knowledge.answer(question, asker)
    assert 0 <= answer.confidence <= 1
    _CHECKS[answer.outcome](answer)
    assert all(quote.quote in quote.passage.text for quote in answer.quotes)
    shown = [told for told in (answer.article, *answer.choices) if told is not None]
    assert all(told.audience != "staff" or asker.audience != "parent" for told in shown)
    assert len({told.id for told in shown}) == len(shown)


def _tells(answer: Answer) -> None:
    assert answer.article is not None or answer.quotes
    assert len(answer.choices) <= 2


def _offers(answer: Answer) -> None:
    assert 2 <= len(answer.choices) <= 3 and answer.article is None


def _refuses(answer: Answer) -> None:
    assert answer.article is None and not answer.quotes and len(answer.choices) <= 3


_CHECKS: dict[str, Callable[[Answer], None]] = {
    "answered": _tells,
    "partly_answered": _tells,
    "clarify": _offers,
    "not_covered": _refuses,
}


def test_of_two_quotes_the_one_on_the_point_comes_first_and_one_beside_it_stays_out() -> None:
    table = Passage("t", "document", "g", "Guide", ("Grænser",), "Ved 10 % udpeges tovholderen.", "1", "da")
    roles = replace(table, id="r", heading_path=("Roller",), text="Tovholderen er Signe Birkemose.")
    meeting = replace(table, id="m", heading_path=("Mødet",), text="Mødet varer en time.")
    quotes = tuple(Quote(p, p.text) for p in (table, roles))
    assert [q.passage.id for q in to_the_point("hvem er tovholder på vores skole", quotes)] == ["r"]
    beside = tuple(Quote(p, p.text) for p in (table, meeting))
    assert [q.passage.id for q in to_the_point("hvor længe varer mødet", beside)] == ["m"]


def test_what_is_ranked_first_is_as_sure_as_what_is_ranked_below() -> None:
    """A question worded alike in another article must not carry it past the one that fits."""
    one = Passage("p", "article", "a", "A", (), "Tekst.", "1", "da")
    found = [
        Candidate(replace(one, id=name), sure, 0.9, 0.0, -1)
        for name, sure in (("a", 0.15), ("b", 0.76), ("c", 0.4), ("d", 0.9))
    ]
    assert [(c.passage.id, c.confidence) for c in as_sure_as_ranked(found)] == [
        ("a", 0.76),
        ("b", 0.76),
        ("c", 0.4),
        ("d", 0.9),
    ]
    assert as_sure_as_ranked([]) == []


@pytest.mark.parametrize(
    ("closeness", "likely", "told", "quoted"),
    [(0.5, 0.1, None, True), (0.5, 0.6, "register", True), (0.42, 0.1, "register", True), (0.3, 0.1, "register", False)],
)  # fmt: skip
def test_a_very_close_document_stands_first_where_no_article_is_likely(
    passages: list[Passage],
    articles: list[Article],
    closeness: float,
    likely: float,
    told: str | None,
    quoted: bool,
) -> None:
    document = next(p for p in passages if p.kind == "document" and p.school is None)
    article = next(p for p in passages if (p.document, p.language) == ("register", "da"))
    evidence = Evidence(
        "hvem gør hvad", 1.0, [Candidate(article, 1.0, 0.3, likely, -1)],
        [Candidate(document, 0.9, closeness, 0.0, -1)], [], [],
    )  # fmt: skip
    found = decide(evidence, {(a.id, a.language): a for a in articles}, search_policy().answer)
    assert (found.article.id if found.article else None) == told
    assert [quote.passage.id for quote in found.quotes] == ([document.id] if quoted else [])
    assert told or [choice.id for choice in found.choices] == ["register"]


@pytest.mark.parametrize(
    ("answerable", "likely", "outcome"),
    [(0.3, 0.9, "told"), (0.03, 0.9, "told"), (0.005, 0.9, "not_covered"), (0.3, 0.6, "not_covered")],
)
def test_what_is_surely_about_one_article_is_told_although_it_seems_not_ours(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, answerable: float, likely: float, outcome: str
) -> None:
    found = module.gather

    def doubted(*given: object) -> Evidence:
        evidence = found(*given)  # type: ignore[arg-type]
        first = [replace(one, likely=likely) for one in evidence.articles[:1]]
        return replace(evidence, answerable=answerable, articles=[*first, *evidence.articles[1:]])

    monkeypatch.setattr(module, "gather", doubted)
    answer = knowledge.answer("min datter har ondt i maven hver morgen", PARENT)
    told = ("answered", "stomach") if outcome == "told" else (outcome, None)
    assert (answer.outcome, answer.article.id if answer.article else None) == told


@pytest.mark.parametrize(
    ("answerable", "likely", "closeness", "outcome"),
    [
        (0.7, 0.1, 0.1, "not_covered"),
        (0.9, 0.1, 0.1, "answered"),  # surely ours
        (0.7, 0.4, 0.1, "answered"),  # about one article, perhaps
        (0.7, 0.1, 0.5, "answered"),  # a document is near
    ],
)
def test_what_may_be_ours_but_is_about_nothing_of_ours_is_refused(
    knowledge: Knowledge,
    passages: list[Passage],
    monkeypatch: pytest.MonkeyPatch,
    answerable: float,
    likely: float,
    closeness: float,
    outcome: str,
) -> None:
    found = module.gather
    document = next(p for p in passages if p.kind == "document" and p.school is None)

    def doubted(*given: object) -> Evidence:
        evidence = found(*given)  # type: ignore[arg-type]
        near = [Candidate(document, 0.9, closeness, 0.0, -1)]
        every = [replace(one, likely=likely) for one in evidence.articles]
        return replace(evidence, answerable=answerable, articles=every, documents=near, school=[], steps=[])

    monkeypatch.setattr(module, "gather", doubted)
    assert knowledge.answer("min datter har ondt i maven hver morgen", PARENT).outcome == outcome


@pytest.mark.parametrize(
    ("place", "article", "likely", "led", "quoted"),
    [
        (0.60, 0.50, 0.30, True, True),  # its own question is nearer than any of the article's
        (0.60, 0.59, 0.30, False, True),  # hardly nearer: below the article
        (0.60, 0.50, 0.70, False, True),  # the article is likely meant
        (0.52, 0.40, 0.30, False, True),
        (0.40, 0.30, 0.30, False, False),  # near to neither
    ],
)
def test_a_place_with_a_line_leads_where_its_own_question_is_the_nearest(
    passages: list[Passage],
    articles: list[Article],
    place: float,
    article: float,
    likely: float,
    led: bool,
    quoted: bool,
) -> None:
    evidence = _two(passages, closeness=0.3, place=place, article=article, likely=likely)
    found = decide(evidence, {(a.id, a.language): a for a in articles}, search_policy().answer)
    assert (found.article is None) == led
    assert bool(found.quotes) == quoted


@pytest.mark.parametrize(
    ("place", "article", "near", "led"),
    [
        (0.60, 0.20, 0.50, True),
        (0.25, 0.20, 0.50, False),  # hardly likelier
        (0.03, 0.001, 0.50, False),  # both unlikely
        (0.60, 0.20, 0.80, False),  # an article's own question is much closer
    ],
)
def test_a_place_likelier_meant_than_any_article_leads(
    passages: list[Passage], articles: list[Article], place: float, article: float, near: float, led: bool
) -> None:
    evidence = _two(passages, closeness=0.3, place=0.52, article=near, likely=0.9)
    evidence = replace(
        evidence,
        articles=[replace(evidence.articles[0], aimed=math.log(article))],
        documents=[replace(evidence.documents[0], aimed=math.log(place))],
    )
    found = decide(evidence, {(a.id, a.language): a for a in articles}, search_policy().answer)
    assert (found.article is None) == led
    assert not led or [choice.id for choice in found.choices] == ["register"]


@pytest.mark.parametrize(("article", "led"), [(0.60, True), (0.80, False)])
def test_no_document_leads_where_an_article_answers_just_this_question(
    passages: list[Passage], articles: list[Article], article: float, led: bool
) -> None:
    evidence = _two(passages, closeness=0.5, place=0.52, article=article, likely=0.1)
    found = decide(evidence, {(a.id, a.language): a for a in articles}, search_policy().answer)
    assert (found.article is None) == led and found.quotes


@pytest.mark.parametrize(("article", "alone"), [(0.60, True), (0.90, False)])
def test_the_schools_guide_stands_above_an_article_that_answers_just_this_question(
    passages: list[Passage], articles: list[Article], article: float, alone: bool
) -> None:
    evidence = _two(passages, closeness=0.3, place=0.0, article=article, likely=0.6)
    own = next(p for p in passages if p.school)
    evidence = replace(evidence, school=[Candidate(own, 0.9, 0.7, 0.0, -1)])
    found = decide(evidence, {(a.id, a.language): a for a in articles}, search_policy().answer)
    assert (found.article is None) == alone
    assert [quote.passage.id for quote in found.quotes] == [own.id]


def _two(
    passages: list[Passage], *, closeness: float, place: float, article: float, likely: float
) -> Evidence:
    """One article and one document's place, each with how close its own questions are."""
    document = next(p for p in passages if p.kind == "document" and p.school is None)
    told = next(p for p in passages if (p.document, p.language) == ("register", "da"))
    return Evidence(
        "hvem gør hvad", 1.0, [Candidate(told, 1.0, 0.3, likely, -1, article)],
        [Candidate(document, 0.9, closeness, 0.0, -1, place)], [], [],
    )  # fmt: skip
