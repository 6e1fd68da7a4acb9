"""The app environment fits the machine: torch's CPU build where pip finds it, the registry's elsewhere."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bootstrap import chosen, environments, locks
from api.bootstrap.locks import Pin

ROOT = Path(__file__).resolve().parents[3]
MakeWheel = Callable[[str, str], Pin]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real locks."""
    shutil.copytree(ROOT / "locks", tmp_path / "locks")
    return tmp_path


def torch_version() -> str:
    pins = locks.read(ROOT / "locks" / "app.lock").pins
    return next(pin.version for pin in pins if pin.key == "torch")


def test_the_small_one_where_pip_finds_the_cpu_build(checkout: Path, make_wheel: MakeWheel) -> None:
    make_wheel("torch", f"{torch_version()}+cpu")
    assert chosen.app(checkout, checkout / "cache").name == "app"


def test_the_large_one_where_pip_finds_only_the_registry_s(checkout: Path, make_wheel: MakeWheel) -> None:
    make_wheel("torch", torch_version())
    assert chosen.app(checkout, checkout / "cache").name == "app-cuda"


def test_the_one_that_stands_already_whatever_pip_finds(checkout: Path, make_wheel: MakeWheel) -> None:
    make_wheel("torch", f"{torch_version()}+cpu")
    built = environments.describe("app-cuda", checkout, "3.11", checkout / "cache")
    (built.folder / "bin").mkdir(parents=True)
    built.python.touch()
    (built.folder / environments.MARKER).touch()
    assert chosen.app(checkout, checkout / "cache") == built


def test_the_test_tools_only_when_asked_for_or_there(checkout: Path, make_wheel: MakeWheel) -> None:
    make_wheel("torch", f"{torch_version()}+cpu")
    cache = checkout / "cache"
    assert list(chosen.environments(checkout, cache).parts()) == ["app", "rasa"]
    assert list(chosen.environments(checkout, cache, dev=True).parts()) == ["app", "rasa", "dev"]
