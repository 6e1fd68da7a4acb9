"""Find a Python of the wanted minor version: on PATH, then among pyenv's, then among uv's."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from api.bootstrap import shell
from api.bootstrap.trouble import Trouble

_ASK = "import sys, venv; print('%d.%d' % sys.version_info[:2], getattr(sys, '_base_executable', sys.executable))"


def find(minor: str, environment: Mapping[str, str] | None = None) -> Path:
    """The real executable of the first Python `minor` ("3.10") that runs and can make environments.

    A pyenv shim exists for every version pyenv ever saw and fails for those not selected, so each candidate is asked.
    """
    environment = os.environ if environment is None else environment
    for candidate in candidates(minor, environment):
        executable = ask(candidate, minor)
        if executable is not None:
            return executable
    raise Trouble(
        f"Python {minor} is not here: looked on PATH, in pyenv's versions and in uv's.",
        f"Install one, for example `pyenv install {minor}` or `uv python install {minor}`, then run this again.",
    )


def base() -> Path:
    """The Python behind this one: itself, or what its environment was made from (environments here have no pip)."""
    return Path(getattr(sys, "_base_executable", sys.executable))


def candidates(minor: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Files that may be that Python, in the order they are preferred."""
    home = Path(environment.get("HOME", "~")).expanduser()
    for folder in environment.get("PATH", "").split(os.pathsep):
        if folder:
            yield from _there(Path(folder, f"python{minor}"))
    pyenv = Path(environment.get("PYENV_ROOT") or home / ".pyenv")
    for version in newest_first(pyenv / "versions", f"{minor}.*"):
        yield from _there(version / "bin" / f"python{minor}")
    uv = Path(environment.get("UV_PYTHON_INSTALL_DIR") or home / ".local" / "share" / "uv" / "python")
    for version in newest_first(uv, f"cpython-{minor}*"):
        yield from _there(version / "bin" / f"python{minor}")


def ask(candidate: Path, minor: str) -> Path | None:
    """The executable behind `candidate` if it really is a Python `minor` with the venv module."""
    answer = shell.output([str(candidate), "-I", "-c", _ASK])
    found, _, executable = (answer or "").partition(" ")
    return Path(executable) if found == minor and executable else None


def newest_first(folder: Path, pattern: str) -> list[Path]:
    """Folders like `3.10.4`, the highest patch release first."""
    return sorted(folder.glob(pattern), key=_numbers, reverse=True)


def _numbers(path: Path) -> list[int]:
    digits = "".join(letter if letter.isdigit() else " " for letter in path.name)
    return [int(number) for number in digits.split()]


def _there(path: Path) -> Iterator[Path]:
    if path.is_file() and os.access(path, os.X_OK):
        yield path
