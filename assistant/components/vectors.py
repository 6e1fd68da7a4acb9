"""Sentence vectors waiting to be used, by the text they belong to.

The app encodes each message once, for search and for understanding, and hands the vector over with the
message; training reads the vectors of all examples from a file. Either way the featurizer finds them
here, so that Rasa holds no encoder and the vector never enters a tracker.
"""

import base64
import os
from collections import OrderedDict
from pathlib import Path
from typing import Optional

import numpy as np
import numpy.typing as npt

DIMENSION = 384
WAITING = 4096
TRAINING_VECTORS = "SKOLEVEJ_TRAINING_VECTORS"
"""Environment variable naming an .npz with `texts` [n] and `vectors` [n, 384], set for `rasa train`."""

Vector = npt.NDArray[np.float32]


class VectorsMissingError(RuntimeError):
    """An example has no vector: the training file was made from other data."""


class WaitingVectors:
    """A bounded memory of text → vector; the oldest are forgotten first."""

    def __init__(self, capacity: int = WAITING) -> None:
        self._capacity = capacity
        self._vectors: "OrderedDict[str, Vector]" = OrderedDict()

    def hand_over(self, text: str, encoded: str) -> None:
        """Keep the vector of a text; `encoded` is base64 of 384 little-endian float32.

        Raises ValueError if it is anything else.
        """
        vector = np.frombuffer(base64.b64decode(encoded, validate=True), dtype="<f4")
        if vector.shape != (DIMENSION,) or not np.isfinite(vector).all():
            raise ValueError("a sentence vector is base64 of 384 finite float32")
        self.keep(text, vector)

    def keep(self, text: str, vector: Vector) -> None:
        self._vectors[text] = vector
        self._vectors.move_to_end(text)
        while len(self._vectors) > self._capacity:
            self._vectors.popitem(last=False)

    def of(self, text: str) -> Optional[Vector]:
        return self._vectors.get(text)


def from_training_file() -> Optional[WaitingVectors]:
    """The vectors of all training examples, or None outside training."""
    name = os.environ.get(TRAINING_VECTORS)
    if not name:
        return None
    with np.load(Path(name), allow_pickle=False) as file:
        texts, vectors = file["texts"], file["vectors"]
    waiting = WaitingVectors(capacity=max(len(texts), WAITING))
    for text, vector in zip(texts, vectors, strict=True):
        waiting.keep(str(text), vector.astype(np.float32))
    return waiting


WAITING_VECTORS = from_training_file() or WaitingVectors()
