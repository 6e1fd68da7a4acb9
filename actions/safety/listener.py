"""The listener: a model that hears danger the crisis floor has no words for.

A support vector machine over a message's sentence vector: near which known messages of danger and of everyday
life does it lie? It stands behind the floor, never in its place: what the floor hears is settled before.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from .floor import CrisisKind

REACH = 5.0
"""How fast a known message's say fades with the square of its distance (gamma of the radial kernel)."""
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """How likely a message speaks of danger (0..1), and of which kind if it does."""

    danger: float
    kind: CrisisKind


@dataclass(frozen=True, slots=True)
class Listener:
    """`known`: (messages, dimensions) with a weight each, above 0 for danger; `bias` is added to their sum.

    `doubt`: slope and offset that make a likelihood of that sum. `kinds`: (kinds, dimensions + 1), the last the bias.
    """

    known: Vectors
    weights: Vectors
    bias: float
    doubt: tuple[float, float]
    kinds: Vectors
    names: tuple[CrisisKind, ...]

    def hear(self, vector: Vectors) -> Heard:
        """One message by its sentence vector, shape (dimensions,)."""
        slope, offset = self.doubt
        kind = int(np.argmax(self.kinds[:, :-1] @ vector + self.kinds[:, -1]))
        return Heard(1.0 / (1.0 + float(np.exp(-slope * self.margin(vector) - offset))), self.names[kind])

    def margin(self, vector: Vectors) -> float:
        """Above 0 on the side of danger. No likelihood yet."""
        lengths = np.einsum("md,md->m", self.known, self.known)
        away = lengths - 2.0 * (self.known @ vector) + float(vector @ vector)
        return float(self.weights @ np.exp(-REACH * away)) + self.bias

    def save(self, file: Path) -> None:
        """Write beside and move, so that a file that exists is whole."""
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        parts = {name: np.asarray(getattr(self, name)) for name in self.__slots__}
        np.savez_compressed(partial, **parts)
        partial.replace(file)

    @classmethod
    def load(cls, file: Path) -> "Listener":
        with np.load(file) as saved:
            slope, offset = (float(one) for one in saved["doubt"])
            names = tuple(cast("CrisisKind", str(name)) for name in saved["names"])
            bias = float(saved["bias"])
            return cls(saved["known"], saved["weights"], bias, (slope, offset), saved["kinds"], names)
