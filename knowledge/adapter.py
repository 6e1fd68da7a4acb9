"""A linear map over sentence vectors, learnt from our own question lists, that brings questions nearer to their answers.

A general encoder puts a worried message and the text that answers it further apart than two texts of one kind.
The map is trained by `skolevej knowledge ship` (see adapter_training) and kept in `knowledge/adapter.npz`;
with another encoder than the one it was trained for there is none.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.shipped import read_shipped, write_shipped

Floats = NDArray[np.float32]
SHIPPED = Path(__file__).resolve().parent / "adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """`matrix` [dim, dim]; applied to centred vectors from the right."""

    matrix: Floats

    @property
    def id(self) -> str:
        """12 hex digits that change with the map."""
        return hashlib.sha256(self.matrix.tobytes()).hexdigest()[:12]

    def __call__(self, vectors: Floats) -> Floats:
        """Unit vectors [n, dim] of centred ones; a vector of nothing stays nothing."""
        return unit(unit(vectors) @ self.matrix)


def unit(vectors: Floats) -> Floats:
    """Each row at length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True).clip(1e-6)
    return np.asarray(vectors / lengths, np.float32)


def plain(dim: int) -> Adapter:
    """The map that changes nothing."""
    return Adapter(np.eye(dim, dtype=np.float32))


def shipped_adapter(encoder_id: str, dim: int, source: Path = SHIPPED) -> Adapter:
    """The shipped map, or none at all when there is no sound file or another encoder's vectors taught it."""
    found = read_shipped(source, encoder_id)
    matrix = found.get("matrix") if found else None
    if matrix is None or matrix.shape != (dim, dim):
        return plain(dim)
    return Adapter(matrix.astype(np.float32))


def ship_adapter(adapter: Adapter, encoder_id: str, target: Path = SHIPPED) -> None:
    """Write the map for `encoder_id` to `target`."""
    write_shipped(target, encoder_id, {"matrix": adapter.matrix})
