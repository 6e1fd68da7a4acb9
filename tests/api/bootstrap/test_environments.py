"""Environments are built from their lock once, and never taken for whole when they are not."""

import fcntl
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bootstrap import environments, locks
from api.bootstrap.environments import Environment
from api.bootstrap.locks import Pin
from api.bootstrap.trouble import Trouble

MakeWheel = Callable[[str, str], Pin]
MakeEnvironment = Callable[..., Environment]


def version_inside(python: Path, module: str) -> str:
    done = subprocess.run(
        [python, "-c", f"import {module}; print({module}.VERSION)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_is_built_once_and_then_reused(make_wheel: MakeWheel, make_environment: MakeEnvironment) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    assert environments.ready(one) is True
    built_at = one.python.lstat().st_mtime_ns
    assert environments.ready(one) is False
    assert one.python.lstat().st_mtime_ns == built_at
    assert version_inside(one.python, "birch") == "1.0"


def test_another_lock_gives_another_folder(make_wheel: MakeWheel, make_environment: MakeEnvironment) -> None:
    first = make_environment([make_wheel("birch", "1.0")])
    second = make_environment([make_wheel("birch", "2.0")])
    assert first.folder != second.folder
    assert first.folder.name.startswith("app-")


def test_a_clone_elsewhere_uses_the_same_folder(
    make_wheel: MakeWheel, make_environment: MakeEnvironment, tmp_path: Path
) -> None:
    here = make_environment([make_wheel("birch", "1.0")])
    clone = tmp_path / "clone" / "locks"
    clone.mkdir(parents=True)
    (clone / "app.lock").write_bytes(here.lock.path.read_bytes())
    there = environments.describe("app", tmp_path / "clone", "3.11", tmp_path / "cache")
    assert there.folder == here.folder


def test_a_half_built_one_is_made_anew(
    make_wheel: MakeWheel, make_environment: MakeEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    one.packages.mkdir(parents=True)
    leftover = one.packages / "leftover.py"
    leftover.write_text("", encoding="utf-8")
    assert one.half_built()
    assert environments.ready(one) is True
    assert one.whole()
    assert not leftover.exists()
    assert "half-built" in capsys.readouterr().out


def test_one_whose_python_is_gone_is_made_anew(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    environments.ready(one)
    one.python.unlink()
    one.python.symlink_to("/nowhere/python3.11")
    assert not one.whole()
    assert environments.ready(one) is True
    assert version_inside(one.python, "birch") == "1.0"


def test_a_file_that_is_not_the_locked_one_stops_the_build(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    make_wheel("birch", "1.0")
    one = make_environment([Pin("birch", "1.0", "0" * 64)])
    with pytest.raises(Trouble) as raised:
        environments.ready(one)
    assert "HASHES" in raised.value.sentence
    assert "not the one we locked" in raised.value.remedy
    assert not one.whole()


def test_a_package_that_is_nowhere_to_be_had(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    one = make_environment([Pin("elm", "1.0", "0" * 64)])
    with pytest.raises(Trouble) as raised:
        environments.ready(one)
    assert "registry" in raised.value.remedy
    assert str(one.folder.name) in raised.value.remedy


def test_a_locked_package_is_not_helped_by_an_unlocked_neighbour(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    make_wheel("elm", "1.0")
    environments.ready(one)
    assert [path.name for path in one.packages.glob("*.dist-info")] == ["birch-1.0.dist-info"]


def test_test_tools_see_the_app_environment_they_stand_on(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    app = make_environment([make_wheel("birch", "1.0")])
    dev = make_environment([make_wheel("elm", "1.0")], "dev", base=app)
    environments.ready(app)
    environments.ready(dev)
    assert version_inside(dev.python, "birch") == "1.0"
    assert version_inside(dev.python, "elm") == "1.0"
    assert not (app.packages / "elm.py").exists()


def test_test_tools_move_with_the_app_environment(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    elm = make_wheel("elm", "1.0")
    first = make_environment([elm], "dev", base=make_environment([make_wheel("birch", "1.0")]))
    second = make_environment([elm], "dev", base=make_environment([make_wheel("birch", "2.0")]))
    assert first.folder != second.folder


def test_waits_while_someone_else_builds(
    make_wheel: MakeWheel, make_environment: MakeEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    one.folder.parent.mkdir(parents=True)
    built: list[bool] = []
    with one.folder.with_suffix(".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        other = threading.Thread(target=lambda: built.append(environments.ready(one)))
        other.start()
        other.join(timeout=1)
        assert other.is_alive()
        assert not one.folder.exists()
    other.join(timeout=60)
    assert built == [True]
    assert "waiting" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"SKOLEVEJ_CACHE_DIR": "/srv/cache"}, Path("/srv/cache")),
        ({"XDG_CACHE_HOME": "/srv/xdg"}, Path("/srv/xdg/skolevej")),
        ({}, Path.home() / ".cache" / "skolevej"),
    ],
)
def test_where_environments_are_kept(variables: dict[str, str], expected: Path) -> None:
    assert environments.cache_folder(variables) == expected


def test_a_missing_lock_is_explained(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"app\.lock is missing"):
        locks.read(tmp_path / "app.lock")
