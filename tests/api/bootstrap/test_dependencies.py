"""docs/dependencies.md has a row for each direct dependency, with the version the lock holds."""

import re
from pathlib import Path

import pytest

from api.bootstrap import locks

ROOT = Path(__file__).resolve().parents[3]


def direct(name: str) -> list[str]:
    rows = (ROOT / "locks" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    wanted = [row for row in rows if row and not row.startswith(("#", "-"))]
    return [locks.canonical(re.split(r"[=\[]", row)[0]) for row in wanted]


@pytest.mark.parametrize("name", ["app", "dev", "rasa"])
def test_each_direct_dependency_is_explained_at_its_locked_version(name: str) -> None:
    locked = {pin.key: pin.version for pin in locks.read(ROOT / "locks" / f"{name}.lock").pins}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    missing = [one for one in direct(name) if f"\n| {one} | {locked[one]} | " not in text]
    assert missing == []
