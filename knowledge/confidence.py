"""How sure we may be that a text answers a question: closeness held against what we do not answer.

A question is likened to the questions our articles answer and to those in policy/outside.yml. The
difference of the two is its margin; a logistic curve in policy/search.yml turns a margin into 0..1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder.protocol import Vectors
from knowledge.index.artefact import Index
from knowledge.index.vectors import QUESTION
from knowledge.search_policy import Confidence

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judge:
    """`questions` [m, dim] are the unit vectors of our articles' questions, `row` [m] the passage each belongs to."""

    policy: Confidence
    questions: Vectors
    row: NDArray[np.int32]
    outside: Vectors
    ordinary: Vectors

    def domain_margin(self, vector: Floats, allowed: NDArray[np.bool_]) -> float | None:
        """How much closer the question is to what this asker's articles answer; None without articles."""
        ours = (self.questions @ vector)[allowed[self.row]]
        if len(ours) < self.policy.fewest_questions:
            return None
        return _closest(ours, self.policy.closest_questions) - self._outside(vector)

    def margins(
        self, vector: Floats, allowed: NDArray[np.bool_], cosine: Floats, article: NDArray[np.bool_]
    ) -> Floats:
        """The margin of each candidate.

        `cosine` [n] is each candidate's best match and `article` [n] whether it is an article's; `allowed` is
        over all passages. An article is judged by its own questions; a document by the question's margin
        less what it lacks to the best document.
        """
        domain = self.domain_margin(vector, allowed)
        if domain is None:
            return self._without_articles(vector, cosine)
        lacking = self.policy.document_lack * (cosine - cosine[~article].max(initial=-1.0))
        return np.where(article, cosine - self._outside(vector), domain + lacking).astype(np.float32)

    def confidence(self, margins: Floats) -> Floats:
        steps = (self.policy.middle - margins) * self.policy.steepness
        return np.asarray(1 / (1 + np.exp(np.clip(steps, -60, 60))), np.float32)

    def _outside(self, vector: Floats) -> float:
        return _closest(self.outside @ vector, self.policy.closest_outside)

    def _without_articles(self, vector: Floats, cosine: Floats) -> Floats:
        """A far weaker judgement: closeness less the closeness to ordinary chat."""
        hubness = float((self.ordinary @ vector).mean())
        return cosine - np.float32(self.policy.hubness * hubness + self.policy.without_articles)


def open_judge(index: Index, policy: Confidence) -> Judge:
    corpus = index.corpus
    is_article = np.array([passage.kind == "article" for passage in index.passages], np.bool_)
    asked = np.flatnonzero((corpus.start == QUESTION) & is_article[corpus.owner])
    questions = np.asarray(corpus.vectors[asked] + corpus.means[corpus.group[asked]], np.float32)
    return Judge(policy, questions, corpus.owner[asked], corpus.outside, corpus.ordinary)


def _closest(similarity: Floats, count: int) -> float:
    """The mean of the `count` highest."""
    return float(np.sort(similarity)[-count:].mean())
