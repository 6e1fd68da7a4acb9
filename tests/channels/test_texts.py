"""The app's own texts: the same in three languages, or a sentence that an editor understands."""

import shutil
from pathlib import Path

import pytest

from api.problems import HTTP_KEYS, STATUS_OF
from channels.texts import Texts
from channels.texts.texts import HERE, TextsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in HERE.glob("*.yml"):
        shutil.copy(file, tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_three_languages_have_the_same_texts() -> None:
    texts = Texts.load()
    assert set(texts.languages) == {"da", "nb", "en"}
    assert texts("nb", "days.today") == "i dag"


def test_every_problem_has_a_title_and_a_detail() -> None:
    texts = Texts.load()
    for key in {*HTTP_KEYS.values(), *(key for _, key in STATUS_OF.values()), "internal", "unreadable"}:
        for language in texts.languages:
            assert texts(language, f"problems.{key}.title") and texts(language, f"problems.{key}.detail")


def test_words_in_braces_are_filled_in_and_are_not_read_again() -> None:
    said = Texts.load()("en", "problems.unknown_parameter.detail", what="{limit} <b>")
    assert "{limit} <b>" in said


def test_an_unknown_language_reads_as_danish_and_an_unknown_key_is_an_error() -> None:
    texts = Texts.load()
    assert texts("pl", "days.today") == texts("da", "days.today")
    with pytest.raises(KeyError):
        texts("da", "days.someday")


@pytest.mark.parametrize("language", ["da", "nb"])
def test_a_missing_text_is_named(folder: Path, language: str) -> None:
    change(folder / f"{language}.yml", "  too_long:", "  much_too_long:")
    with pytest.raises(TextsError, match=r"door\.(much_)?too_long is missing"):
        Texts.load(folder)


def test_other_words_in_braces_are_named(folder: Path) -> None:
    change(folder / "en.yml", "{limit}", "{most}")
    with pytest.raises(TextsError, match=r"en\.yml: door\.too_long has other"):
        Texts.load(folder)


@pytest.mark.parametrize("content", ["", "- a", "just text"])
def test_a_file_of_another_shape_is_named(folder: Path, content: str) -> None:
    (folder / "nb.yml").write_text(content, encoding="utf-8")
    with pytest.raises(TextsError, match=r"nb\.yml"):
        Texts.load(folder)


def test_a_file_that_is_no_yaml_is_named(folder: Path) -> None:
    (folder / "nb.yml").write_text("door: {a: b", encoding="utf-8")
    with pytest.raises(TextsError, match=r"nb\.yml"):
        Texts.load(folder)
