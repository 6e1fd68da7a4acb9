"""Teaches the gate: the questions of our articles against policy/outside.yml and policy/outside_learnt.yml."""

from collections.abc import Sequence

import numpy as np
from sklearn.svm import SVC

from knowledge.encoder.protocol import Vectors
from knowledge.gate import REACH, Gate
from knowledge.index.vectors import CorpusVectors
from knowledge.model import Passage

STRENGTH = 4.0
"""scikit-learn's C. With REACH, one of four pairs tried on messages by writers who knew nothing of us (docs/decisions/0002)."""


def train_gate(corpus: CorpusVectors, passages: Sequence[Passage], outside: Vectors) -> Gate:
    """`outside` [n, dim] are the sentence vectors of messages we do not answer, beside those in the corpus."""
    answered = corpus.uncentred(corpus.asked_of_articles(passages))
    refused = np.concatenate([corpus.outside, outside])
    known = np.concatenate([answered, refused])
    right = np.arange(len(known)) < len(answered)
    model = SVC(C=STRENGTH, gamma=REACH, class_weight="balanced").fit(known, right)
    weights = np.asarray(model.dual_coef_[0], np.float32)
    return Gate(np.asarray(model.support_vectors_, np.float32), weights, float(model.intercept_[0]))
