"""A precise question inside an article's topic gets its own answer above the article."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from actions.guidance import Guidance, answer_message
from knowledge.articles import article_questions, load_articles
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.build import build_index
from knowledge.model import Answer, Article, Asked, Asker, Detail, Language, Passage
from knowledge.service import Knowledge

PARENT = Asker("da", "dk", "parent")
COMPANION = Detail(
    "companion",
    (
        "må jeg tage min søster med til mødet",
        "kan jeg have en bisidder med til skolen",
        "må jeg komme to personer",
    ),
    "Ja. Sig det til skolen dagen før, så der er en stol.",
)
MINUTES = Detail(
    "minutes",
    (
        "hvem skriver referatet fra mødet",
        "skal skolen skrive ned hvad vi aftaler",
        "får jeg et referat bagefter",
    ),
    "Skolen skriver. Bed om at få referatet, før I går.",
)
NORWEGIAN = Detail(
    "deadline",
    ("hvor hurtigt skal skolen holde møde", "hvad er fristen for et møde med skolen", "hvornår skal mødet senest holdes"),
    "I Norge taler du med rektor om fristen.",
    "no",
)  # fmt: skip
HELD_HERE = (COMPANION, MINUTES)
DETAILS = (*HELD_HERE, NORWEGIAN)


@pytest.fixture(scope="module")
def detailed(
    articles: Sequence[Article],
    passages: Sequence[Passage],
    questions: dict[str, tuple[Asked, ...]],
    encoder: CachedEncoder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Knowledge:
    told = [replace(one, details=DETAILS) if one.id == "meeting" else one for one in articles]
    (meeting,) = (one for one in told if one.id == "meeting")
    folder = tmp_path_factory.mktemp("index")
    build_index(
        passages, {**questions, "a-meeting-da": article_questions(meeting)}, encoder, folder, lambda _: None
    )
    return Knowledge.open(folder, encoder, told)


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("må min søster komme med til mødet på skolen", COMPANION),
        ("may I bring my sister to the meeting", COMPANION),
        ("hvem er det der skriver referat når vi holder møde", MINUTES),
        ("vi er indkaldt til et møde på skolen", None),
        ("hvordan forbereder jeg mig til mødet med skolen", None),
    ],
)
def test_the_detail_that_is_asked_for_and_no_other(
    detailed: Knowledge, question: str, detail: Detail | None
) -> None:
    answer = detailed.answer(question, PARENT)
    assert answer.article is not None and answer.article.id == "meeting"
    assert answer.detail == detail


def test_what_holds_in_another_country_is_not_told(detailed: Knowledge) -> None:
    question = "hvor hurtigt skal skolen holde møde"
    there, here = (detailed.answer(question, Asker("da", country, "parent")) for country in ("no", "dk"))
    assert there.detail == NORWEGIAN and here.detail != NORWEGIAN


def test_what_may_be_asked_follows_without_what_was_told_or_holds_elsewhere(detailed: Knowledge) -> None:
    told = detailed.answer(
        "må min søster komme med til mødet på skolen, og får jeg referatet bagefter", PARENT
    )
    assert told.detail in HELD_HERE and told.detail not in told.also
    assert told.also and set(told.also) <= set(HELD_HERE)


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("kan jeg have en bisidder med i skolen", "da", "Kan jeg have en bisidder med i skolen?"),
        ("skolen i danmark vil have ppr med. hvorfor?", "da", "Skolen i Danmark vil have PPR med. hvorfor?"),
        (
            "can i refuse in norway, and i'm ill on monday",
            "en",
            "Can I refuse in Norway, and I'm ill on Monday?",
        ),
        ("What now!", "en", "What now!"),
    ],
)
def test_a_detail_is_shown_as_a_sentence(typed: str, language: Language, shown: str) -> None:
    assert replace(COMPANION, asked=("a", typed, "b")).question(language) == shown


def test_an_article_without_details_tells_none(detailed: Knowledge) -> None:
    answer = detailed.answer("min datter har ondt i maven hver morgen", PARENT)
    assert answer.article is not None and answer.detail is None


def test_the_message_to_a_channel_names_the_detail(detailed: Knowledge) -> None:
    guidance = Guidance(detailed)
    (asked,) = guidance.answers("må min søster komme med til mødet på skolen", PARENT)
    (whole,) = guidance.answers("hvordan forbereder jeg mig til mødet med skolen", PARENT)
    assert (asked["detail"], whole["detail"]) == ("companion", None)


def test_a_choice_says_in_its_line_what_was_asked_precisely(
    articles: Sequence[Article],
) -> None:
    meeting, other = (one for one in articles if one.language == "da" and one.id in ("meeting", "stomach"))
    unsure = Answer("clarify", 0.4, choices=(meeting, other), details_of_choices={"meeting": COMPANION})
    lines = {topic["id"]: topic["in_short"] for topic in answer_message(unsure)["topics"]}
    assert lines == {"meeting": COMPANION.answer.removeprefix("Ja. "), "stomach": other.in_short}


def test_an_index_is_made_anew_when_a_question_changes_sides(
    passages: Sequence[Passage], encoder: CachedEncoder, tmp_path: Path
) -> None:
    versions = set()
    for detail in ("", "companion"):
        asked = {"a-meeting-da": (Asked("må jeg tage en med", "da", detail),)}
        versions.add(build_index(passages, asked, encoder, tmp_path, lambda _: None).version)
    assert len(versions) == 2


def test_every_article_answers_details_of_its_own() -> None:
    articles = load_articles()
    assert not [f"{a.language}/{a.id}" for a in articles if len(a.details) < 3]
    answers = [detail.answer for a in articles for detail in a.details]
    assert len(set(answers)) == len(answers), "two details with one answer are one detail"
