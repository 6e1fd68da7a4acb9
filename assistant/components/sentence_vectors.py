"""Featurizer: the sentence vector that the app handed over, as dense features."""

from typing import Any, Dict, List, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.components.vectors import DIMENSION, WAITING_VECTORS, Vector, VectorsMissingError


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Adds the message's vector as sequence and sentence features.

    A message without a vector (a quick reply, which Rasa reads as an intent) gets zeros; a training
    example without one raises VectorsMissingError.
    """

    @classmethod
    def required_components(cls) -> List[Type[Any]]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return DenseFeaturizer.get_default_config()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectors":
        return cls(execution_context.node_name or cls.__name__, config)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check beyond what the recipe checks."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                vector = WAITING_VECTORS.of(text)
                self._add(message, np.zeros(DIMENSION, np.float32) if vector is None else vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        for message in training_data.training_examples:
            text = message.get(TEXT)
            if not text:
                continue
            vector = WAITING_VECTORS.of(text)
            if vector is None:
                raise VectorsMissingError(
                    "no vector for an example: train with `skolevej train`, which encodes them"
                )
            self._add(message, vector)
        return training_data

    def _add(self, message: Message, vector: Vector) -> None:
        sentence = vector[None, :]
        tokens = max(len(message.get(TOKENS_NAMES[TEXT]) or ()), 1)
        sequence = np.repeat(sentence, tokens, axis=0)
        message.add_features(Features(sequence, FEATURE_TYPE_SEQUENCE, TEXT, self._identifier))
        message.add_features(Features(sentence, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
