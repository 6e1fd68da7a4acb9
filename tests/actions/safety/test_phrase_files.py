"""Errors in the crisis files are told in words an editor can act on."""

import re
import shutil
from pathlib import Path

import pytest

from actions.safety import floor
from actions.safety.floor import CrisisFloor
from actions.safety.pattern import PatternError, read_pattern
from actions.safety.phrasebook import SafetyDataError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    source = Path(floor.__file__).parent
    for folder in ("phrases", "sentences", "idioms", "replies"):
        shutil.copytree(source / folder, tmp_path / folder)
    shutil.copy(source / "numbers.yml", tmp_path)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("phrases/da.yml", "language: da", "language: sv", "does not match the file name"),
        ("phrases/da.yml", "owner: skolevej content group, Danish", "owner: ", "owner"),
        ("phrases/da.yml", "reviewed: 2026-11-22", "reviewed: soon", "no date"),
        ("phrases/da.yml", "\n  self_harm:\n", "\n  sadness:\n", "unknown kind"),
        ("phrases/da.yml", "- lyst til livet", "- (lyst til livet", "never closed"),
        ("phrases/da.yml", "- lyst til livet", '- "{hvem} vil dø"', "is not in this file's"),
        ("phrases/da.yml", "misspelt:", "mispelt:", "unknown field"),
        ("sentences/da.yml", "{siger} ...6", "{sager} ...6", "{sager} is not in this file's"),
        ("idioms/nb.yml", "  idiom:", "\tidiom:", "not valid YAML"),
        ("numbers.yml", 'tel: "116 111"', "tel: 116111", "not a telephone number in quotes"),
        (
            "numbers.yml",
            "hours: null   # DK26",
            "hours: {da: 11-05, nb: 11-05, en: 11-05}   # DK26",
            "cannot state hours",
        ),
        ("numbers.yml", "checked_on: 2026-11-22", "checked_on: yesterday", "not a date"),
        ("numbers.yml", '"no":', "no:", "no number for medical"),
        ("replies/da.yml", "  medical: >", "  medicine: >", "no reply"),
        ("replies/own_language.yml", "{emergency}", "112", "must name {emergency}"),
    ],
)
def test_editor_errors(data: Path, file: str, old: str, new: str, said: str) -> None:
    spoil(data / file, old, new)
    with pytest.raises(SafetyDataError) as told:
        CrisisFloor.load(data)
    assert said in str(told.value)
    assert Path(file).name in str(told.value)


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "replies" / "nb.yml").unlink()
    with pytest.raises(SafetyDataError, match=r"nb\.yml.*missing"):
        CrisisFloor.load(data)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "empty"),
        ("... dø", "both sides"),
        ("vil ...9 dø", "1 to 8"),
        ("(vil|) dø", "alternative is empty"),
        ("vil|kan dø", "outside brackets"),
        ("vil) dø", "no opening bracket"),
        ("[vil]", "any message"),
        ("dø*", "three letters"),
        ("do-it", "is not a word"),
        ("*ar", "three letters"),
        ("*pille*", "not both"),
    ],
)
def test_a_phrase_that_cannot_be_read(phrase: str, said: str) -> None:
    with pytest.raises(PatternError, match=said):
        read_pattern(phrase, {}, str)


def test_every_phrase_file_has_an_owner_and_is_readable() -> None:
    assert CrisisFloor.load() is not None


def test_any_beginning_finds_compounds() -> None:
    """Folded words, as the matcher sees them: two equal letters are one."""
    pattern = read_pattern("slugt ...2 *batteri", {}, str)
    assert re.search(pattern.regex, " hun har slugt et knapbateri ")
    assert re.search(pattern.regex, " slugt bateri ")
    assert not re.search(pattern.regex, " slugt et baterifirma ")


def test_a_doubtful_phrase_is_heard_as_such_and_never_before_a_sure_one(data: Path) -> None:
    spoil(data / "phrases/da.yml", "- lyst til livet", "- ~ hestesko ... dammen")
    floor = CrisisFloor.load(data)
    found = floor.check("der ligger en hestesko nede i dammen")
    assert found and found.doubtful and found.phrase.startswith("da/self_harm/")
    beside = floor.check("hun ligger ved en hestesko i dammen og trækker ikke vejret. hun vil dø")
    assert beside and not beside.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil ikke leve mere",
        "hun siger hun vil tage sit eget liv i aften",
        "han slår mig og børnene derhjemme",
        "sønnen min sier han vil dø",
        "she says she wants to kill herself",
        "han har slugt alle pillerne i skabet",
        "min søn på tre er alene hjemme hele natten",
    ],
)
def test_a_cry_in_plain_words_hangs_on_no_model(text: str) -> None:
    found = CrisisFloor.load().check(text)
    assert found and not found.doubtful
