"""Articles as a bridge: a parent's words find our articles, and the articles' own words find the documents.

People ask in words no guide uses. An article's question list holds such words and its body the
professional ones, so a document passage close to the articles that fit a question fits it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.adapter import unit
from knowledge.encoder.protocol import Vectors
from knowledge.index.vectors import QUESTION, CorpusVectors
from knowledge.model import Passage

FEWEST = 10
"""With fewer articles there is nothing to weigh them against, and no bridge."""
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bridge:
    """`near` [articles, passages]: how close each document passage is to each article (0 for articles' passages).

    `article` [n] is the article each vector of the corpus belongs to; -1 for a document's.
    """

    near: Floats
    article: NDArray[np.int32]

    def scores(self, found: Rows, match: Floats, count: int) -> Floats:
        """Closeness [passages] to the `count` articles that fit a question best; zeros without a bridge.

        `found` are the numbers of the vectors nearest to it, `match` how close they are.
        """
        owner = self.article[found]
        ours = owner >= 0
        best = np.full(len(self.near), -np.inf, np.float32)
        np.maximum.at(best, owner[ours], match[ours])
        articles = np.flatnonzero(np.isfinite(best))
        if len(articles) < FEWEST:
            return np.zeros(self.near.shape[1], np.float32)
        fit = best[articles]
        steps = (fit - fit.max()) / (fit.std() + 1e-6)
        first = np.argsort(-fit)[:count]
        weights = np.exp(steps[first])
        return np.asarray((weights / weights.sum()) @ self.near[articles[first]], np.float32)


def save_nearness(path: Path, corpus: CorpusVectors, passages: Sequence[Passage]) -> None:
    """Compute `near`, the costly part, once at build time."""
    np.save(path, _nearness(corpus, passages), allow_pickle=False)


def open_bridge(path: Path, corpus: CorpusVectors, passages: Sequence[Passage]) -> Bridge:
    return Bridge(np.load(path, allow_pickle=False), _numbers(passages)[corpus.owner])


def _numbers(passages: Sequence[Passage]) -> NDArray[np.int32]:
    """The article number of each passage, one for all languages of an article; -1 for documents."""
    names = dict.fromkeys(passage.document for passage in passages if passage.kind == "article")
    number = {name: n for n, name in enumerate(names)}
    of = [number[passage.document] if passage.kind == "article" else -1 for passage in passages]
    return np.array(of, np.int32)


def _nearness(corpus: CorpusVectors, passages: Sequence[Passage]) -> Floats:
    numbers = _numbers(passages)[corpus.owner]
    near = np.zeros((int(numbers.max(initial=-1)) + 1, len(passages)), np.float32)
    if not len(near) or (numbers >= 0).all():
        return near
    documents = np.flatnonzero((numbers < 0) & (corpus.start != QUESTION))
    body = _bodies(corpus, numbers, len(near))
    best = np.full((len(passages), len(near)), -np.inf, np.float32)
    np.maximum.at(best, corpus.owner[documents], corpus.adapted[documents] @ body.T)
    return np.where(np.isfinite(best), best, 0).T.astype(np.float32)


def _bodies(corpus: CorpusVectors, numbers: NDArray[np.int32], count: int) -> Vectors:
    """The mean direction of each article's body over its languages, [count, dim]."""
    whole = np.flatnonzero((numbers >= 0) & (corpus.start != QUESTION))
    summed = np.zeros((count, corpus.adapted.shape[1]), np.float32)
    np.add.at(summed, numbers[whole], corpus.adapted[whole])
    return unit(summed)
