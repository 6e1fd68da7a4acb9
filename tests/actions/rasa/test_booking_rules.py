"""What the forms step aside for is what the rules take, and nothing else."""

from pathlib import Path

import pytest
import yaml

from actions.rasa.booking import AWAY, LEADING_AWAY

RULES = Path(__file__).parents[3] / "assistant" / "data" / "rules" / "booking.yml"


@pytest.mark.parametrize(
    ("form", "away"), [("booking_form", LEADING_AWAY | {"crisis"}), ("manage_form", AWAY)]
)
def test_every_intent_that_leads_away_has_a_rule(form: str, away: frozenset[str]) -> None:
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]
    inside = [rule for rule in rules if rule["condition"] == [{"active_loop": form}]]
    intents = [step["intent"] for rule in inside for step in rule["steps"] if "intent" in step]
    assert sorted(intents) == sorted(away)
