"""Every flow meets every repair in every language, or says why it need not; needs no product."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
MATRIX: dict[str, Any] = yaml.safe_load((HERE / "matrix.yml").read_text(encoding="utf-8"))
LANGUAGES = ("da", "nb", "en")


def covered() -> Iterator[tuple[str, str, str, str]]:
    """(flow, repair, language, file) of what the conversations name."""
    for file in sorted(HERE.glob("*/*.yml")):
        script = yaml.safe_load(file.read_text(encoding="utf-8"))
        for flow, repairs in script.get("covers", {}).items():
            for repair in repairs:
                yield flow, repair, file.parent.name, f"{file.parent.name}/{file.name}"


def test_conversations_name_only_known_flows_and_repairs() -> None:
    unknown = [
        where
        for flow, repair, _, where in covered()
        if flow not in MATRIX["flows"] or repair not in MATRIX["repairs"]
    ]
    assert unknown == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", MATRIX["flows"])
def test_a_flow_meets_every_repair(flow: str, language: str) -> None:
    held = {repair for its, repair, spoken, _ in covered() if (its, spoken) == (flow, language)}
    spared = set(MATRIX["not_applicable"].get(flow, ()))
    assert set(MATRIX["repairs"]) - spared - held == set(), f"{language}/{flow}: no conversation for these"
    assert spared & held == set(), f"{flow}: held after all; take it out of not_applicable"


def test_what_is_not_applicable_has_a_reason() -> None:
    reasons = [why for spared in MATRIX["not_applicable"].values() for why in spared.values()]
    assert all(isinstance(why, str) and len(why.split()) >= 3 for why in reasons)
