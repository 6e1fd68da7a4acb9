"""The listener: a model that hears danger the crisis floor has no words for.

A support vector machine over sentence vectors: near which known messages of danger and of everyday life does
a message lie? Each of its sentences is heard too, so that a long practical question does not drown the one that
matters. It stands behind the floor, never in its place: what the floor hears is settled before.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from .floor import CrisisKind

REACH = 5.0
"""How fast a known message's say fades with the square of its distance (gamma of the radial kernel)."""
MOST_PIECES = 12
"""Pieces a message is heard in beside the whole: each costs the encoder some 15 ms."""
_FEWEST_WORDS = 3
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
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

    def hear(self, vectors: Vectors) -> Heard:
        """One message by the vectors of its `pieces_of`, shape (pieces, dimensions): the most alarming counts."""
        slope, offset = self.doubt
        margins = self.margins(vectors)
        loudest = int(np.argmax(margins))
        kind = int(np.argmax(self.kinds[:, :-1] @ vectors[loudest] + self.kinds[:, -1]))
        return Heard(1.0 / (1.0 + float(np.exp(-slope * margins[loudest] - offset))), self.names[kind])

    def margins(self, vectors: Vectors) -> Vectors:
        """Above 0 on the side of danger, one for each row. No likelihoods yet."""
        return weighed(vectors, self.known, self.weights) + np.float32(self.bias)

    def save(self, file: Path) -> None:
        """Write beside and move, so that a file that exists is whole."""
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez_compressed(
            partial,
            known=self.known,
            weights=self.weights,
            bias=self.bias,
            doubt=self.doubt,
            kinds=self.kinds,
            names=np.array(self.names),
        )
        partial.replace(file)

    @classmethod
    def load(cls, file: Path) -> "Listener":
        with np.load(file) as saved:
            slope, offset = (float(one) for one in saved["doubt"])
            names = tuple(cast("CrisisKind", str(name)) for name in saved["names"])
            bias = float(saved["bias"])
            return cls(saved["known"], saved["weights"], bias, (slope, offset), saved["kinds"], names)


def weighed(vectors: Vectors, known: Vectors, weights: Vectors) -> Vectors:
    """What the known messages say of each row of `vectors`, near ones most: (rows,)."""
    lengths = np.einsum("md,md->m", known, known)
    own = np.einsum("pd,pd->p", vectors, vectors)
    away = lengths - 2.0 * (vectors @ known.T) + own[:, np.newaxis]
    return np.asarray(np.exp(-REACH * away) @ weights, dtype=np.float32)


def pieces_of(text: str) -> list[str]:
    """What is encoded to hear a message: the whole, then its sentences where there are several."""
    sentences = [one for one in _SENTENCE_END.split(text) if len(one.split()) >= _FEWEST_WORDS]
    if len(sentences) < 2:
        return [text]
    together = -(-len(sentences) // MOST_PIECES)
    return [text, *(" ".join(sentences[at : at + together]) for at in range(0, len(sentences), together))]
