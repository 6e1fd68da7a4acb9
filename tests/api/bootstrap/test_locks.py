"""Lock files: what is written is read back, and the ones in the checkout are sound."""

from pathlib import Path

import pytest

from api.bootstrap import locks
from api.bootstrap.locks import Pin
from api.bootstrap.trouble import Trouble

LOCKS = Path(__file__).resolve().parents[3] / "locks"


def test_what_is_written_is_read_back() -> None:
    pins = (Pin("birch", "1.0", "a" * 64), Pin("Elm_tree", "2.0.post1", "b" * 64, from_source=True))
    text = locks.render(pins, "Made by a test.\nTwo lines.")
    assert text.startswith("# Made by a test.\n# Two lines.\nbirch==1.0 ")
    assert locks.parse(text, Path("app.lock")) == pins


@pytest.mark.parametrize("row", ["birch", "birch>=1.0", "birch==1.0", "birch==1.0 --hash=sha256:abc", "-e ."])
def test_a_line_without_version_and_digest_is_refused_by_name(row: str) -> None:
    with pytest.raises(Trouble, match=r"Line 2 of app\.lock"):
        locks.parse(f"# head\n{row}\n", Path("app.lock"))


@pytest.mark.parametrize("name", ["app", "app-cuda", "dev", "rasa"])
def test_the_locks_of_this_checkout_name_each_package_once(name: str) -> None:
    keys = [pin.key for pin in locks.read(LOCKS / f"{name}.lock").pins]
    assert keys == sorted(set(keys))


def test_the_two_app_locks_differ_only_by_torch() -> None:
    small, large = (
        {pin.key: pin for pin in locks.read(LOCKS / f"{name}.lock").pins} for name in ("app", "app-cuda")
    )
    assert [key for key, pin in small.items() if large[key] != pin] == ["torch"]


def test_the_test_tools_repeat_nothing_of_the_app() -> None:
    app = {pin.key for pin in locks.read(LOCKS / "app.lock").pins}
    assert not app & {pin.key for pin in locks.read(LOCKS / "dev.lock").pins}


def test_only_what_is_published_as_source_is_built_here() -> None:
    built = {
        pin.key for name in ("app", "app-cuda", "dev", "rasa") for pin in locks.read(LOCKS / f"{name}.lock").pins
        if pin.from_source
    }  # fmt: skip
    assert built == {"langdetect", "docopt", "mattermostwrapper", "randomname"}
