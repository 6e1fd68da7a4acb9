"""Which files an addition means: files named, and what stands in folders named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.facts import sidecar_of
from knowledge.ingest.errors import MissingDocument

SIDECARS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not added: `reason` for programs, `message` for the person."""

    path: str
    reason: str
    message: str


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """Files to add, each once, in order. In folders hidden files, sidecars and a guide's drafts are passed over.

    A draft is a file of the same stem as one that has a sidecar while it has none itself: the sidecar says
    which of the two is the document, and whom it may answer.
    """
    found: dict[Path, None] = {}
    skipped: list[Skipped] = []
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_documents_in(path)))
        elif path.is_file():
            found[path] = None
        else:
            error = MissingDocument(path.name)
            skipped.append(Skipped(str(path), error.reason, str(error)))
    return list(found), skipped


def _documents_in(folder: Path) -> Iterator[Path]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path, folder))
    described = {(path.parent, path.stem) for path in files if sidecar_of(path).is_file()}
    for path in files:
        draft = (path.parent, path.stem) in described and not sidecar_of(path).is_file()
        if path.suffix.lower() not in SIDECARS and not draft:
            yield path


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$", "__")) for part in path.relative_to(folder).parts)
