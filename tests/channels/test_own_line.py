"""The line in the writer's own language: for the five languages, whole, and read strictly."""

from itertools import product
from pathlib import Path

import pytest

from channels.language import LanguageDetector, OwnLines
from channels.language.own_line import FILE, OwnLineError

SPOKEN = ("ar", "tr", "pl", "uk", "so")
ANSWERED = {"da": ("dk", "da"), "nb": ("no", "nb")}


@pytest.mark.parametrize(("heard", "answered"), list(product(SPOKEN, ("da", "nb", "en"))))
def test_five_languages_have_a_line_for_each_of_ours(heard: str, answered: str) -> None:
    line = OwnLines.load().line(heard, answered)
    assert line and "{" not in line


@pytest.mark.parametrize("heard", SPOKEN)
def test_the_line_names_the_language_answered_in(heard: str) -> None:
    lines = OwnLines.load()
    assert len({lines.line(heard, answered) for answered in ("da", "nb", "en")}) == 3


@pytest.mark.parametrize("heard", ["da", "nb", "en", "sv", "de", "fa"])
def test_nobody_else_gets_one(heard: str) -> None:
    assert OwnLines.load().line(heard, "da") is None


@pytest.mark.parametrize("heard", ["tr", "pl", "uk", "so", "ar"])
def test_the_line_is_heard_as_its_language(heard: str) -> None:
    line = OwnLines.load().line(heard, "da")
    assert LanguageDetector.load().detect(line or "", session="da", country="dk").heard == heard


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Odpowiadam {in}", "Odpowiadam", r"pl: the line must hold \{in\} once"),
        ("{da: Danca, ", "{", r"tr: \"in\" must say how da, nb and en"),
        ("lines:", "words:", r"expected \"lines:\""),
    ],
)
def test_a_file_that_can_not_be_used_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    file = tmp_path / "own_line.yml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OwnLineError, match=complaint):
        OwnLines.load(file)
