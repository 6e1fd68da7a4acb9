"""Opens an index version for reading. Nothing in it is executed: FAISS, NumPy arrays without pickle, JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.adapter import Adapter
from knowledge.encoder.protocol import Encoder
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
    """Its `adapted` is empty: `texts` and `asked` hold those vectors."""
    adapter: Adapter
    texts: Any
    """FAISS flat inner-product index over the adapted vectors of passages and their windows."""
    asked: Any
    """The same over the questions written for passages; its first one is number `texts.ntotal` of the corpus."""
    usual: NDArray[np.float32]
    """The mean of the ordinary messages, [dim]: what any message has in common; taken off every question."""
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
    texts, asked = (faiss.read_index(str(path / f"{name}.faiss")) for name in ("texts", "asked"))
    with np.load(path / "vectors.npz", allow_pickle=False) as stored:
        names = ("vectors", "owner", "start", "group", "detail", "means", "ordinary", "outside")
        arrays = {name: stored[name] for name in names}
        adapter = Adapter(stored["adapter"])
    corpus = CorpusVectors(adapted=arrays["vectors"][:0], **arrays)
    usual = np.asarray(corpus.ordinary.mean(axis=0), np.float32)
    return Index(
        version=path.name,
        meta=meta,
        passages=passages,
        row_of={passage.id: row for row, passage in enumerate(passages)},
        corpus=corpus,
        adapter=adapter,
        texts=texts,
        asked=asked,
        usual=usual,
        words=Bm25.load(path / "words", len(passages)),
        grams=Bm25.load(path / "grams", len(passages)),
        bridge=open_bridge(path / "nearness.npy", corpus, passages),
    )
