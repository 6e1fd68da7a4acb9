"""Vectors are encoded once, survive damage and many processes, and may come with the repo."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.shipped import import_shipped, ship_vectors
from knowledge.encoder.vector_cache import CachedEncoder, VectorCache, text_key

ROOT = Path(__file__).resolve().parents[2]


class CountingEncoder:
    """The real encoder, counting what it is asked."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        self._encoder = encoder
        self.id, self.dim = encoder.id, encoder.dim
        self.asked: list[str] = []

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return self._encoder.encode_passages(texts)


def test_a_text_is_encoded_once_for_each_role(tmp_path: Path, onnx_encoder: OnnxEncoder) -> None:
    counting = CountingEncoder(onnx_encoder)
    cached = CachedEncoder(counting, VectorCache(tmp_path / "v.sqlite"))
    first = cached.encode_passages(["a", "b", "a"])
    np.testing.assert_array_equal(cached.encode_passages(["b", "a"]), first[[1, 0]])
    cached.encode_queries(["a"])
    assert counting.asked == ["a", "b", "a"]
    np.testing.assert_allclose(first, onnx_encoder.encode_passages(["a", "b", "a"]), atol=1e-6)


def test_another_encoder_does_not_get_these_vectors(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "v.sqlite")
    cache.put("one", "query", {text_key("a"): np.ones(4, np.float32)})
    assert cache.get("other", "query", [text_key("a")]) == {}
    assert cache.get("one", "passage", [text_key("a")]) == {}


def test_the_text_itself_is_not_stored(tmp_path: Path, onnx_encoder: OnnxEncoder) -> None:
    cache = VectorCache(tmp_path / "v.sqlite")
    CachedEncoder(onnx_encoder, cache).encode_queries(["hemmeligt spørgsmål"])
    cache.close()
    assert all(b"hemmeligt" not in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_begun_anew_with_a_note(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "v.sqlite").write_bytes(damage)
    notes: list[str] = []
    cache = VectorCache(tmp_path / "v.sqlite", notes.append)
    cache.put("e", "query", {text_key("a"): np.ones(4, np.float32)})
    assert len(notes) == 1 and "v.sqlite.damaged" in notes[0]
    assert list(cache.get("e", "query", [text_key("a")])) == [text_key("a")]


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    program = """
import sys, numpy as np
from pathlib import Path
from knowledge.encoder.vector_cache import VectorCache, text_key
cache = VectorCache(Path(sys.argv[1]))
for n in range(40):
    cache.put("e", "passage", {text_key(f"{sys.argv[2]}-{n}"): np.ones(4, np.float32)})
"""
    path = tmp_path / "v.sqlite"
    command = [sys.executable, "-c", program, str(path)]
    running = [subprocess.Popen([*command, str(number)], cwd=ROOT) for number in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    with sqlite3.connect(path) as connection:
        counted = connection.execute("SELECT count(*) FROM vectors").fetchone()
    connection.close()
    assert counted == (120,)


def test_shipped_vectors_spare_the_encoder(tmp_path: Path, onnx_encoder: OnnxEncoder) -> None:
    shipped = tmp_path / "vectors.npz"
    assert (
        ship_vectors(
            onnx_encoder, [("passage", "krop"), ("query", "spørgsmål"), ("query", "spørgsmål")], shipped
        )
        == 2
    )
    counting, cache = CountingEncoder(onnx_encoder), VectorCache(tmp_path / "v.sqlite")
    assert import_shipped(cache, onnx_encoder.id, shipped) == 2
    cached = CachedEncoder(counting, cache)
    assert float((cached.encode_passages(["krop"]) @ onnx_encoder.encode_passages(["krop"]).T)[0, 0]) > 0.9999
    assert (
        float((cached.encode_queries(["spørgsmål"]) @ onnx_encoder.encode_queries(["spørgsmål"]).T)[0, 0])
        > 0.9999
    )
    assert counting.asked == []


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken"])
def test_a_missing_or_broken_shipped_file_only_costs_time(tmp_path: Path, content: bytes | None) -> None:
    shipped = tmp_path / "vectors.npz"
    if content is not None:
        shipped.write_bytes(content)
    assert import_shipped(VectorCache(tmp_path / "v.sqlite"), "e", shipped) == 0


def test_shipped_vectors_of_another_encoder_are_ignored(tmp_path: Path, onnx_encoder: OnnxEncoder) -> None:
    ship_vectors(onnx_encoder, [("passage", "krop")], tmp_path / "vectors.npz")
    assert import_shipped(VectorCache(tmp_path / "v.sqlite"), "another", tmp_path / "vectors.npz") == 0
