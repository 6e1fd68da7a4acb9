"""What a typed answer in the walk means, in three languages, and what an editor is told about a gap."""

from pathlib import Path

import pytest
import yaml

from actions.early_signs import QUESTIONS, UNSURE, EarlySigns, EarlySignsDataError, Understood, folded
from knowledge.articles import load_articles

ROOT = Path(__file__).parents[2]
OPTIONS = ROOT / "assistant" / "early_signs"
POLICY = ROOT / "knowledge" / "policy" / "early_signs.yml"


@pytest.fixture(scope="module")
def signs() -> EarlySigns:
    return EarlySigns.load(OPTIONS, POLICY)


def entries() -> list[tuple[str, str, str, str]]:
    """Language, question, option and phrase of all data."""
    return [
        (file.stem, question, option, phrase)
        for file in sorted(OPTIONS.glob("*.yml"))
        for question, options in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for option, entry in options.items()
        for phrase in [entry["label"], *entry["phrases"]]
    ]


def test_every_phrase_and_label_means_its_own_option(signs: EarlySigns) -> None:
    wrong = [
        (language, phrase, option, found)
        for language, question, option, phrase in entries()
        if (found := signs.understand(question, phrase, language)) != Understood(option, whole=True)
    ]
    assert wrong == []


def test_the_three_languages_have_the_same_options() -> None:
    options = {
        language: {(question, option) for lang, question, option, _ in entries() if lang == language}
        for language in ("da", "nb", "en")
    }
    assert options["da"] == options["nb"] == options["en"]
    assert {question for question, _ in options["da"]} == set(QUESTIONS)


def test_what_a_skipped_question_counts_as_is_an_option(signs: EarlySigns) -> None:
    assert all(signs.is_option(question, UNSURE[question]) for question in QUESTIONS)
    assert not signs.is_option("sign_where", "weeks")


@pytest.mark.parametrize(
    ("question", "language", "typed", "option", "whole"),
    [
        ("sign_where", "da", "Ondt i maven!", "body", True),
        ("sign_where", "en", "TUMMY ACHE", "body", True),
        (
            "sign_where",
            "en",
            "well, it is mostly that tummy ache she has had every day since May",
            "body",
            False,
        ),
        ("sign_where", "da", "headache", "body", True),
        ("sign_since", "en", "some weeks", "weeks", True),
    ],
)
def test_typed_answers(
    signs: EarlySigns, question: str, language: str, typed: str, option: str, whole: bool
) -> None:
    assert signs.understand(question, typed, language) == Understood(option, whole)


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "🙂", "xyzzy", "\x00", "maven" * 1000, "a " * 5000])
def test_what_says_nothing_means_nothing(signs: EarlySigns, typed: str) -> None:
    assert [signs.understand(question, typed, "da") for question in QUESTIONS] == [None] * 3


def test_a_phrase_inside_a_word_does_not_count(signs: EarlySigns) -> None:
    assert signs.understand("sign_where", "unheadached", "en") is None


def test_every_sign_leads_to_an_article_in_every_language(signs: EarlySigns) -> None:
    known = {(article.id, article.language) for article in load_articles(ROOT / "knowledge" / "articles")}
    wanted = {(article, language) for article in signs.articles.values() for language in ("da", "nb", "en")}
    assert wanted <= known
    assert {signs.article_for(sign) for sign in signs.articles} == set(signs.articles.values())


def test_folding_leaves_letters_and_digits() -> None:
    assert folded("  4.\tKLASSE — Å! ") == "4 klasse å"


def spoilt(tmp_path: Path, language: str, change: str) -> Path:
    for file in OPTIONS.glob("*.yml"):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.stem == language:
            exec(change, {"content": content})
        (tmp_path / file.name).write_text(yaml.safe_dump(content), encoding="utf-8")
    return tmp_path


def test_a_missing_question_is_named(tmp_path: Path) -> None:
    with pytest.raises(EarlySignsDataError, match=r"nb\.yml: sign_grade"):
        EarlySigns.load(spoilt(tmp_path, "nb", "del content['sign_grade']"), POLICY)


def test_a_sign_without_an_article_is_named(tmp_path: Path) -> None:
    change = "content['sign_where']['new'] = {'label': 'x', 'phrases': ['x']}"
    with pytest.raises(EarlySignsDataError, match=r"early_signs\.yml: no article for new \(en\.yml\)"):
        EarlySigns.load(spoilt(tmp_path, "en", change), POLICY)
