"""Which article a question is about, learnt from all questions written for the articles.

Closeness to single questions is swayed by their wording; one linear score an article, learnt against all other
articles, keeps to what sets its topic apart. Trained by `skolevej knowledge ship` (see topics_training), kept in topics.npz.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Passage
from knowledge.shipped import read_shipped, write_shipped

Floats = NDArray[np.float32]
SHIPPED = Path(__file__).resolve().parent / "topics.npz"


def topic_of(passage: Passage) -> str:
    """An article in all its languages is one topic, each passage of a document is one."""
    return passage.document if passage.kind == "article" else passage.id


@dataclass(frozen=True, slots=True)
class Topics:
    """`ids` are the article ids; `matrix` [ids, dim], `bias` [ids]; `usual` [dim] is taken off every question."""

    ids: tuple[str, ...]
    matrix: Floats
    bias: Floats
    usual: Floats

    def scores(self, vector: Floats) -> Floats:
        """One score an article, in the order of `ids`; comparable for one question only. `vector` is [dim]."""
        return np.asarray(self.matrix @ (vector - self.usual) + self.bias, np.float32)


def no_topics(dim: int) -> Topics:
    """For an encoder nothing was learnt with."""
    none = np.zeros((0, dim), np.float32)
    return Topics((), none, none[:, 0], np.zeros(dim, np.float32))


def shipped_topics(encoder_id: str, dim: int, source: Path = SHIPPED) -> Topics:
    found = read_shipped(source, encoder_id)
    if found is None or not {"ids", "matrix", "bias", "usual"} <= found.keys():
        return no_topics(dim)
    ids = tuple(str(name) for name in found["ids"])
    matrix, bias, usual = (found[name].astype(np.float32) for name in ("matrix", "bias", "usual"))
    return Topics(ids, matrix, bias, usual) if matrix.shape == (len(ids), dim) else no_topics(dim)


def ship_topics(topics: Topics, encoder_id: str, target: Path = SHIPPED) -> None:
    arrays = {"matrix": topics.matrix, "bias": topics.bias, "usual": topics.usual}
    write_shipped(target, encoder_id, {"ids": np.array(topics.ids), **arrays})
