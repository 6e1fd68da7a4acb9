"""Fill an environment from its lock with pip, every file checked against its digest."""

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from api.bootstrap import pythons, shell
from api.bootstrap.locks import Lock, Pin
from api.bootstrap.say import Progress
from api.bootstrap.trouble import Trouble

STRICT = (
    "--require-hashes",
    "--no-deps",
    "--no-input",
    "--disable-pip-version-check",
    "--progress-bar",
    "off",
)
_ANNOUNCES = ("Collecting ", "Processing ")


def install(lock: Lock, python: Path, packages: Path, log: Path, progress: Progress) -> None:
    """Install all of `lock` into the environment of `python`, whose site-packages is `packages`.

    Ready-made wheels first; then what is published as source alone, built with the setuptools the lock just
    brought (an isolated build would fetch an unchecked one).
    """
    wheels = [pin for pin in lock.pins if not pin.from_source]
    sources = [pin for pin in lock.pins if pin.from_source]
    watch = _Watch(len(lock.pins), packages, progress)
    _pip(wheels, python, ["--only-binary", ":all:"], log, watch)
    if sources:
        _pip(sources, python, ["--no-build-isolation", "--use-pep517"], log, watch)


def _pip(pins: Sequence[Pin], python: Path, options: Sequence[str], log: Path, watch: "_Watch") -> None:
    with tempfile.TemporaryDirectory() as folder, watch:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text("".join(f"{pin.line()}\n" for pin in pins), encoding="utf-8")
        pip = [str(pythons.base()), "-m", "pip", "--python", str(python), "install", *STRICT, *options]
        code = shell.listen([*pip, "--requirement", str(wanted)], log, watch.heard)
    if code != 0:
        raise Trouble(
            f"pip could not install the packages: {watch.error()}",
            f"{_remedy(watch.error())} All of it: {log}",
        )


def _remedy(error: str) -> str:
    """What to do about pip's last error line."""
    if "No space left" in error:
        return "Make room on the disk and run this again."
    if "HASH" in error.upper():
        return "A downloaded file is not the one we locked: run again, and if it stays, report it before going on."
    if "find a version" in error or "Connection" in error or "Timeout" in error:
        return "Check that this machine reaches its package registry, then run this again."
    return "Run this again; it starts this environment from nothing."


class _Watch:
    """Turns pip's many lines, and its long silence while it unpacks, into one count of packages."""

    def __init__(self, total: int, packages: Path, progress: Progress) -> None:
        self.total, self.packages, self.progress = total, packages, progress
        self._collected = 0
        self._errors: list[str] = []
        self._unpacking = threading.Event()
        self._over = threading.Event()

    def __enter__(self) -> None:
        self._over.clear()
        self._unpacking.clear()
        self._counter = threading.Thread(target=self._count, daemon=True)
        self._counter.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._counter.join()

    def heard(self, row: str) -> None:
        """One line of pip's output."""
        if row.startswith(_ANNOUNCES):
            self._collected += 1
            name = Path(row.split()[1]).name.split("==")[0].split("-")[0]
            self.progress.update(f"fetching package {self._collected} of {self.total}: {name}")
        elif row.startswith("Installing collected packages"):
            self._unpacking.set()
        elif row.startswith(("ERROR", "error")) or "No space left" in row:
            self._errors.append(row.strip().removeprefix("ERROR: ")[:200])

    def error(self) -> str:
        """The line of pip's that says most: running out of disk, else its first error."""
        space = [row for row in self._errors if "No space left" in row]
        return (space or self._errors or ["it gave no reason."])[0]

    def _count(self) -> None:
        while not self._over.wait(0.5):
            if self._unpacking.is_set():
                there = sum(1 for _ in self.packages.glob("*.dist-info"))
                self.progress.update(f"installing package {there} of {self.total}")
