"""Prove that an environment holds exactly its lock: each package once, at its version, and nothing else."""

from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from api.bootstrap.locks import Lock, canonical


@dataclass(frozen=True)
class Difference:
    """How an environment departs from its lock; each tuple holds `name version` words a person can read."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.changed)

    def sentence(self) -> str:
        """`missing: …; extra: …; changed: …`, the empty parts left out."""
        parts = {"missing": self.missing, "extra": self.extra, "changed": self.changed}
        return "; ".join(f"{word}: {', '.join(names)}" for word, names in parts.items() if names)


def compare(lock: Lock, packages: Path) -> Difference:
    """What stands in the folder `packages` (a site-packages) against `lock`."""
    found = installed(packages)
    wanted = {pin.key: pin.version for pin in lock.pins}
    there = {name for name, _ in found}
    return Difference(
        missing=tuple(f"{name} {version}" for name, version in sorted(wanted.items()) if name not in there),
        extra=tuple(f"{name} {version}" for name, version in found if name not in wanted),
        changed=tuple(
            f"{name} {version} instead of {wanted[name]}"
            for name, version in found
            if name in wanted and not _same(version, wanted[name])
        ),
    )


def installed(packages: Path) -> list[tuple[str, str]]:
    """Name and version of each package in `packages`, one row per installation: a package left there twice shows."""
    rows = []
    for one in distributions(path=[str(packages)]):
        meta = one.metadata
        rows.append((canonical(meta["Name"] or "unnamed"), meta["Version"] or "?"))
    return sorted(rows)


def _same(found: str, wanted: str) -> bool:
    """A build label such as `+cpu` counts only where the lock has one: pip's digest check told the builds apart."""
    return found == wanted or ("+" not in wanted and found.partition("+")[0] == wanted)
