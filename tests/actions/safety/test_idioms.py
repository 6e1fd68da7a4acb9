"""Figures of speech, games, jobs and what was ruled out are no danger; danger that stands beside one still is."""

from pathlib import Path

import pytest
import yaml

from actions.safety.floor import CrisisFloor

FLOOR = CrisisFloor.load()
SAID = yaml.safe_load((Path(__file__).parent / "idioms.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_an_idiom_is_no_alarm(language: str) -> None:
    said = SAID["everyday"][language]
    alarmed = {text: found.phrase for text in said if (found := FLOOR.check(text))}
    assert len(alarmed) <= 0.01 * len(said), alarmed


@pytest.mark.parametrize("text", [text for texts in SAID["danger"].values() for text in texts])
def test_danger_beside_an_idiom_is_heard(text: str) -> None:
    assert FLOOR.check(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "min mand slår mig ihjel hvis han finder ud af det",
        "hjælp han slår hende ihjel",
        "faren dreper henne snart",
        "my husband is killing me slowly, he hits me every night",
        "help, he is killing her",
        "my mum beats me when I don't want to go to school",
        "vi er redde for livet hennes",
        "min bror kommer ind i min seng om natten og rører mig",
        "jeg har aldrig sagt noget om at skade mig selv før, men nu gør jeg det hver dag",
        "we read a book about suicide in class and now he says he wants to kill himself",
    ],
)
def test_what_idioms_must_not_hide(text: str) -> None:
    assert FLOOR.check(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "kan I koble mig med en anden mor der står i det samme",
        "vi har mistet pappaen deres",
        "can his stepdad book a talk",
        "hun gemmer seg på do",
        "hvor mange paracet kan hun få i døgnet",
        "how much ibuprofen can a 7 year old have",
        "ابنتي تخاف من المدرسة",
        "tolken siger der ikke findes et ord for det",
        "han sier bare at han får det ikke til",
        "hun får hjertebanken og kolde hænder på mandage",
    ],
)
def test_ordinary_words_are_not_torn_or_joined_into_danger(text: str) -> None:
    assert FLOOR.check(text) is None
