"""Opens an index version for reading. Nothing in it is executed: FAISS, NumPy arrays without pickle, JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.encoder.protocol import Encoder, Vectors
from knowledge.index.bridge import Bridge, open_bridge
from knowledge.index.files import (
    REBUILD,
    IndexEncoderError,
    IndexMissingError,
    current_version,
    read_meta,
    version_folder,
)
from knowledge.index.lexical import Bm25
from knowledge.index.records import read_passages
from knowledge.index.vectors import CorpusVectors
from knowledge.model import Passage


@dataclass(frozen=True, slots=True)
class Index:
    """One loaded version, never changed."""

    version: str
    meta: Mapping[str, Any]
    passages: tuple[Passage, ...]
    row_of: Mapping[str, int]
    corpus: CorpusVectors
    """Its `vectors` are a view of what `nearest` holds, not a copy."""
    nearest: Any
    """FAISS flat inner-product index over the centred vectors."""
    usual: NDArray[np.float32]
    """The mean of the ordinary messages, [dim]: what any message has in common; taken off every question."""
    usual_match: NDArray[np.float32]
    """`corpus.vectors @ usual`, [n]: put back to get the plain cosine."""
    words: Bm25
    grams: Bm25
    bridge: Bridge


def load_index(folder: Path, encoder: Encoder) -> Index:
    """The version in use. Raises IndexMissingError, IndexDamagedError or IndexEncoderError."""
    version = current_version(folder)
    if version is None:
        raise IndexMissingError(f"There is no index yet. {REBUILD}")
    path = version_folder(folder, version)
    meta = read_meta(path)
    if meta["encoder"] != encoder.id:
        raise IndexEncoderError(
            f"The index was made with the encoder {meta['encoder']}, but {encoder.id} is in use. "
            f"{REBUILD} Or set the encoder back."
        )
    return _load(path, meta)


def _load(path: Path, meta: Mapping[str, Any]) -> Index:
    passages = read_passages(path / "passages.jsonl")
    nearest: Any = faiss.read_index(str(path / "vectors.faiss"))
    with np.load(path / "vectors.npz", allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in ("owner", "start", "group", "means", "ordinary", "outside")}
    corpus = CorpusVectors(vectors=_view(nearest), **arrays)
    usual = np.asarray(corpus.ordinary.mean(axis=0), np.float32)
    return Index(
        version=path.name,
        meta=meta,
        passages=passages,
        row_of={passage.id: row for row, passage in enumerate(passages)},
        corpus=corpus,
        nearest=nearest,
        usual=usual,
        usual_match=corpus.vectors @ usual,
        words=Bm25.load(path / "words", len(passages)),
        grams=Bm25.load(path / "grams", len(passages)),
        bridge=open_bridge(path / "nearness.npy", corpus, passages),
    )


def _view(index: Any) -> Vectors:
    """The stored vectors [n, dim] without a copy; valid while the index lives."""
    count = index.ntotal * index.d
    flat = faiss.rev_swig_ptr(index.get_xb(), count) if count else np.zeros(0, np.float32)
    return np.asarray(flat, np.float32).reshape(index.ntotal, index.d)
