"""Rasa's rule policy without its built-in meanings of the intents `restart` and `back`.

Rasa answers those by wiping or rewinding the tracker; ours are rules like any other intent's.
"""

from typing import Optional, Set, Text, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OwnRules(RulePolicy):
    """Every intent means what our rules say."""

    @staticmethod
    def _default_sources() -> Set[Text]:
        return set()

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> Tuple[Optional[Text], Optional[Text]]:
        return None, None
