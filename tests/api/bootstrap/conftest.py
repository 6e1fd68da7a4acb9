"""A tiny wheel made here, a lock that names it, and a pip that knows nothing but the folder they lie in."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bootstrap import locks
from api.bootstrap.environments import Environment, describe
from api.bootstrap.locks import Pin

MakeWheel = Callable[[str, str], Pin]
MakeEnvironment = Callable[..., Environment]


def write_wheel(folder: Path, name: str, version: str) -> Pin:
    """A real, installable wheel with one module."""
    info = f"{name}-{version}.dist-info"
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", f"VERSION = {version!r}\n")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return Pin(name, version, hashlib.sha256(wheel.read_bytes()).hexdigest())


@pytest.fixture
def make_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeWheel:
    """Make a wheel that pip finds, in a folder that is all pip looks at."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return lambda name, version: write_wheel(wheels, name, version)


@pytest.fixture
def make_environment(tmp_path: Path) -> MakeEnvironment:
    """Describe, without building it, the environment of a lock with the given pins in a checkout of its own."""

    def make(pins: list[Pin], name: str = "app", base: Environment | None = None) -> Environment:
        folder = tmp_path / "checkout" / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.lock").write_text(locks.render(pins, "Made by a test."), encoding="utf-8")
        return describe(name, tmp_path / "checkout", "3.11", tmp_path / "cache", base)

    return make
