"""The plain marks of a child and of somebody grown up, as config.yml has them for assistant/components/child.py."""

import re
from functools import cache
from typing import Any

import pytest
import yaml

from actions.child import INTENT, TELLS_NOTHING
from assistant.project import HOME


@cache
def settings() -> dict[str, Any]:
    config = yaml.safe_load((HOME / "config.yml").read_text(encoding="utf-8"))
    (found,) = (part for part in config["pipeline"] if part["name"].endswith(".ChildWrites"))
    return dict(found)


def marked(name: str, text: str) -> bool:
    return any(re.search(pattern, text.casefold()) for pattern in settings()[name])


@pytest.mark.parametrize(
    "text",
    [
        "jeg går i 6. og jeg tør ikke gå i skole",
        "Jeg er 12 og …",
        "hej, jeg er 9 år",
        "jg er 13",
        "jeg går i sjuende",
        "eg går i 9. trinn",
        "hei jeg er en gutt på 11",
        "I'm 12 and I hate school",
        "im 11",
        "hi i am 10 years old",
        "i'm in year 6",
        "I am in 7th grade",
    ],
)
def test_a_child_says_so(text: str) -> None:
    assert marked("child", text) and not marked("adult", text)


@pytest.mark.parametrize(
    "text",
    [
        "han går i 6. klasse",
        "min søn på 12 siger jeg går i 6. og hader det",
        "jeg er 8 måneder henne",
        "jeg er 42",
        "jeg går i 3 uger uden at sove",
        "jeg er på 10 møder om ugen",
        "I'm 12 weeks pregnant",
        "i'm 10 minutes late",
        "jeg går på skolen for å hente ham",
        "my daughter is in year 6",
    ],
)
def test_a_parent_does_not(text: str) -> None:
    assert not marked("child", text) or marked("adult", text)


@pytest.mark.parametrize(
    "text",
    [
        "min datter tør ikke",
        "vores yngste barn",
        "dattera mi gråter",
        "sønnen min",
        "jeg er mormor til en dreng",
        "jeg er læreren hans, jeg er lærer",
        "i'm her grandmother",
        "I am a parent",
        "my little boy",
    ],
)
def test_somebody_grown_up_says_so(text: str) -> None:
    assert marked("adult", text)


@pytest.mark.parametrize(
    "text", ["min mor bliver sur", "min lærer råber", "my mum cries", "mamma er lei seg"]
)
def test_a_childs_own_grown_ups_are_no_mark(text: str) -> None:
    assert not marked("adult", text)


def test_what_a_child_and_a_parent_share_is_the_same_in_both_places() -> None:
    """What is kept after a child wrote must not count as a parent's word either."""
    assert set(settings()["kept"]) <= set(TELLS_NOTHING)
    assert INTENT not in settings()["kept"]


@pytest.mark.parametrize(
    "text",
    [
        "mój syn nie chce chodzić do szkoły i boli go brzuch",
        "oğlum okula gitmek istemiyor",
        "моя донька не хоче йти до школи",
        "wiilkaygu ma rabo inuu dugsiga tago",
        "ابني لا يريد الذهاب إلى المدرسة",
    ],
)
def test_a_parent_says_so_in_another_language(text: str) -> None:
    assert marked("adult", text) and not marked("child", text)
