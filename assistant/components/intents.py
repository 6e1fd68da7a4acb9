"""NLU component: the intent of a message, by its nearness to the examples in meaning and in wording."""

from typing import Any, Dict, List, Optional, Text, Tuple, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.preprocessing import normalize

from assistant.components.near_examples import Floats, NearExamples, Shape

FILE = "near_examples.npz"
RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Intents(IntentClassifier, GraphComponent):
    """Sets intent and ranking from the sentence features of a message.

    Each sparse featurizer's counts are brought to the length `counts_weight`, so that a message of twenty words is
    not ruled by its words and one of two by its sentence vector. The other settings are those of `Shape`.
    """

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "counts_weight": 0.3,
            "narrowness": 2.0,
            "smoothing": 0.1,
            "balance": 0.25,
            "sharpness": 8.0,
        }

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._counts_weight = float(config["counts_weight"])
        names = ("narrowness", "smoothing", "balance", "sharpness")
        self._shape = Shape(**{name: float(config[name]) for name in names})
        self._storage, self._resource = storage, resource
        self._model: Optional[NearExamples] = None

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Intents":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Intents":
        """Raises OSError or ValueError on a damaged model: without understanding there is nothing to serve."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = NearExamples.load(folder / FILE, component._shape)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        dense, sparse = self._points(examples)
        self._model = NearExamples.fit(self._shape, dense, sparse, [e.get(INTENT) for e in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        if self._model is None or not messages:
            return messages
        for message, shares in zip(messages, self._model.shares(*self._points(messages)), strict=True):
            ranking = [
                {INTENT_NAME_KEY: self._model.names[at], PREDICTED_CONFIDENCE_KEY: float(shares[at])}
                for at in np.argsort(-shares)[:RANKED]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _points(self, messages: List[Message]) -> Tuple[Floats, csr_matrix]:
        """One row per message: its sentence vector, and its blocks of counts in the order of the pipeline."""
        features = [_sentence_features(message) for message in messages]
        dense = np.vstack([np.hstack([f.features for f in own if not f.is_sparse()]) for own in features])
        counts = [hstack([self._block(f) for f in own if f.is_sparse()]) for own in features]
        return dense.astype(np.float32), vstack(counts).tocsr()

    def _block(self, features: Features) -> csr_matrix:
        counts = csr_matrix(features.features, dtype=np.float32)
        counts.data = 1.0 + np.log(counts.data)
        return normalize(counts) * self._counts_weight


def _sentence_features(message: Message) -> List[Features]:
    return [f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE]
