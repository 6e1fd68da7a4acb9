"""The shelf of added documents: originals, what is known of them, and their passages, in one folder.

shelf.json                  what stands on the shelf; replaced as a whole, so never half written
files/<key>/original.*      the file as it was added, to be opened by a reader
files/<key>/passages.json   its passages, so that a restart does not read the file again
files/<key>/questions.yml   what people ask of its places, if such a list lay beside it
"""

import json
import logging
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from knowledge.document_questions import (
    DocumentQuestions,
    known_questions,
    own_questions,
    placed,
    read_questions,
)
from knowledge.facts import Facts, known_facts, known_source, read_sidecar
from knowledge.index.records import passage_of
from knowledge.ingest import MOST_BYTES, UnreadableDocument
from knowledge.ingest.errors import MissingDocument, TooLargeDocument
from knowledge.model import Asked, Audience, Passage, PlaceLine, Scope
from knowledge.policy_files import POLICY, PolicyError
from knowledge.shelf_document import ShelfDocument, id_of, key_of, read_shelf_document
from knowledge.shelf_files import Skipped, find_files
from knowledge.storage import sole_writer, write_atomically, write_json

Progress = Callable[[int, int, str], None]
"""Called before each file with how many are done, how many there are, and its name."""
LOG = logging.getLogger(__name__)
READER = 3
"""Raise it when reading or cutting changes, and every document is read again at the next start."""


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What one call of `add` did. `added` holds new and replaced documents, `replaced` and `unchanged` ids."""

    added: tuple[ShelfDocument, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class ShelfError(RuntimeError):
    """The shelf's own record cannot be used; the message says what to do."""


class Shelf:
    """Documents kept in `folder`, which is made when something is added. `policy` holds known_documents.yml."""

    def __init__(self, folder: Path, policy: Path = POLICY) -> None:
        self._folder = folder
        self._policy = policy
        self._held: tuple[tuple[str, ...], tuple[Passage, ...]] = ((), ())

    def list(self) -> tuple[ShelfDocument, ...]:
        """Everything on the shelf, by id. Raises ShelfError when the record is damaged."""
        record = self._folder / "shelf.json"
        try:
            return tuple(
                ShelfDocument(**row) for row in json.loads(record.read_text(encoding="utf-8"))["documents"]
            )
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError) as error:
            raise ShelfError(
                f"{record} is damaged. Restore it, or remove its folder and add the documents again."
            ) from error

    def add(
        self,
        paths: Iterable[Path],
        *,
        audience: Audience | None = None,
        country: Scope | None = None,
        school: str | None = None,
        version: str | None = None,
        progress: Progress | None = None,
    ) -> AddSummary:
        """Add files and whole folders; a document that is there already is replaced.

        A file that cannot be read is named in `skipped` with its reason, and the rest goes on.
        """
        explicit = Facts(audience=audience, country=country, school=school, version=version)
        files, skipped = find_files(paths)
        summary = AddSummary(skipped=tuple(skipped))
        with sole_writer(self._folder):
            for done, path in enumerate(files):
                if progress is not None:
                    progress(done, len(files), path.name)
                summary = self._add_one(path, explicit, summary)
            self._sweep()
        return summary

    def remove(self, document: str) -> bool:
        """Take a document and its files off the shelf. False when it was not there."""
        with sole_writer(self._folder):
            before = self.list()
            self._write([entry for entry in before if entry.id != document])
            self._sweep()
        return any(entry.id == document for entry in before)

    def passages(self) -> tuple[Passage, ...]:
        """Passages of every document, read from disk once for each state of the shelf.

        A document whose cache and original are both lost or damaged is left out, with a warning in the log.
        """
        entries = self.list()
        state = tuple(entry.key for entry in entries)
        if self._held[0] != state:
            known = known_questions()
            held = (p for entry in entries for p in self._with_lines(entry, self._readable(entry), known))
            self._held = (state, tuple(held))
        return self._held[1]

    def questions(self) -> Mapping[str, tuple[Asked, ...]]:
        """What people ask, by the passage that answers it; lists that editors wrote for these documents.

        A place of a list that no longer stands in its document is left out, with a warning in the log.
        """
        known, by_document = known_questions(), defaultdict(list)
        for passage in self.passages():
            by_document[passage.document].append(passage)
        found: dict[str, tuple[Asked, ...]] = {}
        for entry in self.list():
            for lists in self._lists(entry, known):
                result = placed(lists, by_document[entry.id])
                found |= {name: (*found.get(name, ()), *asked) for name, asked in result.questions.items()}
                for lost in result.lost:
                    LOG.warning("document %s: no single place holds %r", entry.id, lost)
        return found

    def _with_lines(
        self,
        entry: ShelfDocument,
        passages: Sequence[Passage],
        known: Mapping[str, DocumentQuestions],
    ) -> Iterable[Passage]:
        """Each passage with what editors wrote of its places."""
        lines: dict[str, tuple[PlaceLine, ...]] = {}
        for lists in self._lists(entry, known):
            for name, own in placed(lists, passages).lines.items():
                lines[name] = (*lines.get(name, ()), *own)
        return (replace(p, lines=lines[p.id]) if p.id in lines else p for p in passages)

    def _lists(
        self, entry: ShelfDocument, known: Mapping[str, DocumentQuestions]
    ) -> Iterable[DocumentQuestions]:
        source = known_source(entry.file, entry.sha256, self._policy)
        if source is not None and source in known:
            yield known[source]
        if self._questions(entry).is_file():
            yield read_questions(self._questions(entry))

    def original(self, document: str) -> Path | None:
        """The file as it was added; None when the shelf does not hold it, or readers may not open it."""
        found = (self._original(entry) for entry in self.list() if entry.id == document and entry.openable)
        return next(found, None)

    def _add_one(self, path: Path, explicit: Facts, summary: AddSummary) -> AddSummary:
        try:
            return self._place(path, explicit, summary)
        except UnreadableDocument as error:
            skipped = Skipped(str(path), error.reason, str(error))
        except PolicyError as error:
            skipped = Skipped(str(path), "facts", str(error))
        return replace(summary, skipped=(*summary.skipped, skipped))

    def _place(self, path: Path, explicit: Facts, summary: AddSummary) -> AddSummary:
        content = _content(path)
        digest = sha256(content).hexdigest()
        facts = explicit.or_else(read_sidecar(path)).or_else(known_facts(path.name, digest, self._policy))
        identity = id_of(path, facts)
        if identity in (*(entry.id for entry in summary.added), *summary.unchanged):
            return replace(summary, skipped=(*summary.skipped, _twice(path, identity)))
        before = {entry.id: entry for entry in self.list()}
        asked = own_questions(path)
        key = key_of(path.name, digest, facts, asked)
        if identity in before and before[identity].key == key:
            return replace(summary, unchanged=(*summary.unchanged, identity))
        entry, passages = read_shelf_document(path, path.name, digest, facts)
        entry = replace(entry, key=key)
        write_atomically(self._original(entry), content)
        if asked:
            write_atomically(self._questions(entry), asked)
        self._keep(entry, passages)
        self._write([*before.values(), entry])
        replaced = (*summary.replaced, identity) if identity in before else summary.replaced
        return replace(summary, added=(*summary.added, entry), replaced=replaced)

    def _passages(self, entry: ShelfDocument) -> tuple[Passage, ...]:
        try:
            kept = json.loads(self._cache(entry).read_text(encoding="utf-8"))
            if kept["reader"] == READER:
                return tuple(passage_of(row) for row in kept["passages"])
        except (OSError, ValueError, KeyError, TypeError):
            pass  # a cache that is missing or damaged is made again from the original
        facts = Facts.model_validate(entry.facts)
        _, passages = read_shelf_document(self._original(entry), entry.file, entry.sha256, facts)
        self._keep(entry, passages)
        return passages

    def _readable(self, entry: ShelfDocument) -> tuple[Passage, ...]:
        try:
            return self._passages(entry)
        except UnreadableDocument as error:
            LOG.warning("document %s is left out: %s", entry.id, error)
            return ()

    def _keep(self, entry: ShelfDocument, passages: Sequence[Passage]) -> None:
        write_json(self._cache(entry), {"reader": READER, "passages": [asdict(p) for p in passages]})

    def _write(self, entries: Iterable[ShelfDocument]) -> None:
        by_id = {entry.id: entry for entry in entries}
        rows = [asdict(by_id[identity]) for identity in sorted(by_id)]
        write_json(self._folder / "shelf.json", {"documents": rows})

    def _sweep(self) -> None:
        """Remove files that nothing on the shelf refers to, also those a crash left behind."""
        used = {entry.key for entry in self.list()}
        for folder in (self._folder / "files").glob("*"):
            if folder.name not in used:
                shutil.rmtree(folder)

    def _original(self, entry: ShelfDocument) -> Path:
        return self._folder / "files" / entry.key / f"original{Path(entry.file).suffix.lower()}"

    def _questions(self, entry: ShelfDocument) -> Path:
        return self._folder / "files" / entry.key / "questions.yml"

    def _cache(self, entry: ShelfDocument) -> Path:
        return self._folder / "files" / entry.key / "passages.json"


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLargeDocument(path.name)
        return path.read_bytes()
    except OSError as error:
        raise MissingDocument(path.name) from error


def _twice(path: Path, identity: str) -> Skipped:
    message = f"{path.name}: another file of this addition is called {identity} too. Rename one of them."
    return Skipped(str(path), "duplicate_id", message)


__all__ = ["AddSummary", "Progress", "Shelf", "ShelfDocument", "ShelfError", "Skipped"]
