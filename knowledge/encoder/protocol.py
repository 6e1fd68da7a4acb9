"""What the rest of the room asks of an encoder, and the errors opening one can raise."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, one a row: shape [n, dim]."""


class Encoder(Protocol):
    """Turns texts into unit vectors. Queries and passages have different prompts and must not be mixed."""

    @property
    def id(self) -> str:
        """Changes whenever the same text would get another vector; indexes and caches are keyed by it."""
        ...

    @property
    def dim(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class EncoderUnavailableError(RuntimeError):
    """No encoder can be opened; the message says what to do."""
