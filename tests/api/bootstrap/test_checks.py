"""Each check says what is wrong and what to do, on the machine as it is."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from api.bootstrap import checks, disk, node, pythons
from api.bootstrap.checks import Check
from api.bootstrap.environments import Environment
from api.bootstrap.locks import Pin

MakeWheel = Callable[[str, str], Pin]
MakeEnvironment = Callable[..., Environment]


@pytest.fixture
def only_bin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH (with a shell, which scripts need, reached by its full name)."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, prints: str) -> None:
    script = folder / name
    script.write_text(f"#!/bin/sh\necho '{prints}'\n", encoding="utf-8")
    script.chmod(0o755)


def test_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        check = checks.port(number)
    assert not check.ok
    assert check.sentence == f"Port {number} on 127.0.0.1 is taken."
    assert "SKOLEVEJ_PORT" in check.remedy


def test_a_free_port() -> None:
    assert checks.port(0).ok


def test_no_node(only_bin: Path) -> None:
    assert checks.nodejs().sentence == "Node.js is missing."


def test_an_old_node(only_bin: Path) -> None:
    put(only_bin, "node", "v18.19.0")
    assert checks.nodejs().sentence == "Node.js 18 is too old."
    assert "20" in checks.nodejs().remedy


def test_node_without_npm(only_bin: Path) -> None:
    put(only_bin, "node", "v22.1.0")
    assert checks.nodejs().sentence == "npm is missing."


def test_a_node_that_does(only_bin: Path) -> None:
    put(only_bin, "node", "v20.1.0")
    put(only_bin, "npm", "11.0.0")
    assert node.trouble() is None


def test_no_pip(tmp_path: Path) -> None:
    bare = tmp_path / "python"
    put(tmp_path, "python", "No module named pip")
    assert not checks.pip(bare).ok
    assert "ensurepip" in checks.pip(bare).remedy


def test_an_old_pip(tmp_path: Path) -> None:
    put(tmp_path, "python", "pip 22.2.9 from somewhere (python 3.11)")
    assert checks.pip(tmp_path / "python").sentence == "pip 22.2.9 is too old."


def test_the_pip_that_builds_environments_here() -> None:
    assert checks.pip(pythons.base()).ok


def test_a_disk_with_no_room(
    make_wheel: MakeWheel, make_environment: MakeEnvironment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    monkeypatch.setattr(disk, "NEEDED", disk.free(tmp_path) * 2)
    check = checks.room(tmp_path / "not" / "there" / "yet", [one])
    assert not check.ok
    assert "GB needed" in check.sentence
    assert checks.room(tmp_path, []).ok


def test_the_large_torch_needs_more_room() -> None:
    assert disk.needed({"app-cuda", "rasa"}) > disk.needed({"app", "rasa"}) > disk.needed(set())


def test_a_cache_folder_that_can_not_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    check = checks.cache(file / "cache")
    assert not check.ok
    assert "SKOLEVEJ_CACHE_DIR" in check.remedy
    assert checks.cache(tmp_path / "cache").ok


def test_an_environment_not_built_and_one_half_built(
    make_wheel: MakeWheel, make_environment: MakeEnvironment
) -> None:
    one = make_environment([make_wheel("birch", "1.0")])
    assert checks.environment(one).sentence == "It is not built yet."
    one.folder.mkdir(parents=True)
    assert checks.environment(one).sentence.startswith("It is half built")


def test_a_machine_the_locks_are_not_for() -> None:
    assert not checks.kind("Darwin", "arm64").ok
    assert checks.kind("Linux", "x86_64").ok


def test_the_table_puts_the_remedy_under_what_is_wrong() -> None:
    rows = checks.table([Check("disk", True, "Room."), Check("port 1", False, "Taken.", "Stop it.")])
    assert rows.splitlines() == ["ok  disk: Room.", "NO  port 1: Taken.", "    → Stop it."]
