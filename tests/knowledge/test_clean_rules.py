"""The reading rules are checked, and the faults are said to an editor."""

from pathlib import Path

import pytest

from knowledge.clean.rules import load_rules, reading_rules
from knowledge.policy_files import POLICY, PolicyError


def test_the_rules_that_ship_are_whole() -> None:
    assert "litteraturliste" in reading_rules().dropped_headings
    assert "vedlegg" in reading_rules().appendix_labels


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    text = (POLICY / "ingest.yml").read_text(encoding="utf-8").replace("step_labels:", "step_label:")
    (tmp_path / "ingest.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match="step_labels"):
        load_rules(tmp_path / "ingest.yml")


def test_a_bare_no_is_not_a_word(tmp_path: Path) -> None:
    text = (POLICY / "ingest.yml").read_text(encoding="utf-8").replace("  - etc\n", "  - no\n")
    (tmp_path / "ingest.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match="abbreviations"):
        load_rules(tmp_path / "ingest.yml")
