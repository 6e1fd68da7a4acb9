"""NLU component: who writes, a child or somebody grown up. Decides over the intent `child_writes`.

The classifier may hear a child; plain marks ("I'm 12", "jeg går i 6.") make it certain, and words only a parent
says ("my daughter") rule it out, as does being staff. Once a child has written, the app says so along with the
message (`writer`), and what she asks or wants next stays hers: nothing for parents begins. The words stand in
config.yml; the intent first heard stays in the ranking.
"""

import re
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

CHILD = "child_writes"
APART = ("nlu_fallback", CHILD)
OURS = ("da", "nb", "en")
"""Languages with examples of children; in others the classifier takes parents for them."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class ChildWrites(GraphComponent):
    """Stands last in the pipeline; changes nothing but the intent."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._sure = float(config["sure"])
        self._kept = frozenset(config["kept"])
        self._child = _any_of(config["child"])
        self._adult = _any_of(config["adult"])
        self._others = _any_of(config["others"])
        self._self = _any_of(config["self"])

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"sure": 0.5, "kept": [], "child": [], "adult": [], "others": [], "self": []}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ChildWrites":
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            heard = message.get(INTENT) or {}
            if heard.get(INTENT_NAME_KEY):
                message.set(INTENT, self._decided(message, heard), add_to_output=True)
        return messages

    def _decided(self, message: Message, heard: Dict[Text, Any]) -> Dict[Text, Any]:
        metadata, text = message.get("metadata") or {}, (message.get(TEXT) or "").casefold()
        name, confidence = heard[INTENT_NAME_KEY], float(heard.get(PREDICTED_CONFIDENCE_KEY) or 0.0)
        if metadata.get("audience") == "staff" or self._grown_up(text):
            return self._otherwise(message, heard)
        if self._child is not None and self._child.search(text) and name != "crisis":
            return {INTENT_NAME_KEY: CHILD, PREDICTED_CONFIDENCE_KEY: 1.0}
        kept = name == "crisis" or (name in self._kept and confidence >= self._sure)
        if metadata.get("writer") == "child" and not kept:
            return {INTENT_NAME_KEY: CHILD, PREDICTED_CONFIDENCE_KEY: confidence}
        examples_of_it = metadata.get("heard", OURS[0]) in OURS
        if name == CHILD and (confidence < self._sure or not examples_of_it):
            return self._otherwise(message, heard)
        return heard

    def _grown_up(self, text: Text) -> bool:
        """Whether only somebody grown up says it: "my daughter", or of somebody else and not a word of herself."""
        if self._adult is not None and self._adult.search(text):
            return True
        if self._others is None or self._self is None:
            return False
        return bool(self._others.search(text)) and not self._self.search(text)

    def _otherwise(self, message: Message, heard: Dict[Text, Any]) -> Dict[Text, Any]:
        """The next best intent, where the first was a child's."""
        if heard[INTENT_NAME_KEY] != CHILD:
            return heard
        ranking = message.get(INTENT_RANKING_KEY) or []
        return next((each for each in ranking if each[INTENT_NAME_KEY] not in APART), heard)


def _any_of(patterns: List[Text]) -> Optional["re.Pattern[str]"]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
