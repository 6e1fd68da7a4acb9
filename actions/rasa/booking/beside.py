"""What a booking and the looking up of one do with a message that answers nothing: explain, look it up, or say so."""

from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.rasa import call
from actions.rasa.booking.talk import BookingTalk
from actions.rasa.deciding import Decided
from actions.rasa.guidance import answer_now

GUIDANCE = ("ask_guidance", "out_of_scope")
SURELY_ASKING = 0.5
"""From this confidence on, a message with an answer inside it is still taken as a question of its own."""


class Beside:
    """`values` are the ids that the texts need, such as the draft's."""

    def __init__(self, talk: BookingTalk) -> None:
        self._talk = talk

    def steers(
        self, decided: Decided, tracker: Tracker, returned: str, why: str | None, **values: Any
    ) -> bool:
        """Whether she is back after a while, or did not understand what was asked; that is then said."""
        text, language = self._talk.text(tracker), call.asker(tracker).language
        if self._talk.words.says("returned", text, language):
            decided.say(returned)
            return True
        if not self._talk.words.says("unclear", text, language):
            return False
        decided.say("unclear")
        if why:
            decided.say(why, **values)
        return True

    def asks(self, tracker: Tracker) -> bool:
        """Whether a message is a question of her own, by its words or its intent."""
        sure = call.intent(tracker) in GUIDANCE and call.confidence(tracker) >= SURELY_ASKING
        return sure or self._talk.words.asks(self._talk.text(tracker), call.asker(tracker).language)

    def look_up(self, decided: Decided, tracker: Tracker, key: str, **values: Any) -> None:
        """The guidance's answer, then on; a question it does not cover counts as one that was not understood."""
        message = answer_now(self._talk.guidance, tracker, in_flow=True)
        nothing = message["outcome"] == "not_covered"
        if nothing and not (call.intent(tracker) in GUIDANCE and self.asks(tracker)):
            self.missed(decided, tracker, key, **values)
            return
        decided.show(message)
        if nothing and call.missed_before(tracker, key):
            decided.say("stuck", **values)
        else:
            decided.utter("utter_form_continue")

    def missed(self, decided: Decided, tracker: Tracker, key: str, **values: Any) -> None:
        """The first time what would be understood, under `key`; the second time in a row a person."""
        decided.say("stuck" if call.missed_before(tracker, key) else key, **values)
