"""Rules, domain, actions and replies name the same things: nothing is said that nobody wrote, or written unsaid."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.early_signs import QUESTIONS
from actions.rasa import early_signs
from assistant.project import HOME, load_replies

ROOT = HOME.parent
RULES = sorted((HOME / "data" / "rules").glob("*.yml"))
UTTER = re.compile(r'"(utter_[a-z_]*(?:\{\w+\}[a-z_]*)*)"')
SAID_BY_THE_APP = {
    "utter_welcome",
    "utter_language_changed",
    "utter_nothing_to_repeat",
    "utter_affirm_nothing",
}
FIELD = "utter_action"
"""The name under which Rasa notes a reply, and no reply itself."""
"""What the turn says without Rasa (channels/turn)."""
CRISIS, TOPIC = "crisis", "choose_topic"
"""In the walk, these are told apart before LEADING_AWAY is asked: danger first, and a button carries no words."""


def domain() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((HOME / "domain" / "domain.yml").read_text(encoding="utf-8"))
    return content


def rules() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in RULES:
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]:
            yield f"{file.name}: {rule['rule']}", rule


def steps(kind: str) -> Iterator[tuple[str, str]]:
    for where, rule in rules():
        yield from ((where, step[kind]) for step in rule["steps"] if kind in step)


def said_in_rules() -> set[str]:
    return {action for _, action in steps("action") if action.startswith("utter_")}


def said_in_code() -> set[str]:
    """The replies that actions utter, with placeholders filled in from what they may be."""
    found = set()
    for file in sorted((ROOT / "actions" / "rasa").rglob("*.py")):
        for name in UTTER.findall(file.read_text(encoding="utf-8")):
            found |= set(filled(name)) - {FIELD}
    return found


def filled(name: str) -> list[str]:
    options = yaml.safe_load((HOME / "early_signs" / "da.yml").read_text(encoding="utf-8"))
    of = {"{question}": QUESTIONS, "{since}": tuple(options["sign_since"])}
    for placeholder, values in of.items():
        if placeholder in name:
            return [name.replace(placeholder, value) for value in values]
    if "{" not in name:
        return [name]
    pattern = re.compile(re.sub(r"\{\w+\}", r"\\w+", name))
    return [reply for reply in load_replies("da") if pattern.fullmatch(reply)] or [name]


def said_by_forms() -> set[str]:
    """A form asks by a reply, or by an action where what it asks is not known beforehand."""
    asked = {slot for form in domain()["forms"].values() for slot in form["required_slots"]}
    return {f"utter_ask_{slot}" for slot in asked if f"action_ask_{slot}" not in domain()["actions"]}


@pytest.mark.parametrize("intent_source", ["rules", "data"])
def test_only_known_intents_are_used(intent_source: str) -> None:
    known = {*domain()["intents"], "nlu_fallback"}
    if intent_source == "rules":
        used = set(steps("intent"))
    else:
        files = sorted((HOME / "data" / "nlu").rglob("*.yml"))
        read = [(file.name, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]
        used = {(name, block["intent"]) for name, content in read for block in content["nlu"]}
    assert [(where, intent) for where, intent in sorted(used) if intent not in known] == []


def test_every_intent_has_a_rule_outside_any_flow() -> None:
    ruled = {
        step["intent"]
        for _, rule in rules()
        if {"active_loop": None} in rule.get("condition", ())
        for step in rule["steps"]
        if "intent" in step
    }
    assert set(domain()["intents"]) - ruled == set()


def test_the_actions_of_the_rules_exist() -> None:
    from actions.rasa.executor import build_executor  # noqa: F401  (the registry is checked on the product)

    known = {*domain()["actions"], *domain()["forms"], *load_replies("da")}
    ours = {"action_listen", "action_deactivate_loop"}
    assert [(w, a) for w, a in steps("action") if a not in known | ours] == []


def test_every_reply_named_is_written_and_every_reply_written_is_said() -> None:
    written = set(load_replies("da"))
    said = said_in_rules() | said_in_code() | said_by_forms() | SAID_BY_THE_APP
    assert said - written == set()
    assert written - said == set()


def test_the_walk_steps_aside_for_exactly_the_intents_its_rules_lead_away() -> None:
    file = yaml.safe_load((HOME / "data" / "rules" / "early_signs.yml").read_text(encoding="utf-8"))
    led = {
        step["intent"]
        for rule in file["rules"]
        if {"active_loop": "early_signs_form"} in rule["condition"]
        for step in rule["steps"]
        if "intent" in step
    }
    assert led - {CRISIS, TOPIC} == early_signs.LEADING_AWAY


def test_every_button_stands_for_a_known_intent() -> None:
    payloads = {c.payload for reply in load_replies("da").values() for c in reply.choices}
    named = {payload: re.match(r"/(\w+)", payload) for payload in payloads}
    unknown = [p for p, found in named.items() if not found or found[1] not in domain()["intents"]]
    assert unknown == []


def test_the_buttons_of_the_walk_are_its_options() -> None:
    options = yaml.safe_load((HOME / "early_signs" / "da.yml").read_text(encoding="utf-8"))
    for question in QUESTIONS:
        offered = [c.payload for c in load_replies("da")[f"utter_ask_{question}"].choices]
        assert offered == [f'/choose{{"{question}": "{option}"}}' for option in options[question]]


def test_what_the_app_says_is_what_it_names() -> None:
    turn = ROOT / "channels" / "turn"
    named = {
        name for file in turn.glob("*.py") for name in UTTER.findall(Path(file).read_text(encoding="utf-8"))
    }
    assert named == SAID_BY_THE_APP
