"""Teaches the topics: logistic regression over the questions of all articles. About ten seconds on one core."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.index.vectors import CorpusVectors
from knowledge.model import Passage
from knowledge.topics import Topics

SCALE = 8.0
"""Sentence vectors are made this much longer, so that the regression's usual strength suits them."""
STRENGTH = 0.1
"""scikit-learn's C. Of 1, 0.3, 0.1 and 0.03 alike in what stands first, and the one that is about as sure as it is right (docs/decisions/0002)."""


def train_topics(corpus: CorpusVectors, passages: Sequence[Passage]) -> Topics:
    """From the questions of the articles' passages; what documents are asked is left out."""
    asked = corpus.asked_of_articles(passages)
    vectors = corpus.uncentred(asked)
    about = np.array([passages[row].document for row in corpus.owner[asked]])
    usual = vectors.mean(axis=0)
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit((vectors - usual) * SCALE, about)
    matrix, bias = (np.asarray(part, np.float32) for part in (model.coef_ * SCALE, model.intercept_))
    return Topics(tuple(str(name) for name in model.classes_), matrix, bias, np.asarray(usual, np.float32))
