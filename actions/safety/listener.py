"""The listener: a model that hears danger the crisis floor has no words for.

Logistic regression over a message's sentence vector and its folded words and pieces of words. It stands behind
the floor, never in its place: what the floor hears is settled before the listener is asked.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from .floor import CrisisKind
from .fold import loosen, words_of

VECTOR_WEIGHT, COUNTS_WEIGHT = 12.0, 3.0
"""Lengths of a sentence vector and of each block of counts, so that neither rules alone."""
_LONGEST = 4000
_BUCKETS = 2**16
_PIECES = HashingVectorizer(
    analyzer="char_wb", ngram_range=(2, 5), n_features=_BUCKETS, alternate_sign=False, norm=None
)
_WORDS = HashingVectorizer(ngram_range=(1, 3), n_features=_BUCKETS, alternate_sign=False, norm=None)
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """How likely a message speaks of danger (0..1), and of which kind if it does."""

    danger: float
    kind: CrisisKind


@dataclass(frozen=True, slots=True)
class Listener:
    """Weights over `features`. `danger`: (features + 1,); `kinds`: (number of kinds, features + 1). The last is the bias."""

    danger: npt.NDArray[np.float32]
    kinds: npt.NDArray[np.float32]
    names: tuple[CrisisKind, ...]

    def hear(self, text: str, vector: Vectors) -> Heard:
        """One message with its sentence vector, shape (dimensions,)."""
        row = features([text], vector[np.newaxis, :])
        kind = int(np.argmax(row @ self.kinds[:, :-1].T + self.kinds[:, -1]))
        odds = float((row @ self.danger[:-1])[0] + self.danger[-1])
        return Heard(1.0 / (1.0 + float(np.exp(-odds))), self.names[kind])

    def save(self, file: Path) -> None:
        """Write beside and move, so that a file that exists is whole."""
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez_compressed(partial, danger=self.danger, kinds=self.kinds, names=np.array(self.names))
        partial.replace(file)

    @classmethod
    def load(cls, file: Path) -> "Listener":
        with np.load(file) as saved:
            names = tuple(cast("CrisisKind", str(name)) for name in saved["names"])
            return cls(saved["danger"], saved["kinds"], names)


def features(texts: list[str], vectors: Vectors) -> csr_matrix:
    """One row per text: its vector (rows of `vectors`), pieces of words, words."""
    folded = [" ".join(loosen(word) for word in words_of(text[:_LONGEST])) for text in texts]
    counts = [_of_one_length(block.transform(folded)) for block in (_PIECES, _WORDS)]
    return csr_matrix(hstack([csr_matrix(vectors * VECTOR_WEIGHT), *counts]))


def _of_one_length(counts: csr_matrix) -> csr_matrix:
    counts.data = 1.0 + np.log(counts.data)
    return normalize(counts) * COUNTS_WEIGHT
