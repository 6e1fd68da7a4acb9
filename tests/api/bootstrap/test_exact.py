"""An environment holds its lock: no package more, none less, none other."""

from collections.abc import Callable
from pathlib import Path

from api.bootstrap import checks, environments, exact
from api.bootstrap.environments import Environment
from api.bootstrap.locks import Lock, Pin

MakeWheel = Callable[[str, str], Pin]
MakeEnvironment = Callable[..., Environment]


def lock_of(*pins: Pin) -> Lock:
    return Lock(Path("app.lock"), "0", pins)


def put(packages: Path, name: str, version: str) -> None:
    info = packages / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )


def test_a_built_environment_is_exact(make_wheel: MakeWheel, make_environment: MakeEnvironment) -> None:
    one = make_environment([make_wheel("birch", "1.0"), make_wheel("elm", "2.0")])
    environments.ready(one)
    assert not exact.compare(one.lock, one.packages)
    assert checks.environment(one).ok


def test_what_was_installed_by_hand_shows(make_wheel: MakeWheel, make_environment: MakeEnvironment) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    environments.ready(one)
    put(one.packages, "oak", "3.0")
    check = checks.environment(one)
    assert not check.ok
    assert "extra: oak 3.0" in check.sentence
    assert str(one.folder) in check.remedy


def test_missing_extra_and_changed_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, "birch", "1.1")
    put(tmp_path, "oak", "3.0")
    found = exact.compare(lock_of(Pin("birch", "1.0", ""), Pin("elm", "2.0", "")), tmp_path)
    assert found.sentence() == "missing: elm 2.0; extra: oak 3.0; changed: birch 1.1 instead of 1.0"


def test_a_package_left_twice_shows(tmp_path: Path) -> None:
    put(tmp_path, "birch", "1.0")
    put(tmp_path, "birch", "0.9")
    assert exact.compare(lock_of(Pin("birch", "1.0", "")), tmp_path).changed == ("birch 0.9 instead of 1.0",)


def test_names_are_compared_as_packaging_does(tmp_path: Path) -> None:
    put(tmp_path, "Silver_Birch", "1.0")
    assert not exact.compare(lock_of(Pin("silver.birch", "1.0", "")), tmp_path)


def test_a_build_label_is_no_other_version(tmp_path: Path) -> None:
    put(tmp_path, "torch", "2.13.0+cpu")
    assert not exact.compare(lock_of(Pin("torch", "2.13.0", "")), tmp_path)
    assert exact.compare(lock_of(Pin("torch", "2.13.0+cu130", "")), tmp_path)
