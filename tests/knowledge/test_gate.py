"""The gate: kept and read back, for and against nothing with another encoder, and telling two sorts apart."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import plain
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.encoder.vector_cache import CachedEncoder
from knowledge.gate import Gate, open_gate, ship_gate, shipped_gate
from knowledge.gate_training import train_gate
from knowledge.index.vectors import corpus_vectors
from knowledge.model import Asked, Passage

KNOWN = np.eye(4, dtype=np.float32)
SOME = Gate(KNOWN, np.array([1, 1, -1, -1], np.float32), 0.25)


def test_what_is_shipped_is_read_back(tmp_path: Path) -> None:
    ship_gate(SOME, "e5", tmp_path / "g.npz")
    again = shipped_gate("e5", 4, tmp_path / "g.npz")
    assert again.margin(KNOWN[0]) == pytest.approx(SOME.margin(KNOWN[0]), abs=1e-3)
    assert again.margin(KNOWN[0]) > 0.25 > again.margin(KNOWN[3])


@pytest.mark.parametrize("case", ["another encoder", "another size", "damaged", "missing"])
def test_a_gate_that_does_not_fit_stands_open(tmp_path: Path, case: str) -> None:
    path = tmp_path / "g.npz"
    ship_gate(SOME, "another" if case == "another encoder" else "e5", path)
    if case == "damaged":
        path.write_bytes(path.read_bytes()[:100])
    if case == "missing":
        path.unlink()
    dim = 6 if case == "another size" else 4
    vector = np.ones(dim, np.float32)
    assert shipped_gate("e5", dim, path).margin(vector) == open_gate(dim).margin(vector) == 0


def test_it_tells_what_is_ours_from_what_is_not(
    encoder: CachedEncoder, passages: list[Passage], questions: dict[str, tuple[Asked, ...]]
) -> None:
    corpus = corpus_vectors(passages, questions, encoder, plain(encoder.dim), lambda _: None)
    refused = encoder.encode_queries(["printeren virker ikke", "hvad koster en busbillet til byen"])
    gate = train_gate(corpus, passages, refused)
    ours, other = encoder.encode_queries(
        ["min datter vil ikke i skole og har ondt i maven", "hvornår kører bussen"]
    )
    assert gate.margin(ours) > 0 > gate.margin(other)


def test_the_shipped_gate_is_for_the_encoder_we_ship(onnx_encoder: OnnxEncoder) -> None:
    assert len(shipped_gate(onnx_encoder.id, onnx_encoder.dim).known) > 1000
