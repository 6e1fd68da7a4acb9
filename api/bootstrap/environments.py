"""The virtual environments, kept outside the checkout and named by their lock, so that any clone can use them."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import exact, install, pythons, say, shell
from api.bootstrap.locks import Lock, read
from api.bootstrap.trouble import Trouble

MARKER = ".complete"  # written last: a folder without it is half built
RECIPE = "1"  # raise it when the way environments are built changes, so that old ones are not reused


@dataclass(frozen=True)
class Environment:
    """One environment: `name` of its lock, Python `minor` version, its folder, and the one it stands on."""

    name: str
    lock: Lock
    minor: str
    folder: Path
    base: "Environment | None" = None

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return self.folder / "lib" / f"python{self.minor}" / "site-packages"

    def whole(self) -> bool:
        """Built to the end, and its interpreter still there (a Python can be removed under an environment)."""
        return (self.folder / MARKER).is_file() and self.python.exists()

    def half_built(self) -> bool:
        """Something is there, but it was never finished or has lost its interpreter."""
        return self.folder.exists() and not self.whole()


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where environments and their logs are kept: SKOLEVEJ_CACHE_DIR, else `skolevej` in XDG_CACHE_HOME or ~/.cache."""
    environment = os.environ if environment is None else environment
    chosen = environment.get("SKOLEVEJ_CACHE_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "skolevej"


def describe(name: str, root: Path, minor: str, cache: Path, base: Environment | None = None) -> Environment:
    """The environment that `locks/<name>.lock` of the checkout at `root` asks for, built or not."""
    lock = read(root / "locks" / f"{name}.lock")
    parts = (RECIPE, minor, lock.digest, base.folder.name if base else "")
    digest = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]
    return Environment(name, lock, minor, cache / "environments" / f"{name}-{digest}", base)


def ready(one: Environment) -> bool:
    """Make sure that `one` is whole; True if it had to be built. Two clones that ask at once build it once."""
    if one.whole():
        return False
    one.folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(one):
        if one.whole():
            return False
        _build(one)
    return True


@contextmanager
def _alone(one: Environment) -> Iterator[None]:
    """Hold the environment's lock file: the kernel lets go of it when the process ends, however it ends."""
    with one.folder.with_suffix(".lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say.line(f"environment {one.name}: someone else is building it; waiting")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _build(one: Environment) -> None:
    """From nothing, in place (environments can't be moved), the marker last."""
    if one.folder.exists():
        say.line(f"environment {one.name}: a half-built one is there; starting it anew")
        shutil.rmtree(one.folder)
    python = pythons.find(one.minor)
    progress = say.Progress(f"environment {one.name} (Python {one.minor})")
    progress.update("making the folder")
    if shell.output([str(python), "-m", "venv", "--without-pip", str(one.folder)], seconds=120) is None:
        raise Trouble(
            f"{python} could not make an environment.", "Install its venv module (apt: python3-venv)."
        )
    if one.base:
        path = one.packages / "base.pth"
        path.write_text(f"{one.base.packages}\n", encoding="utf-8")
    log = one.folder.parent.parent / "logs" / f"{one.folder.name}.log"
    install.install(one.lock, one.python, one.packages, log, progress)
    _finish(one, python)
    progress.done(f"{len(one.lock.pins)} packages")


def _finish(one: Environment, python: Path) -> None:
    difference = exact.compare(one.lock, one.packages)
    if difference:
        raise Trouble(f"Environment {one.name} is not its lock: {difference.sentence()}.", "Run this again.")
    facts = {"lock": one.lock.digest, "packages": len(one.lock.pins), "python": str(python)}
    written = one.folder / f"{MARKER}.new"
    written.write_text(json.dumps(facts), encoding="utf-8")
    written.replace(one.folder / MARKER)
