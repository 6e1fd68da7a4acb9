"""The secrets between our processes: ours alone, made once, and a damaged file is said to be one."""

import stat
from pathlib import Path

import pytest

from api.local_secrets import FILE, SecretsError, local_secrets


def test_they_are_made_once_long_different_and_private(tmp_path: Path) -> None:
    made = local_secrets(tmp_path / "deep" / "data")
    assert local_secrets(tmp_path / "deep" / "data") == made
    assert made.front_door != made.actions and min(len(made.front_door), len(made.actions)) >= 64
    assert stat.S_IMODE((tmp_path / "deep" / "data" / FILE).stat().st_mode) == 0o600
    assert local_secrets(tmp_path / "other") != made


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_others_can_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    local_secrets(tmp_path)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(SecretsError, match="chmod 600"):
        local_secrets(tmp_path)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '"x"', '{"front_door": "x"}', '{"front_door": 1, "actions": 2}',
     '{"front_door": "x", "actions": "y"}', '{"front_door": "", "actions": ""}', "\x00"],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_the_remedy(tmp_path: Path, content: str) -> None:
    local_secrets(tmp_path)
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(SecretsError, match="delete the file"):
        local_secrets(tmp_path)


def test_a_secret_of_a_newer_version_is_added_and_the_others_stay(tmp_path: Path) -> None:
    made = local_secrets(tmp_path)
    (tmp_path / FILE).write_text(f'{{"front_door": "{made.front_door}", "actions": "{made.actions}"}}')
    grown = local_secrets(tmp_path)
    assert (grown.front_door, grown.actions) == (made.front_door, made.actions)
    assert len(grown.private_codes) >= 64 and local_secrets(tmp_path) == grown
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_bytes_that_are_no_text_are_damage(tmp_path: Path) -> None:
    local_secrets(tmp_path)
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SecretsError, match="delete the file"):
        local_secrets(tmp_path)
