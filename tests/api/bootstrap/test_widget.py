"""The widget is built by the real npm, and only when its sources changed."""

import json
import shutil
from pathlib import Path

import pytest

from api.bootstrap import widget
from api.bootstrap.trouble import Trouble

BUILD = "mkdir -p dist && cat source.ts > dist/widget.js && echo built >> dist/times"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A package without dependencies, so that npm needs no network."""
    folder = tmp_path / "channels" / "web"
    folder.mkdir(parents=True)
    package = {"name": "widget", "version": "1.0.0", "scripts": {"build": BUILD}}
    (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
    root = {"name": "widget", "version": "1.0.0"}
    lock = {**root, "lockfileVersion": 3, "requires": True, "packages": {"": root}}
    (folder / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    (folder / "source.ts").write_text("one", encoding="utf-8")
    return folder


def builds(web: Path) -> int:
    return len((web / "dist" / "times").read_text(encoding="utf-8").splitlines())


def test_is_built_once_and_again_when_a_source_changed(web: Path, tmp_path: Path) -> None:
    assert widget.ready(tmp_path, tmp_path / "cache") is True
    assert widget.ready(tmp_path, tmp_path / "cache") is False
    assert builds(web) == 1
    (web / "source.ts").write_text("two", encoding="utf-8")
    assert widget.ready(tmp_path, tmp_path / "cache") is True
    assert (web / "dist" / "widget.js").read_text(encoding="utf-8") == "two"


def test_is_built_again_when_its_output_is_gone(web: Path, tmp_path: Path) -> None:
    widget.ready(tmp_path, tmp_path / "cache")
    (web / "dist" / "widget.js").unlink()
    assert widget.ready(tmp_path, tmp_path / "cache") is True


def test_its_tools_are_fetched_for_who_checks_it_not_for_who_serves_it(web: Path, tmp_path: Path) -> None:
    widget.ready(tmp_path, tmp_path / "cache")
    shutil.rmtree(web / "node_modules")
    widget.ready(tmp_path, tmp_path / "cache")
    assert not (web / "node_modules").exists()
    assert widget.ready(tmp_path, tmp_path / "cache", tools=True) is False
    assert (web / "node_modules").exists()


def test_pythons_files_beside_it_do_not_matter(web: Path, tmp_path: Path) -> None:
    widget.ready(tmp_path, tmp_path / "cache")
    (web / "pages.py").write_text("", encoding="utf-8")
    assert widget.ready(tmp_path, tmp_path / "cache") is False


def test_a_build_that_fails_names_the_reason_and_the_log(web: Path, tmp_path: Path) -> None:
    package = {
        "name": "widget",
        "version": "1.0.0",
        "scripts": {"build": "echo 'let error = 1'; echo '[ERROR] no such thing'; exit 2"},
    }
    (web / "package.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(Trouble) as raised:
        widget.ready(tmp_path, tmp_path / "cache")
    assert "no such thing" in raised.value.sentence
    assert "widget.log" in raised.value.remedy


def test_a_build_that_leaves_nothing_is_no_success(web: Path, tmp_path: Path) -> None:
    package = {"name": "widget", "version": "1.0.0", "scripts": {"build": "true"}}
    (web / "package.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(Trouble, match="left no"):
        widget.ready(tmp_path, tmp_path / "cache")


def test_without_node_it_says_so(web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match=r"Node\.js is missing"):
        widget.ready(tmp_path, tmp_path / "cache")
