"""What is asked for precisely: a detail of an article, or one place of a document's passage.

Told by the nearest of all questions written for the article or the passage, in whatever language, and by how likely each is
meant (aims); what the article answers as a whole speaks against a detail.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.aims import Aims, numbers_of
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


@dataclass(frozen=True, slots=True)
class Precisely:
    """`direct` is what was asked, `surely` or most likely; `also` may be, the likeliest first."""

    direct: Detail | None
    surely: bool
    also: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class _Nearness:
    """Of a message and the questions written for one detail or place: to the `nearest`, and half way to the mean of the few nearest."""

    nearest: float
    weighed: float


FEW = 3
"""One question that happens to be worded alike says less than several that come near."""
FAR = _Nearness(-1.0, -1.0)


class Details:
    """Safe to share between threads; holds no state of a question."""

    def __init__(self, index: Index, policy: DetailPolicy, aims: Aims) -> None:
        self._index, self._policy, self._aims = index, policy, aims
        self._number = numbers_of(aims)
        self._written = _by_topic(index)

    def asked(self, article: Article, vector: Floats, asker: Asker) -> Precisely:
        """What of `article` a question (`vector` [dim] is its encoding) asks for precisely, of what holds in the asker's country."""
        near, policy = self._nearness(article.id, vector), self._policy
        own = [d for d in article.details if d.country == "both" or asker.country in (None, d.country)]
        aimed = self._aimed(article.id, ["", *(d.topic for d in own)], vector)
        scored = [(near.get(d.topic, FAR), d, aimed[d.topic]) for d in own]
        found = sorted(
            ((this, this.weighed + policy.aim * aim, detail) for this, detail, aim in scored),
            key=lambda one: -one[1],
        )
        whole = near.get("", FAR).weighed + policy.aim * aimed[""]
        sure = [
            detail
            for this, score, detail in found[:1]
            if this.nearest >= policy.closeness and score - whole >= policy.lead
        ]
        least = found[0][1] - policy.within if found else 0.0
        beside = [d for this, score, d in found if this.nearest >= policy.also and score >= least]
        also = [detail for detail in beside if detail not in sure]
        surely = bool(sure) and found[0][0].nearest >= policy.surely
        return Precisely(next(iter(sure), None), surely, tuple(also[: policy.most_also]))

    def _aimed(self, article: str, topics: Sequence[str], vector: Floats) -> dict[str, float]:
        """How likely each is meant, as logarithms; one written since the aims were learnt is as likely as the rest."""
        likely = self._aims.likely(vector)
        known = {t: float(likely[self._number[article, t]]) for t in topics if (article, t) in self._number}
        usual = sum(known.values()) / max(len(known), 1)
        return {topic: known.get(topic, usual) for topic in topics}

    def place(self, passage: Passage, vector: Floats) -> str:
        """The place of a document's passage that a question asks for; empty where none comes near or nothing is written of it."""
        near = self._nearness(passage.id, vector)
        policy, places = self._policy, sorted({line.place for line in passage.lines})
        close = [place for place in places if near.get(place, FAR).nearest >= policy.place]
        aimed = self._aimed("", close, vector)
        return max(close, key=lambda place: near[place].nearest + policy.aim * aimed[place], default="")

    def closeness(self, passage: Passage, vector: Floats) -> float:
        """To the nearest question written for an article, or for a place of which something is written; 0 for none."""
        near = self._nearness(topic_of(passage), vector)
        if passage.kind == "article":
            return max((this.nearest for this in near.values()), default=0.0)
        return max((near[line.place].nearest for line in passage.lines if line.place in near), default=0.0)

    def _nearness(self, topic: str, vector: Floats) -> dict[str, _Nearness]:
        """By detail or place: cosines of the question and those written for it, without what all messages share."""
        written = self._written.get(topic)
        if written is None:
            return {}
        known = self._index.corpus.uncentred(written.numbers) - self._index.usual
        asked = vector - self._index.usual
        lengths = np.linalg.norm(known, axis=1) * np.linalg.norm(asked)
        near = known @ asked / np.maximum(lengths, 1e-9)
        return {str(name): _nearness(near[written.details == name]) for name in set(written.details)}


def _nearness(cosines: Floats) -> _Nearness:
    first = np.sort(cosines)[::-1][:FEW]
    return _Nearness(float(first[0]), float(first[0] + first.mean()) / 2)


def _by_topic(index: Index) -> Mapping[str, _Written]:
    corpus, found = index.corpus, dict[str, list[int]]()
    topics = [topic_of(passage) for passage in index.passages]
    for number in np.flatnonzero(corpus.start == QUESTION):
        found.setdefault(topics[corpus.owner[number]], []).append(int(number))
    return {name: _Written(np.array(own), corpus.detail[own]) for name, own in found.items()}
