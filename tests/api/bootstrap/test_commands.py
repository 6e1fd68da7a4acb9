"""What a person sees who types a command: a sentence, a remedy and an exit code, never a traceback."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from api.bootstrap import pythons

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A checkout with nothing built, holding what the bootstrap needs."""
    folder = tmp_path / "clone"
    unneeded = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "api" / "bootstrap", folder / "api" / "bootstrap", ignore=unneeded)
    shutil.copy(ROOT / "api" / "__init__.py", folder / "api")
    shutil.copytree(ROOT / "locks", folder / "locks")
    (folder / "scripts").mkdir()
    for name in ("skolevej", "scripts/bootstrap", "Makefile"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(clone: Path, *command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment: Mapping[str, str] = {**os.environ, "SKOLEVEJ_CACHE_DIR": str(clone / "cache"), **variables}
    return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)


def only_python311(clone: Path) -> dict[str, str]:
    """Variables under which Python 3.11 is the only Python there is, with no package registry to ask."""
    tools = clone / "bin"
    tools.mkdir()
    for name in ("sh", "dirname", "make"):
        (tools / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    (tools / "python3.11").symlink_to(pythons.base())
    hidden = {
        name: str(clone / "none")
        for name in ("HOME", "PYENV_ROOT", "UV_PYTHON_INSTALL_DIR", "PIP_FIND_LINKS")
    }
    return {**hidden, "PATH": str(tools), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}


def test_before_anything_is_built_the_command_line_points_to_make(clone: Path) -> None:
    done = run(clone, "./skolevej", "serve")
    assert done.returncode == 1
    assert "make serve" in done.stderr


def test_doctor_works_before_anything_is_built(clone: Path) -> None:
    done = run(clone, "./skolevej", "doctor", **only_python311(clone))
    assert done.returncode == 1
    assert "NO  Python 3.10: Python 3.10 is not here" in done.stdout
    assert "environment app: It is not built yet." in done.stdout
    assert "environment rasa: It is not built yet." in done.stdout
    assert done.stderr == ""


def test_serve_without_python_310_ends_with_the_remedy(clone: Path) -> None:
    done = run(clone, "make", "serve", **only_python311(clone))
    assert done.returncode != 0
    assert "Python 3.10 is not here" in done.stderr
    assert "pyenv install 3.10" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / "cache" / "environments").exists()


def test_without_python_311_the_remedy_is_named(clone: Path) -> None:
    variables = only_python311(clone)
    (clone / "bin" / "python3.11").unlink()
    done = run(clone, "make", "serve", **variables)
    assert done.returncode != 0
    assert "Python 3.11 is not here" in done.stderr


def test_a_port_that_is_no_port(clone: Path) -> None:
    done = run(clone, "./skolevej", "doctor", SKOLEVEJ_PORT="eighty")
    assert (done.returncode, done.stdout) == (1, "")
    assert "SKOLEVEJ_PORT is 'eighty'" in done.stderr


def test_a_damaged_lock(clone: Path) -> None:
    (clone / "locks" / "rasa.lock").write_text("rasa\n", encoding="utf-8")
    done = run(clone, "scripts/bootstrap", "ready")
    assert done.returncode == 1
    assert "Line 1 of rasa.lock" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cache_folder_that_is_a_file(clone: Path) -> None:
    (clone / "file").write_text("", encoding="utf-8")
    done = run(clone, "scripts/bootstrap", "ready", SKOLEVEJ_CACHE_DIR=str(clone / "file"))
    assert done.returncode == 1
    assert "SKOLEVEJ_CACHE_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_there_is_not(clone: Path) -> None:
    done = run(clone, "scripts/bootstrap", "fly")
    assert done.returncode == 1
    assert "no bootstrap command 'fly'" in done.stderr
