"""The adapter: kept and read back, refused for another encoder, and learning what it is there for."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import Adapter, plain, ship_adapter, shipped_adapter, unit
from knowledge.adapter_training import train_adapter
from knowledge.encoder.onnx_encoder import OnnxEncoder
from knowledge.index.vectors import QUESTION, CorpusVectors, corpus_vectors
from knowledge.model import Asked, Passage

RNG = np.random.default_rng(7)


def vectors(count: int, dim: int = 8) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    return RNG.normal(size=(count, dim)).astype(np.float32)


def test_what_is_shipped_is_read_back(tmp_path: Path) -> None:
    adapter = Adapter(np.eye(8, dtype=np.float32) + vectors(8) / 10)
    ship_adapter(adapter, "e5", tmp_path / "a.npz")
    again = shipped_adapter("e5", 8, tmp_path / "a.npz")
    given = vectors(5)
    assert np.allclose(again(given), adapter(given), atol=2e-3)
    assert again.id == shipped_adapter("e5", 8, tmp_path / "a.npz").id != plain(8).id


@pytest.mark.parametrize("case", ["another encoder", "another size", "damaged", "missing"])
def test_a_map_that_does_not_fit_changes_nothing(tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.npz"
    ship_adapter(Adapter(vectors(8)), "another" if case == "another encoder" else "e5", path)
    if case == "damaged":
        path.write_bytes(path.read_bytes()[:100])
    if case == "missing":
        path.unlink()
    dim = 6 if case == "another size" else 8
    given = vectors(3, dim)
    assert np.allclose(shipped_adapter("e5", dim, path)(given), unit(given))


def test_nothing_stays_nothing() -> None:
    assert np.isfinite(plain(8)(np.zeros((1, 8), np.float32))).all()


def test_the_shipped_map_is_for_the_encoder_we_ship(onnx_encoder: OnnxEncoder) -> None:
    assert shipped_adapter(onnx_encoder.id, onnx_encoder.dim).id != plain(onnx_encoder.dim).id


def held_out_recall(
    adapter: Adapter, corpus: CorpusVectors, kept: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> float:
    """Share of the held-out questions whose nearest kept vector is of their own topic."""
    mapped = adapter(corpus.vectors)
    asked = np.flatnonzero(~kept)
    nearest = (mapped[asked] @ mapped[kept].T).argmax(axis=1)
    return float((corpus.owner[kept][nearest] == corpus.owner[asked]).mean())


def test_it_learns_to_find_questions_it_has_not_seen(
    plain_encoder: OnnxEncoder, passages: list[Passage], questions: dict[str, tuple[Asked, ...]]
) -> None:
    """Trained without every fourth question of a small corpus, the map finds those better than no map.

    With the encoder as its makers left it: the tuned one knows such topics already.
    """
    encoder = plain_encoder
    corpus = corpus_vectors(passages, questions, encoder, plain(encoder.dim), lambda _: None)
    number = np.cumsum(corpus.start == QUESTION)
    kept = ~((corpus.start == QUESTION) & (number % 4 == 0))
    seen = CorpusVectors(
        **{
            name: getattr(corpus, name)[kept]
            if name in ("vectors", "adapted", "owner", "start", "group", "detail")
            else getattr(corpus, name)
            for name in (
                "vectors",
                "adapted",
                "owner",
                "start",
                "group",
                "detail",
                "means",
                "ordinary",
                "outside",
            )
        }
    )
    told: list[str] = []
    adapter = train_adapter(seen, passages, told.append)
    assert held_out_recall(adapter, corpus, kept) >= held_out_recall(plain(encoder.dim), corpus, kept)
    assert len(told) > 0 and adapter.id != plain(encoder.dim).id
