"""Which messages lead away from a flow, and how sure it must be that they do."""

from actions.flows.registry import NAMES

SURELY_A_CHILD = 0.99
"""What plain marks ("I'm 12") are given: a flow is left for that only."""
GUIDANCE = ("ask_guidance", "out_of_scope")
ALWAYS_AWAY = frozenset(
    {
        "stop", "goodbye", "restart", "upset", "speak_to_person", "book_contact", "manage_booking",
        "change_language", "about_assistant", "privacy", "choose_topic", "child_writes",
    }
)  # fmt: skip
"""Intents that assistant/data/rules/flows.yml has a rule for: the flow steps aside for them."""
OVER_A_WORD = frozenset({"upset", "change_language", "speak_to_person"})
"""Believed over an answer's word inside a longer message: "nobody at that school listens" is no "no"."""
AFTER_CRISIS = frozenset({"crisis", "stop", "goodbye", "restart", "book_contact", "manage_booking", *NAMES})
"""After a cry for help only these reach the flow or its rules; all else lets the flow wait."""
LIKELY_DANGER = 0.5
"""An answer that fits the question gets the numbers beside it only from here on; all else does at any guess of danger."""
SURELY = {"upset": 0.5, "ask_guidance": 0.5, "early_signs": 0.5}
"""From this confidence on, an intent is believed over "that was no answer I know". Short answers are heard as
anything: of 30 typed ones, none that was wrong reached 0.6 as a way out; every real way out was above 0.65."""
SURELY_OTHERWISE = 0.6
SURELY_AGAIN = 0.8
"""So sure, what begins this very flow is a wish to be asked again, and no answer that was missed."""
