"""NLU component: the language the app heard becomes an entity, and by the domain a slot.

So the slot is right from the very first reply, inside forms too. Quick replies skip the pipeline: the front
door adds the same entity to them.
"""

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

LANGUAGES = ("da", "nb", "en")


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class LanguageFromMetadata(GraphComponent, EntityExtractorMixin):
    """Emits the entity `language` from the message's metadata; does nothing without it."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageFromMetadata":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            language = (message.get("metadata") or {}).get("language")
            if language in LANGUAGES:
                heard = language_entity(language, message.get(TEXT) or "")
                message.set(ENTITIES, [*(message.get(ENTITIES) or []), heard], add_to_output=True)
        return messages


def language_entity(language: Text, text: Text) -> Dict[Text, Any]:
    """The language of a message as an entity over the whole of it."""
    return {
        "entity": "language",
        "value": language,
        "start": 0,
        "end": len(text),
        "extractor": LanguageFromMetadata.__name__,
    }
