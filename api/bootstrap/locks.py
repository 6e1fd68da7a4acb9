"""A lock file: every package of an environment with its version and the digest of the one file we accept."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap.trouble import Trouble

FROM_SOURCE = "# from source"
_LINE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+) --hash=sha256:(?P<sha256>[0-9a-f]{64})(?P<source>\s+# from source)?"
)


@dataclass(frozen=True)
class Pin:
    """One package of a lock. `from_source`: its only file is source that must be built on this machine."""

    name: str
    version: str
    sha256: str
    from_source: bool = False

    @property
    def key(self) -> str:
        """The name as packaging tools compare it: lower case, one dash for any run of `-`, `_`, `.`."""
        return canonical(self.name)

    def line(self) -> str:
        """The pin as pip reads it in a requirements file."""
        mark = f"  {FROM_SOURCE}" if self.from_source else ""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}{mark}"


@dataclass(frozen=True)
class Lock:
    """A lock file's pins, and the digest of its text, by which an environment built from it is known."""

    path: Path
    digest: str
    pins: tuple[Pin, ...]


def canonical(name: str) -> str:
    """`Foo.Bar_baz` → `foo-bar-baz`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def render(pins: Iterable[Pin], header: str) -> str:
    """The text of a lock file: `header` as comment lines, then the pins in the order of their names."""
    comment = "".join(f"# {row}\n" for row in header.splitlines())
    return comment + "".join(f"{pin.line()}\n" for pin in sorted(pins, key=lambda pin: pin.key))


def parse(text: str, path: Path) -> tuple[Pin, ...]:
    """The pins in a lock's text; `path` is named in the error for a line that is no pin."""
    pins = []
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip() or row.startswith("#"):
            continue
        match = _LINE.fullmatch(row.strip())
        if match is None:
            raise Trouble(
                f"Line {number} of {path.name} is not `name==version --hash=sha256:…`: {row.strip()[:60]}",
                "Restore the file with `git checkout -- locks`, or make it anew with `make lock`.",
            )
        pins.append(Pin(match["name"], match["version"], match["sha256"], match["source"] is not None))
    return tuple(pins)


def read(path: Path) -> Lock:
    """The lock at `path`; Trouble if it is missing, empty or damaged."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Trouble(
            f"The lock file {path.name} is missing.", "Restore it with `git checkout -- locks`."
        ) from None
    pins = parse(text, path)
    if not pins:
        raise Trouble(f"The lock file {path.name} is empty.", "Restore it with `git checkout -- locks`.")
    return Lock(path, hashlib.sha256(text.encode()).hexdigest(), pins)
