"""Rasa's rule policy with two of its habits changed.

It has no built-in meanings of the intents `restart` and `back`: Rasa answers those by wiping or rewinding the
tracker; ours are rules like any other intent's. And a form that stepped aside for one message is asked again at
the next: Rasa keeps it aside until it has run, so that after a rule that only listens (a form's "upset") nothing
but the fallback was left, ten times over.
"""

from typing import Optional, Set, Text, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import ActionExecutionRejected, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class OwnRules(RulePolicy):
    """Every intent means what our rules say; every message reaches the form that is open."""

    @staticmethod
    def _default_sources() -> Set[Text]:
        return set()

    @staticmethod
    def _find_action_from_default_actions(
        tracker: DialogueStateTracker,
    ) -> Tuple[Optional[Text], Optional[Text]]:
        return None, None

    @staticmethod
    def _find_action_from_loop_happy_path(
        tracker: DialogueStateTracker,
    ) -> Tuple[Optional[Text], Optional[Text]]:
        if tracker.active_loop and tracker.active_loop.rejected and not _stepped_aside_now(tracker):
            tracker.active_loop.rejected = False
        return RulePolicy._find_action_from_loop_happy_path(tracker)


def _stepped_aside_now(tracker: DialogueStateTracker) -> bool:
    """Whether the form stepped aside for the latest message, and not for one before it."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecutionRejected):
            return True
        if isinstance(event, UserUttered):
            return False
    return False
