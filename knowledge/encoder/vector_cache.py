"""Vectors remembered by text, so that a corpus is encoded once and a rebuild costs seconds.

One SQLite file, keyed by encoder, role and the text's SHA-256. The text itself is never stored.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder.protocol import Encoder, Vectors

Role = Literal["query", "passage"]
Key = bytes
BATCH = 64
"""Texts encoded between two saves: an interrupted build loses at most this many."""

TABLE = """CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL, role TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (encoder, role, text_hash)) WITHOUT ROWID"""


def text_key(text: str) -> Key:
    return hashlib.sha256(text.encode()).digest()


class VectorCache:
    """Safe with several threads and processes. A damaged file is set aside and begun anew, with a note."""

    def __init__(self, path: Path, note: Callable[[str], None] = lambda _: None) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise  # locked or no disk: the file itself is sound
            self._set_aside(note)
            self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=60, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(TABLE)
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("quick_check failed")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _set_aside(self, note: Callable[[str], None]) -> None:
        damaged = self._path.with_name(self._path.name + ".damaged")
        self._path.replace(damaged)
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        note(f"The vector cache was damaged and is begun anew (the old file is kept as {damaged.name}).")

    def get(self, encoder: str, role: Role, keys: Sequence[Key]) -> dict[Key, NDArray[np.float32]]:
        """The known ones of `keys`."""
        sql = "SELECT vector FROM vectors WHERE encoder = ? AND role = ? AND text_hash = ?"
        found: dict[Key, NDArray[np.float32]] = {}
        with self._lock:
            for key in keys:
                row = self._connection.execute(sql, (encoder, role, key)).fetchone()
                if row:
                    found[key] = np.frombuffer(row[0], np.float32)
        return found

    def put(self, encoder: str, role: Role, vectors: Mapping[Key, NDArray[np.float32]]) -> None:
        rows = [(encoder, role, key, np.asarray(v, np.float32).tobytes()) for key, v in vectors.items()]
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?, ?)", rows)
            self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class CachedEncoder:
    """An encoder that asks the cache first. `progress(done, total)` counts the texts that were not known."""

    def __init__(
        self,
        encoder: Encoder,
        cache: VectorCache,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self._encoder, self._cache, self._progress = encoder, cache, progress
        self.id, self.dim = encoder.id, encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode("query", texts, self._encoder.encode_queries)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode("passage", texts, self._encoder.encode_passages)

    def _encode(
        self, role: Role, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]
    ) -> Vectors:
        keys = [text_key(text) for text in texts]
        known = self._cache.get(self.id, role, keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        for done, batch in _batches(missing.items()):
            new = dict(zip((k for k, _ in batch), encode([text for _, text in batch]), strict=True))
            self._cache.put(self.id, role, new)
            known |= new
            self._progress(done + len(batch), len(missing))
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, self.dim), np.float32)


def _batches(items: Iterable[tuple[Key, str]]) -> Iterable[tuple[int, list[tuple[Key, str]]]]:
    rows = list(items)
    for at in range(0, len(rows), BATCH):
        yield at, rows[at : at + BATCH]
