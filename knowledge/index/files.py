"""Where index versions live: one immutable folder each, and a `current` file that names the one in use.

<index>/current             the name of a version, replaced atomically; after a roll-back also of the one it stands in for
<index>/versions/<name>/    meta.json (with every file's checksum), vectors, word statistics, passages
"""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

KEPT_VERSIONS = 3
FORMAT = 5
"""Raise when the files' layout or the way texts are cut, stemmed or centred changes."""


class IndexArtefactError(RuntimeError):
    """An index cannot be used; the message says what to do."""


class IndexMissingError(IndexArtefactError):
    """Nothing has been built here yet."""


class IndexDamagedError(IndexArtefactError):
    """A file is missing or altered."""


class IndexEncoderError(IndexArtefactError):
    """The index was made with another encoder than the one in use."""


REBUILD = "Run `skolevej knowledge build`."


def current_version(folder: Path) -> str | None:
    """The name of the version in use; None before the first build."""
    return next(iter(_pointer(folder)), None)


def held_back(folder: Path) -> str | None:
    """The version that somebody rolled back from: it stays out of use until the content changes."""
    return next(iter(_pointer(folder)[1:]), None)


def _pointer(folder: Path) -> list[str]:
    try:
        return (folder / "current").read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def version_folder(folder: Path, version: str) -> Path:
    return folder / "versions" / version


def point_to(folder: Path, version: str, instead_of: str | None = None) -> None:
    """Put `version` in use, in one step that readers see wholly or not at all."""
    handle, aside = tempfile.mkstemp(prefix=".current-", dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join([version, *([instead_of] if instead_of else [])]) + "\n")
        file.flush()
        os.fsync(file.fileno())
    Path(aside).chmod(0o644)
    Path(aside).replace(folder / "current")


def versions(folder: Path) -> list[str]:
    """Complete versions, oldest first."""
    found = [path for path in (folder / "versions").glob("*") if (path / "meta.json").is_file()]
    return [path.name for path in sorted(found, key=lambda path: path.stat().st_mtime_ns)]


def roll_back(folder: Path, to: str | None = None) -> str:
    """Put a kept version in use, without a name the one before the current; its name.

    Builds leave it in use until the content differs from what was rolled back from. Raises IndexMissingError
    when there is no such version, IndexDamagedError when it cannot be used.
    """
    names, current = versions(folder), current_version(folder)
    if to is None:
        earlier = names[: names.index(current)] if current in names else names
        if not earlier:
            raise IndexMissingError(f"There is no earlier index version to go back to. {REBUILD}")
        to = earlier[-1]
    if to not in names:
        raise IndexMissingError(f"No version {to} is kept. Kept are: {', '.join(names) or 'none'}.")
    read_meta(version_folder(folder, to))
    newest = held_back(folder) or current
    point_to(folder, to, instead_of=newest if newest != to else None)
    return to


def forget_old(folder: Path) -> None:
    """Keep the newest versions and always the one in use."""
    for name in versions(folder)[:-KEPT_VERSIONS]:
        if name != current_version(folder):
            shutil.rmtree(version_folder(folder, name), ignore_errors=True)


def write_meta(version: Path, described: dict[str, Any]) -> None:
    """The last file written: a folder without it is incomplete."""
    files = {str(path.relative_to(version)): _checksum(path) for path in _payload(version)}
    meta = {"format": FORMAT, **described, "files": files}
    (version / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False), encoding="utf-8")


def read_meta(version: Path) -> dict[str, Any]:
    """meta.json, with every file's checksum verified. Raises IndexDamagedError."""
    try:
        meta: dict[str, Any] = json.loads((version / "meta.json").read_text(encoding="utf-8"))
        files: dict[str, str] = meta["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(version, "meta.json") from error
    if meta.get("format") != FORMAT:
        raise IndexDamagedError(f"The index {version.name} was written by another release. {REBUILD}")
    for name, checksum in files.items():
        path = version / name
        if not path.is_file() or _checksum(path) != checksum:
            raise _damaged(version, name)
    return meta


def _damaged(version: Path, name: str) -> IndexDamagedError:
    return IndexDamagedError(
        f"The index {version.name} is damaged: {name} is missing or altered. {REBUILD} "
        "Until then the version before it can be put back with a roll-back."
    )


def _payload(version: Path) -> list[Path]:
    return sorted(path for path in version.rglob("*") if path.is_file() and path.name != "meta.json")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
