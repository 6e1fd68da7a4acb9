"""Search finds what is meant, however it is spelt and in whichever language it is asked."""

from pathlib import Path

import pytest

from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.index.artefact import load_index
from knowledge.model import Asker, Language
from knowledge.search_policy import search_policy
from knowledge.service import Knowledge, open_searcher


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("min dreng har ondt i mavsen om morgenen", "stomach"),
        ("hun bliver moppet af de andre", "bully"),
        ("vi skal til moede paa skolen, hvordan forbereder vi os", "meeting"),
        ("skal jeg TVINGE hende afsted???", "force"),
        ("my daughter gets a tummy ache before school", "stomach"),
        ("boli go brzuch przed szkołą", "stomach"),
    ],
)
def test_the_right_article_comes_first(knowledge: Knowledge, question: str, article: str) -> None:
    result = knowledge.search(question, Asker("da", audience="parent"), kind="article")
    assert result.passages[0].passage.document == article


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize(
    "question", ["min søn har ondt i maven hver morgen", "my son has a stomach ache every morning"]
)
def test_an_article_comes_once_in_the_askers_language(
    knowledge: Knowledge, question: str, language: Language
) -> None:
    found = knowledge.search(question, Asker(language), kind="article", limit=50).passages
    assert (found[0].passage.document, found[0].passage.language) == ("stomach", language)
    documents = [entry.passage.document for entry in found]
    assert len(documents) == len(set(documents))


def test_an_article_without_the_askers_language_is_given_as_it_is(knowledge: Knowledge) -> None:
    found = knowledge.search("hun blir mobbet på skolen", Asker("nb"), kind="article").passages[0].passage
    assert (found.document, found.language) == ("bully", "da")


def test_scores_fall_and_the_limit_holds(knowledge: Knowledge) -> None:
    found = knowledge.search("fravær", Asker(), limit=4).passages
    scores = [entry.score for entry in found]
    assert len(found) == 4 and scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", ["", "   ", "\u200b\u200b", "\n\t"])
def test_an_empty_question_finds_nothing(knowledge: Knowledge, question: str) -> None:
    assert knowledge.search(question, Asker()).passages == ()


@pytest.mark.parametrize(
    "question", ["?!…", "🤷", "x" * 20_000, "\0\0", "SELECT * FROM x; --", "ord " * 3000]
)
def test_strange_questions_do_no_harm(knowledge: Knowledge, question: str) -> None:
    assert 0 <= knowledge.search(question, Asker()).confidence <= 1


@pytest.mark.parametrize(
    "question",
    [
        "hvad er hovedstaden i Portugal",
        "hvordan skifter jeg dæk på bilen",
        "can you recommend a pizza place",
        "hva koster en flybillett",
    ],
)
def test_what_lies_outside_is_not_answerable(knowledge: Knowledge, question: str) -> None:
    assert not knowledge.search(question, Asker()).answerable


@pytest.mark.parametrize(
    "question",
    ["hun kan ikke falde i søvn søndag", "må jeg bære ham ud i bilen", "er det mig der er skyld i det"],
)
def test_what_lies_inside_is_answerable(knowledge: Knowledge, question: str) -> None:
    assert knowledge.search(question, Asker()).answerable


def test_what_most_people_need_comes_first_among_equals_only(index_dir: Path, encoder: CachedEncoder) -> None:
    index, push = load_index(index_dir, encoder), search_policy().asked_most

    def found(question: str, *most: str) -> list[tuple[str, float]]:
        vector = encoder.encode_queries([question])[0]
        result = open_searcher(index, frozenset(most)).search(question, vector, Asker("da"), "article", 50)
        return [(one.passage.document, one.score) for one in result.passages]

    changed = 0
    for question in ("hun vil ikke i skole", "hvad skal vi gøre", "han er ked af det", "søndag"):
        plain = found(question)
        for name, score in plain[1:]:
            pushed = found(question, name)[0][0]
            assert pushed == (name if score + push > plain[0][1] else plain[0][0])
            changed += pushed == name
    assert changed
