"""Each rule for articles, broken one at a time."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.article_rules import overlap, question_key, validate_articles
from knowledge.model import Article, ArticleSource, Detail
from knowledge.problems import Problem

BODIES = {
    "da": "Ring til læreren i dag og sig det, du ser. Spørg så, hvad de ser. I har hver jeres del af det, der sker. "
    "Skriv ned, hvad I er enige om. Hold fast i én ting ad gangen. Sig til barnet, hvad du har talt med skolen om. "
    "Tal om det igen på fredag, også når det går godt. Gå ikke alene med det. Bed om hjælp i tide, hvis det bliver værre.",
    "nb": "Ring læreren i dag og si det du ser. Spør så hva de ser. Dere har hver deres del av det som skjer. "
    "Skriv ned hva dere er enige om. Hold fast i én ting om gangen. Si til barnet hva du har snakket med skolen om. "
    "Snakk om det igjen på fredag, også når det går bra. Ikke gå alene med det. Be om hjelp i tide hvis det blir verre.",
    "en": "Call the teacher today and say what you see. Then ask what they see. Each of you holds a part of what is going on. "
    "Write down what you agree on. Keep to one thing at a time. Tell your child what you have talked about with the school. "
    "Talk about it again on Friday, also when it goes well. Do not carry it alone. Ask for help in time if it gets worse.",
}
TODAY = date(2026, 12, 1)


def article(language: Any = "da", **changes: Any) -> Article:
    base = Article(
        id="first-talk",
        language=language,
        title="Den første samtale",
        audience="parent",
        country="both",
        stages=(1, 2),
        sources=(ArticleSource("003", "3"),),
        questions=tuple(f"{language} spørgsmål nummer {n}" for n in range(6)),
        reviewed=date(2026, 11, 22),
        review_by=date(2027, 11, 22),
        owner="redaktionen",
        body=BODIES[language],
        in_short="Ring til læreren i dag, og hold fast i én ting.",
    )
    return replace(base, **changes)


def detail(**changes: Any) -> Detail:
    asked = ("hvor længe går der", "hvor lang tid tager det", "er det mange uger")
    return replace(Detail("how-long", asked, "Det tager ofte to uger, og så ser I på det igen."), **changes)


def trio(**changes: Any) -> list[Article]:
    return [article(language, **changes) for language in ("da", "nb", "en")]


def problems(articles: list[Article]) -> list[Problem]:
    return validate_articles(articles, known_sources={"003", "DK4"}, today=TODAY)


def fields(articles: list[Article]) -> set[tuple[str, str]]:
    return {(problem.file, problem.field) for problem in problems(articles)}


def test_a_right_article_has_no_problems() -> None:
    assert problems(trio()) == []


LONG = "Institutionernes tværfaglige samarbejdsorganisationer understøtter børnefaglige undersøgelser " * 10


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": "For kort."}, "body"),
        ({"body": BODIES["da"] * 3}, "body"),
        ({"body": "## Overskrift\n\n" + BODIES["da"]}, "body"),
        ({"body": BODIES["da"] + " Se [siden](https://example.org)."}, "body"),
        ({"body": BODIES["da"] + " Det er **vigtigt**."}, "body"),
        ({"body": BODIES["da"] + "\n- punkt\n  - under punkt"}, "body"),
        ({"body": BODIES["da"] + "\n1. punkt"}, "body"),
        ({"body": LONG + "."}, "body"),
        ({"in_short": "Ring til læreren i dag, og " * 6 + "så videre."}, "in_short"),
        ({"in_short": "Ring til læreren i dag."[:-1]}, "in_short"),
        ({"in_short": "Ring **i dag**."}, "in_short"),
        ({"in_short": "- Ring i dag."}, "in_short"),
        ({"in_short": "Ring i dag.\nOg i morgen."}, "in_short"),
        ({"questions": ("en", "to", "tre", "fire", "fem")}, "questions"),
        ({"questions": ("en", "to", "tre", "fire", "fem", "seks", "Seks?")}, "questions"),
        ({"questions": ("en", "to", "tre", "fire", "fem", "Fem!")}, "questions"),
        ({"details": (detail(asked=("hvor længe", "Hvor længe?", "hvor lang tid")),)}, "details, how-long"),
        ({"details": (detail(answer="To uger."),)}, "details, how-long"),
        (
            {"details": (detail(answer="Det tager ofte to uger, og så ser I på det igen"),)},
            "details, how-long",
        ),
        (
            {"details": (detail(answer="Det tager ofte **to uger**, og så ser I på det."),)},
            "details, how-long",
        ),
        ({"details": (detail(), detail(asked=("en", "to", "tre")))}, "details"),
        ({"stages": (7,)}, "stages"),
        ({"sources": ()}, "sources"),
        ({"sources": (ArticleSource("DK99"),)}, "sources"),
        ({"review_by": date(2026, 11, 22)}, "review_by"),
    ],
)
def test_each_rule_alone(changes: dict[str, Any], field: str) -> None:
    faulty = [article("da", **changes), article("nb"), article("en")]
    assert ("da/first-talk.md", field) in fields(faulty)


def test_lists_and_paragraphs_are_allowed() -> None:
    body = BODIES["da"] + "\n\nGør så dette:\n- ring i dag\n- skriv det ned"
    assert problems([article("da", body=body), article("nb"), article("en")]) == []


def test_staff_and_english_may_be_harder_to_read() -> None:
    hard = LONG.strip() + "."
    staff = trio(audience="staff", body=hard)
    assert fields(staff) == set()
    english = [article("da"), article("nb"), article("en", body=hard)]
    assert problems(english) == []


def test_changed_law_is_a_warning_with_what_to_do() -> None:
    versions = [article(language, law_changed=True) for language in ("da", "nb", "en")]
    found = validate_articles(versions, known_sources={"003"}, today=TODAY)
    assert {problem.severity for problem in found} == {"warning"} and len(found) == 3
    assert "law_changed" in str(found[0]) and "remove the line" in str(found[0])


def test_an_article_without_its_answer_in_short_is_work_not_an_error() -> None:
    found = problems(trio(in_short=""))
    assert {(problem.field, problem.severity) for problem in found} == {("in_short", "warning")}


def test_stale_is_a_warning() -> None:
    found = problems(trio(reviewed=date(2025, 1, 1), review_by=date(2026, 11, 30)))
    assert {problem.severity for problem in found} == {"warning"}
    assert "stale since 2026-11-30" in found[0].fault
    assert str(found[0]).startswith("warning: da/first-talk.md, review_by: stale")


def test_details_are_the_same_in_every_language_and_asked_once_by_the_same_people() -> None:
    asked = {language: tuple(f"{language} {n}" for n in range(3)) for language in ("da", "nb", "en")}
    versions = [article(language, details=(detail(asked=asked[language]),)) for language in asked]
    assert problems(versions) == []
    lacking = [*versions[:2], article("en")]
    assert fields(lacking) == {("en/first-talk.md", "details")}
    other = [
        replace(one, id="other", audience="staff", body=f"Noget andet. {' '.join(one.body.split()[::-1])}", questions=tuple(f"x {q}" for q in one.questions))
        for one in versions
    ]  # fmt: skip
    shared = {found.fault for found in problems([*versions, *other]) if found.field == "questions"}
    assert shared == set(), "staff may ask what parents ask"
    parents = [replace(one, audience="parent") for one in other]
    shared = {found.fault for found in problems([*versions, *parents]) if found.field == "questions"}
    assert len(shared) == 9, "a parent's question belongs to one article"


def test_a_missing_language() -> None:
    assert fields(trio()[:2]) == {("en/first-talk.md", "file")}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("audience", "staff"),
        ("country", "dk"),
        ("stages", (1,)),
        ("sources", (ArticleSource("DK4"),)),
    ],
)
def test_what_must_be_equal_in_every_language(name: str, value: Any) -> None:
    articles = [article("da"), article("nb", **{name: value}), article("en")]
    assert ("nb/first-talk.md", name) in fields(articles)


def test_a_question_in_two_articles_of_one_language() -> None:
    other = "Helt anden tekst uden fælles ord med den første, om noget andet. " * 7
    second = [
        article(language, id="second", body=other, questions=("DA spørgsmål nummer 0!", *"abcde"))
        for language in ("da", "nb", "en")
    ]
    found = [problem for problem in problems([*trio(), *second]) if problem.field == "questions"]
    assert [problem.file for problem in found] == ["da/second.md"]
    assert "da/first-talk.md" in found[0].fault


def test_two_articles_that_differ_only_in_nouns() -> None:
    swapped = BODIES["da"].replace("læreren", "lederen").replace("fredag", "mandag")
    second = article("da", id="second", body=swapped, questions=tuple("abcdef"))
    assert ("da/second.md", "body") in fields([*trio(), second])


def test_overlap_counts_words_as_often_as_they_stand() -> None:
    assert overlap("ring til skolen", "skolen til ring nu") == 1
    assert overlap("ring ring ring ring", "ring en gang") == pytest.approx(1 / 3)
    assert overlap("", "ring") == 0


def test_questions_are_compared_without_case_and_punctuation() -> None:
    assert question_key("Hvad  gør jeg?!") == question_key("hvad gør jeg")
