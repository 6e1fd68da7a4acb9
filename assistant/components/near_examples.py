"""Intents by nearness to the examples: one smooth surface per intent, fitted by least squares.

Every example is a point; its pull on a message fades with the distance (a Gaussian kernel). The surfaces are the
solution of one system of linear equations, so the same examples always give the same model, and all that must
be kept are plain arrays.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import List, Tuple

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
CHUNK = 512
"""Examples compared at a time while fitting: the sparse product of all at once would need a gigabyte."""


@dataclass(frozen=True)
class Shape:
    """`narrowness` of the kernel, `smoothing` (what an example may be missed by), `balance` (0: every example
    weighs the same, 1: every intent does) and `sharpness`, which turns values into shares that match accuracy."""

    narrowness: float
    smoothing: float
    balance: float
    sharpness: float


class NearExamples:
    """Points [n, d] dense and [n, f] sparse, their pulls [n, intents] and what each intent has anyway."""

    def __init__(
        self, shape: Shape, names: List[str], points: Tuple[Floats, csr_matrix], pulls: Floats, base: Floats
    ) -> None:
        self.names, self.shape = names, shape
        self._pulls, self._base = pulls, base
        self._place(*points)

    @classmethod
    def fit(cls, shape: Shape, dense: Floats, sparse: csr_matrix, intents: List[str]) -> "NearExamples":
        """`dense` and `sparse`: one row per example, with its intent."""
        names = sorted(set(intents))
        wanted = np.array([[name == intent for name in names] for intent in intents], np.float32)
        weights = (len(intents) / len(names) / (wanted @ wanted.sum(axis=0))) ** shape.balance
        base = np.average(wanted, axis=0, weights=weights).astype(np.float32)
        model = cls(shape, names, (dense, sparse), wanted, base)
        rows = [slice(at, at + CHUNK) for at in range(0, len(dense), CHUNK)]
        system = np.vstack([model._pull(dense[part], sparse[part]) for part in rows])
        system[np.diag_indices_from(system)] += shape.smoothing / weights
        factors = cho_factor(system, overwrite_a=True, check_finite=False)
        model._pulls = cho_solve(factors, wanted - base, check_finite=False).astype(np.float32)
        return model

    def shares(self, dense: Floats, sparse: csr_matrix) -> Floats:
        """The share (0..1) of each intent in each message; a row sums to 1."""
        values = self.shape.sharpness * (self._pull(dense, sparse) @ self._pulls + self._base)
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)

    def save(self, file: Path) -> None:
        """Arrays only: reading them back runs no code."""
        sparse = self._columns.T.tocsr()
        np.savez(
            file,
            names=np.array(self.names),
            dense=self._dense,
            counts=sparse.data,
            columns=sparse.indices,
            rows=sparse.indptr,
            width=sparse.shape[1],
            pulls=self._pulls,
            base=self._base,
        )

    @classmethod
    def load(cls, file: Path, shape: Shape) -> "NearExamples":
        """Raises OSError or ValueError if the file is missing or holds anything but arrays."""
        with np.load(file, allow_pickle=False) as kept:
            size = (len(kept["dense"]), int(kept["width"]))
            sparse = csr_matrix((kept["counts"], kept["columns"], kept["rows"]), shape=size)
            names = [str(name) for name in kept["names"]]
            return cls(shape, names, (kept["dense"], sparse), kept["pulls"], kept["base"])

    def _place(self, dense: Floats, sparse: csr_matrix) -> None:
        self._dense = dense.astype(np.float32)
        self._columns = sparse.astype(np.float32).T.tocsr()
        self._lengths = _lengths(self._dense, self._columns.T.tocsr())

    def _pull(self, dense: Floats, sparse: csr_matrix) -> Floats:
        """How near each message [m] is to each example [n], 0..1."""
        alike = dense @ self._dense.T + (sparse @ self._columns).toarray()
        away = _lengths(dense, sparse)[:, None] + self._lengths[None] - 2 * alike
        return np.asarray(np.exp(-self.shape.narrowness * away), np.float32)


def _lengths(dense: Floats, sparse: csr_matrix) -> Floats:
    """Squared."""
    counted = np.asarray(sparse.multiply(sparse).sum(axis=1)).ravel()
    return np.asarray((dense * dense).sum(axis=1) + counted, np.float32)
