"""`rasa data validate`, with every warning read: none comes that nobody has looked at."""

import os
import re
from pathlib import Path

import yaml

from api.paths import paths_of
from api.settings import Settings
from api.training import validate_data
from assistant.project import HOME

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(r"(?:UserWarning: |WARNING +\S+ +- )(.+)")
COMPLAINT = re.compile(r"\bERROR\b.*")


def test_every_warning_of_rasa_is_accepted_with_a_reason_and_still_comes(tmp_path: Path) -> None:
    named = os.environ.get("SKOLEVEJ_RASA_PYTHON")
    settings = Settings(data_dir=tmp_path, rasa_python=Path(named) if named else None)
    said = COLOUR.sub("", validate_data(settings, paths_of(settings)))
    assert "No story structure conflicts found" in said, said
    assert COMPLAINT.findall(said) == []
    groups = yaml.safe_load((HOME / "accepted_warnings.yml").read_text(encoding="utf-8"))
    assert all(group["reason"] for group in groups)
    accepted = {warning for group in groups for warning in group["warnings"]}
    came = {warning.strip() for warning in WARNING.findall(said)}
    assert came - accepted == set(), "read them, then mend the data or accept them with a reason"
    assert accepted - came == set(), "these no longer come: take them off the list"
