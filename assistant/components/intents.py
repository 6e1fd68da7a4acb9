"""Rasa's logistic regression over features that weigh the same in a short message and in a long one."""

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Intents(LogisticRegressionClassifier):
    """Logistic regression on sentence features, each sparse featurizer's counts brought to one length.

    `C` is scikit-learn's: smaller values generalise more from many near-alike examples. `counts_weight` is the
    length of each block of counts; the sentence vector comes with the length its featurizer gave it. Without
    this a message of twenty words would be ruled by its words and one of two by its sentence vector.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**LogisticRegressionClassifier.get_default_config(), "C": 1.0, "counts_weight": 4.0}

    def __init__(
        self, config: Dict[Text, Any], name: Text, model_storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(config, name, model_storage, resource)
        self.clf.set_params(C=self.config["C"])

    def _create_X(self, messages: List[Message]) -> csr_matrix:  # noqa: N802  (Rasa's name)
        """One row per message; its blocks stand in the order of the pipeline."""
        return vstack([hstack([self._block(f) for f in _sentence_features(m)]) for m in messages]).tocsr()

    def _block(self, features: Features) -> csr_matrix:
        if not features.is_sparse():
            return csr_matrix(features.features)
        counts = csr_matrix(features.features, dtype=np.float64)
        counts.data = 1.0 + np.log(counts.data)
        return normalize(counts) * self.config["counts_weight"]


def _sentence_features(message: Message) -> List[Features]:
    return [f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
