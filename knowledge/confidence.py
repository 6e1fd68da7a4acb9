"""How sure we may be that a text answers a question: closeness held against what we do not answer.

A question is likened to the questions our articles answer, to the documents, and to the questions in
policy/outside.yml. By how much the former are closer is its margin; a logistic curve in policy/search.yml
turns a margin into 0..1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder.protocol import Vectors
from knowledge.gate import Gate
from knowledge.index.artefact import Index
from knowledge.search_policy import Confidence

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Domain:
    """One question as a whole: its closeness to what lies outside, to the best document, and its margin.

    What the gate makes of it is taken off `outside` and is part of the margin.
    """

    outside: float
    document: float
    margin: float


@dataclass(frozen=True, slots=True)
class Judge:
    """`outside` [k, dim] are the vectors of questions that we do not answer."""

    policy: Confidence
    outside: Vectors
    gate: Gate

    def domain(self, vector: Floats, asked: Floats, documents: Floats, document: float) -> Domain:
        """How much closer the question is to what may answer this asker than to what lies outside.

        `asked` are the cosines of the nearest questions written for what this asker may see, `documents` those of
        the nearest document stretches, `document` is the best match of any document, its text or a question for it.
        The better of articles and documents counts: either may know alone.
        """
        outside = _closest(self.outside @ vector, self.policy.closest_outside)
        outside -= self.policy.gate * self.gate.margin(vector)
        ours = _closest(asked, self.policy.closest_questions)
        theirs = _closest(documents, self.policy.closest_documents) + self.policy.document_offset
        return Domain(outside, document, max(ours, theirs) - outside)

    def margins(self, domain: Domain, cosine: Floats, article: NDArray[np.bool_]) -> Floats:
        """The margin of each candidate: `cosine` [n] is its best match, `article` [n] whether it is an article's.

        An article is judged by its own best match; a document by the question's margin less a part of what
        its match lacks to the best document's.
        """
        lacking = self.policy.document_lack * (cosine - domain.document)
        return np.where(article, cosine - domain.outside, domain.margin + lacking).astype(np.float32)

    def confidence(self, margins: Floats) -> Floats:
        steps = (self.policy.middle - margins) * self.policy.steepness
        return np.asarray(1 / (1 + np.exp(np.clip(steps, -60, 60))), np.float32)


def open_judge(index: Index, policy: Confidence, gate: Gate) -> Judge:
    return Judge(policy, index.corpus.outside, gate)


def _closest(similarity: Floats, count: int) -> float:
    """The mean of the `count` highest; -1 when there is none."""
    return float(np.sort(similarity)[-count:].mean()) if len(similarity) else -1.0
