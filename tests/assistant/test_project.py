"""The Rasa project as the app sees it: replies in three languages, compiled responses, and what names a model."""

import shutil
from pathlib import Path

import pytest
import yaml

from assistant.project import HOME, ProjectError, compile_domain, content_hash, examples, load_all_replies


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the project that a test may spoil."""
    return Path(shutil.copytree(HOME, tmp_path / "assistant", ignore=shutil.ignore_patterns("__pycache__")))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_replies_of_the_three_languages_match() -> None:
    replies = load_all_replies()
    assert set(replies) == {"da", "nb", "en"}
    assert all(reply.texts and all(reply.texts) for one in replies.values() for reply in one.values())


def test_a_reply_missing_in_a_language_is_named(home: Path) -> None:
    change(home / "replies" / "nb.yml", "utter_thank:", "utter_thanks:")
    with pytest.raises(ProjectError, match=r"replies/nb\.yml: utter_thanks? is missing"):
        load_all_replies(home)


def test_a_key_that_stands_twice_is_refused(home: Path) -> None:
    with (home / "replies" / "en.yml").open("a", encoding="utf-8") as file:
        file.write("\nutter_thank:\n  text: Thanks again.\n")
    with pytest.raises(ProjectError, match=r"en\.yml.*stands twice: utter_thank"):
        load_all_replies(home)


def test_other_choices_than_the_danish_are_refused(home: Path) -> None:
    change(home / "replies" / "en.yml", "payload: /early_signs", "payload: /stop")
    with pytest.raises(ProjectError, match=r"replies/en\.yml: utter_welcome offers other choices"):
        load_all_replies(home)


@pytest.mark.parametrize(
    "broken",
    [
        "utter_x: just text",
        "utter_x: {text: a, texts: [b]}",
        "utter_x: {choices: []}",
        "utter_x: {text: a, choices: [b]}",
        "utter_x: [",
    ],
)
def test_a_reply_of_another_shape_is_refused(home: Path, broken: str) -> None:
    with (home / "replies" / "da.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{broken}\n")
    with pytest.raises(ProjectError, match=r"da\.yml"):
        load_all_replies(home)


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "just text"])
def test_a_file_without_replies_is_refused(home: Path, content: str) -> None:
    (home / "replies" / "da.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ProjectError, match=r"da\.yml"):
        load_all_replies(home)


def test_every_reply_is_compiled_once_per_language_and_never_without_a_condition(tmp_path: Path) -> None:
    """A response without a condition would win over those with one."""
    compile_domain(tmp_path / "domain")
    compile_domain(tmp_path / "domain")
    compiled = yaml.safe_load((tmp_path / "domain" / "responses.yml").read_text(encoding="utf-8"))[
        "responses"
    ]
    assert set(compiled) == set(load_all_replies()["da"])
    for key, variations in compiled.items():
        spoken = {v["condition"][0]["value"] for v in variations}
        assert spoken == {"da", "nb", "en"}, key
    assert (tmp_path / "domain" / "domain.yml").read_bytes() == (HOME / "domain" / "domain.yml").read_bytes()


@pytest.mark.parametrize(
    "file", ["config.yml", "domain/domain.yml", "data/nlu/nb/care.yml", "data/rules/people.yml", "replies/en.yml",
             "components/intents.py"]
)  # fmt: skip
def test_whatever_a_model_is_made_of_names_it_anew(home: Path, file: str) -> None:
    before = content_hash("encoder", home=home)
    assert before == content_hash("encoder", home=home) == content_hash("encoder")
    with (home / file).open("a", encoding="utf-8") as changed:
        changed.write("\n# changed\n")
    assert content_hash("encoder", home=home) != before


def test_another_encoder_or_lock_names_it_anew_and_other_files_do_not(home: Path) -> None:
    assert content_hash("a", "b") not in (content_hash("a", "c"), content_hash("ab"), content_hash("a"))
    before = content_hash(home=home)
    (home / "early_signs" / "da.yml").write_text("", encoding="utf-8")
    assert content_hash(home=home) == before


def test_examples_carry_language_and_intent() -> None:
    found = list(examples())
    assert {language for language, _, _ in found} == {"da", "nb", "en", "others"}
    assert all(intent and text for _, intent, text in found)


INVITES = ("skriv", "write", "spørg", "ask ", "springe over", "hoppe over", "skip")
"""Words that open the next step where a reply has no buttons."""
GOES_ON = ("utter_early_signs_summary_",)
"""Said before an answer of the guidance, which brings its own next steps."""


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_every_reply_leaves_a_next_step(language: str) -> None:
    for key, reply in load_all_replies()[language].items():
        if not reply.choices and not key.startswith(GOES_ON):
            closed = [text for text in reply.texts if not any(word in text.lower() for word in INVITES)]
            assert not closed, f"{language}: {key} has neither a button nor an invitation: {closed}"


def test_no_reply_puts_off_what_is_there() -> None:
    assert not [key for key in load_all_replies()["da"] if key.endswith("_coming")]
