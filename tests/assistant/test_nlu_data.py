"""The examples Rasa learns from: enough of each intent, no contradictions, no test line learnt by heart, no templates."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from assistant.project import HOME, LANGUAGES, examples

TESTS = Path(__file__).parent / "understanding"
FROM_BUTTONS = {"choose", "choose_topic", "answer", "grown_up"}
"""Intents that only quick replies carry: nobody types them."""
ENOUGH = 15
TWINS_ALLOWED = 0.02
"""The share of a language's examples that may differ from another of their intent in one longer word only."""

STOCK_PHRASE = 3
"""Words. "No thanks" and "start over" are what two people write independently of each other."""
STOCK_PHRASES_ALLOWED = 0.25
"""The share of a test file that may be such phrases also found among the examples."""


@cache
def trained() -> tuple[tuple[str, str, str], ...]:
    """Every example as (language, intent, text), read once."""
    return tuple(examples())


def intents() -> list[str]:
    domain = yaml.safe_load((HOME / "domain" / "domain.yml").read_text(encoding="utf-8"))
    return [name for name in domain["intents"] if name not in FROM_BUTTONS]


def fold(text: str) -> str:
    """A message without case and punctuation; one of signs only stays as it is."""
    return " ".join(re.sub(r"[.,!?;:…]+", " ", text.lower()).split()) or text


def twins(texts: Iterable[str]) -> list[list[str]]:
    """The groups of texts of four words and more that differ in one word of four letters or more."""
    frames: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in texts:
        for frame in _frames(fold(text).split()):
            frames[frame].append(text)
    return [group for group in frames.values() if len(group) > 1]


def _frames(words: list[str]) -> Iterator[tuple[str, ...]]:
    for place, word in enumerate(words):
        if len(words) >= 4 and len(word) >= 4:
            yield (*words[:place], "…", *words[place + 1 :])


@cache
def rows_to_test() -> list[tuple[str, dict[str, str]]]:
    files = sorted(TESTS.glob("*.jsonl"))
    return [(file.name, json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_examples(language: str) -> None:
    count = Counter(intent for lang, intent, _ in trained() if lang == language)
    assert {name: count[name] for name in intents() if count[name] < ENOUGH} == {}


def test_examples_belong_to_intents_of_the_domain() -> None:
    assert {intent for _, intent, _ in trained()} == set(intents())


def test_no_message_is_an_example_of_two_intents() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for _, intent, text in trained():
        meanings[fold(text)].add(intent)
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_stands_twice(language: str) -> None:
    count = Counter(fold(text) for lang, _, text in trained() if lang == language)
    assert [text for text, times in count.items() if times > 1] == []


def test_no_test_line_is_learnt_by_heart() -> None:
    known = {fold(text) for _, _, text in trained()}
    learnt = [(name, row["text"]) for name, row in rows_to_test() if fold(row["text"]) in known]
    assert [line for line in learnt if len(line[1].split()) > STOCK_PHRASE] == []
    for name, count in Counter(name for name, _ in learnt).items():
        assert count <= STOCK_PHRASES_ALLOWED * sum(name == other for other, _ in rows_to_test()), learnt


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_written_by_hand_and_not_from_a_template(language: str) -> None:
    by_intent: dict[str, list[str]] = defaultdict(list)
    for lang, intent, text in trained():
        if lang == language:
            by_intent[intent].append(text)
    groups = [group for texts in by_intent.values() for group in twins(texts)]
    surplus = sum(len(group) - 1 for group in groups)
    assert surplus <= TWINS_ALLOWED * sum(map(len, by_intent.values())), groups


def test_twins_are_seen() -> None:
    assert twins(["gruppe for foreldre til ungdom", "Gruppe for foreldre til jenter!"]) != []
    assert twins(["gruppe for foreldre til ungdom", "finnes det en gruppe her"]) == []


def test_the_test_files_use_intents_of_the_domain() -> None:
    wrong = [
        (name, row)
        for name, row in rows_to_test()
        if row["intent"] not in intents() or row["lang"] not in LANGUAGES
    ]
    assert wrong == []


@pytest.mark.parametrize(("kind", "each"), [("blind", 5), ("blind2", 2)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_blind_sets_hold_the_same_number_of_every_intent(kind: str, each: int, language: str) -> None:
    count = Counter(row["intent"] for name, row in rows_to_test() if name == f"{kind}_{language}.jsonl")
    assert count == dict.fromkeys(intents(), each)
