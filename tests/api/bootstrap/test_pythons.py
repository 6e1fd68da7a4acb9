"""A Python of the wanted version is found where people keep theirs, and only one that works is taken."""

import sys
from pathlib import Path

import pytest

from api.bootstrap import pythons
from api.bootstrap.trouble import Trouble

MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
REAL = pythons.base()


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The variables of a person with an empty home and nothing on PATH."""
    (tmp_path / "bin").mkdir()
    return {"HOME": str(tmp_path), "PATH": str(tmp_path / "bin")}


def put_python(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / f"python{MINOR}"
    link.symlink_to(REAL)
    return link


def put_shim(folder: Path, text: str) -> None:
    shim = folder / f"python{MINOR}"
    shim.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    shim.chmod(0o755)


def test_on_path(home: dict[str, str], tmp_path: Path) -> None:
    link = put_python(tmp_path / "bin")
    assert pythons.find(MINOR, home).samefile(link)


def test_under_pyenv(home: dict[str, str], tmp_path: Path) -> None:
    link = put_python(tmp_path / ".pyenv" / "versions" / f"{MINOR}.4" / "bin")
    assert pythons.find(MINOR, home).samefile(link)


def test_where_pyenv_root_says(home: dict[str, str], tmp_path: Path) -> None:
    link = put_python(tmp_path / "elsewhere" / "versions" / f"{MINOR}.4" / "bin")
    assert pythons.find(MINOR, {**home, "PYENV_ROOT": str(tmp_path / "elsewhere")}).samefile(link)


def test_among_uvs(home: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / ".local" / "share" / "uv" / "python" / f"cpython-{MINOR}.9-linux-x86_64-gnu" / "bin"
    link = put_python(folder)
    assert pythons.find(MINOR, home).samefile(link)


def test_a_pyenv_shim_for_a_version_not_selected_is_passed_over(home: dict[str, str], tmp_path: Path) -> None:
    put_shim(tmp_path / "bin", "echo 'pyenv: command not found' >&2; exit 127")
    link = put_python(tmp_path / ".pyenv" / "versions" / f"{MINOR}.4" / "bin")
    assert pythons.find(MINOR, home).samefile(link)


def test_a_python_of_another_version_is_passed_over(home: dict[str, str], tmp_path: Path) -> None:
    put_shim(tmp_path / "bin", "echo '2.7 /usr/bin/python2'")
    with pytest.raises(Trouble):
        pythons.find(MINOR, home)


def test_the_newest_patch_release_comes_first(tmp_path: Path) -> None:
    for name in ("3.10.4", "3.10.13", "3.10.9"):
        (tmp_path / name).mkdir()
    assert [path.name for path in pythons.newest_first(tmp_path, "3.10.*")] == ["3.10.13", "3.10.9", "3.10.4"]


def test_none_at_all_names_the_remedy(home: dict[str, str]) -> None:
    with pytest.raises(Trouble) as raised:
        pythons.find("3.10", home)
    assert raised.value.sentence.startswith("Python 3.10 is not here")
    assert "pyenv install 3.10" in raised.value.remedy
