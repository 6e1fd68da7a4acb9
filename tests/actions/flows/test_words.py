"""The words of flows are data: what the loader says about files that don't fit together."""

from pathlib import Path

import pytest

from actions.flows.steering import Steering
from actions.flows.words import LANGUAGES, load_words
from knowledge.policy_files import PolicyError
from tests.actions.flows.talks import FLOWS, WORDS


def folder(tmp_path: Path, **changed: str) -> Path:
    for language in LANGUAGES:
        (tmp_path / f"{language}.yml").write_text(changed.get(language, WORDS))
    return tmp_path


def test_every_flow_of_ours_has_the_same_words_in_all_languages() -> None:
    flows = [path for path in FLOWS.iterdir() if (path / "da.yml").exists() and path.name != "steering"]
    assert flows
    for flow in flows:
        assert {words.language for words in load_words(flow).values()} == set(LANGUAGES)


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ("  food:", "questions.food"),
        ("wet: {label: Wet, phrases: [rain, it rains]}", "questions.weather.options.wet"),
        ("  done: Good bye.", "says.done"),
    ],
)
def test_what_one_language_lacks_is_named(tmp_path: Path, missing: str, named: str) -> None:
    changed = WORDS.replace("  food:", "  meal:") if missing == "  food:" else WORDS.replace(missing, "")
    with pytest.raises(PolicyError, match=named):
        load_words(folder(tmp_path, nb=changed))


def test_a_misspelt_field_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"(?s)en\.yml.*questions > wish > asks"):
        load_words(folder(tmp_path, en=WORDS.replace("ask: Any wish?", "asks: Any wish?")))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("nej, jeg mente to dage", "to dage"),
        ("feil, det er tre", "tre"),
        ("sorry, I meant two days", "two days"),
        ("to dage", None),
    ],
)
def test_corrections_begin_in_every_language(text: str, rest: str | None) -> None:
    assert Steering.load(FLOWS / "steering").after("meant", text, "da") == rest
