"""`skolevej privacy …` as it is typed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app


@pytest.mark.parametrize("command", [["show"], ["erase", "--yes"]])
def test_a_code_nobody_has_is_refused_plainly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.setenv("SKOLEVEJ_DATA_DIR", str(tmp_path))
    result = CliRunner().invoke(app, ["privacy", *command, "XXXXX-XXXXX-XXXXX-XXXXX"])
    assert result.exit_code == 1
    assert "Nothing is kept under this code" in result.output and "Traceback" not in result.output
