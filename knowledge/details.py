"""What is asked for precisely: a detail of an article, or one place of a document's passage.

Told by the nearest of all questions written for the article or the passage, in whatever language; those the article
answers as a whole speak against a detail.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.index.artefact import Index
from knowledge.index.vectors import QUESTION
from knowledge.model import Article, Asker, Detail, Passage
from knowledge.scales import Floats, Rows
from knowledge.search_policy import DetailPolicy
from knowledge.topics import topic_of


@dataclass(frozen=True, slots=True)
class _Written:
    """The questions of one article in all its languages, or of one passage: numbers in the corpus, and what each asks for."""

    numbers: Rows
    details: NDArray[np.str_]


class Details:
    """Safe to share between threads; holds no state of a question."""

    def __init__(self, index: Index, policy: DetailPolicy) -> None:
        self._index, self._policy = index, policy
        self._written = _by_topic(index)

    def asked(self, article: Article, vector: Floats, asker: Asker) -> Detail | None:
        """The detail of `article` that a question (`vector` [dim] is its encoding) asks for; None for the whole of it.

        Only what holds in the asker's country.
        """
        near = self._nearest(article.id, vector)
        whole = near.get("", -1.0)
        own = [d for d in article.details if d.country == "both" or asker.country in (None, d.country)]
        found = [(near.get(detail.topic, -1.0), detail) for detail in own]
        best, detail = max(found, key=lambda pair: pair[0], default=(-1.0, None))
        enough = best >= self._policy.closeness and best - whole >= self._policy.lead
        return detail if enough else None

    def place(self, passage: Passage, vector: Floats) -> str:
        """The place of a document's passage that a question asks for; empty where none comes near or nothing is written of it."""
        near = self._nearest(passage.id, vector)
        known = {line.place for line in passage.lines}
        closeness, place = max(((near.get(place, -1.0), place) for place in known), default=(-1.0, ""))
        return place if closeness >= self._policy.place else ""

    def closeness(self, passage: Passage, vector: Floats) -> float:
        """To the nearest question written for an article, or for a place of which something is written; 0 for none."""
        near = self._nearest(topic_of(passage), vector)
        if passage.kind == "article":
            return max(near.values(), default=0.0)
        return max((near.get(line.place, 0.0) for line in passage.lines), default=0.0)

    def _nearest(self, topic: str, vector: Floats) -> dict[str, float]:
        """By detail or place, the cosine of the question and the nearest one written for it, without what all messages share."""
        written = self._written.get(topic)
        if written is None:
            return {}
        known = self._index.corpus.uncentred(written.numbers) - self._index.usual
        asked = vector - self._index.usual
        lengths = np.linalg.norm(known, axis=1) * np.linalg.norm(asked)
        near = known @ asked / np.maximum(lengths, 1e-9)
        return {str(name): float(near[written.details == name].max()) for name in set(written.details)}


def _by_topic(index: Index) -> Mapping[str, _Written]:
    corpus, found = index.corpus, dict[str, list[int]]()
    topics = [topic_of(passage) for passage in index.passages]
    for number in np.flatnonzero(corpus.start == QUESTION):
        found.setdefault(topics[corpus.owner[number]], []).append(int(number))
    return {name: _Written(np.array(own), corpus.detail[own]) for name, own in found.items()}
