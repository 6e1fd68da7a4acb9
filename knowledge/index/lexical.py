"""Word statistics (BM25, through bm25s) over stems and over character n-grams, kept as plain arrays and JSON."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

NOTHING = "\0"
"""Stands in for a text without words, which bm25s would refuse; no question holds it."""


class Bm25:
    """BM25 scores of one query over all passages, in the order they were indexed."""

    def __init__(self, model: bm25s.BM25, count: int) -> None:
        self._model, self._count = model, count

    @classmethod
    def build(cls, tokens: Sequence[Sequence[str]]) -> "Bm25":
        model = bm25s.BM25(method="lucene")
        model.index([list(row) or [NOTHING] for row in tokens] or [[NOTHING]], show_progress=False)
        return cls(model, len(tokens))

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [passages]; words the corpus does not hold count nothing."""
        ids = self._model.get_tokens_ids(list(tokens))
        return np.asarray(self._model.get_scores_from_ids(ids), np.float32)[: self._count]

    def save(self, folder: Path) -> None:
        self._model.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, count: int) -> "Bm25":
        return cls(bm25s.BM25.load(folder, load_corpus=False, show_progress=False), count)
