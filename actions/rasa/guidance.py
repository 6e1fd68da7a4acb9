"""A question to knowledge, and a topic chosen from those offered."""

from typing import Any

from anyio import to_thread
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.guidance import Guidance, not_covered
from actions.rasa import call

SURELY_OUTSIDE = 0.6
"""From this confidence on, "out of scope" is believed without asking knowledge (docs/decisions/0001)."""

SURELY_COVERED = 0.95
"""Knowledge as sure as this overrules "out of scope", and answers below a fixed reply.

Measured on the blind messages: of 38 surely out of scope, none; of eight real questions heard as something else, all.
"""
HARDLY_MEANT = 0.65
"""Below this confidence a typed wish to begin something may be a question: what the guidance answers, it answers.

Chosen by a look at ninety blind messages: questions wrongly heard as follow_up (.61) and manage_booking (.46) lay below it.
"""

SMALL_TALK = ("greet", "goodbye", "thank")
FEW_WORDS = 4
"""Small talk is short; longer, it may be a question with a greeting in it: "gamer hele natta, skal jeg ta pcen"."""
SURELY = {"upset": 0.6, "why": HARDLY_MEANT, **dict.fromkeys(SMALL_TALK, 0.9)}
"""From this confidence on the reply stands alone: warmth for a heavy feeling, why it was asked, and small talk; below it may just as well be a question."""

Events = list[dict[str, Any]]


class AnswerQuestion(Action):
    """Answers free text, each question of it; a message that is surely outside the guidance is refused at once."""

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        for message in await to_thread.run_sync(_answers_now, self._guidance, tracker):
            dispatcher.utter_message(json_message=message)
        return []


class AnswerTopic(Action):
    """Shows the article behind a title that was offered."""

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance

    def name(self) -> str:
        return "action_topic"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        topic = self._guidance.topic(call.chosen(tracker, "topic") or "", call.asker(tracker))
        dispatcher.utter_message(json_message=topic or not_covered())
        return []


class ReplyThenAnswer(Action):
    """The reply to an intent that may hide a question, then what the guidance is sure of about it.

    Staff are spared the reply where the guidance answers: "who calls the meeting" is no wish to prepare one. So is
    everybody whose question only sounds like "why do you ask", or like small talk.
    """

    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance

    def name(self) -> str:
        return "action_reply_then_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        intent, sureness = call.intent(tracker), call.confidence(tracker)
        small = intent in SMALL_TALK
        if sureness >= SURELY.get(intent, 1.0) or (small and len(call.text(tracker).split()) <= FEW_WORDS):
            dispatcher.utter_message(response=f"utter_{intent}")
            return []
        found = await answer(self._guidance, tracker, in_flow=not small)
        perhaps = intent == "why" or call.asker(tracker).audience == "staff"
        sure = found["outcome"] == "answered" if perhaps and not small else _surely_covered(found)
        if not (sure and (perhaps or small)):
            dispatcher.utter_message(response=f"utter_{intent}")
        if sure:
            dispatcher.utter_message(json_message=found)
        return []


def hardly_meant(tracker: Tracker) -> bool:
    """Whether what was typed is only perhaps the wish that it was heard as; staff ask about pupils, the flows are parents'."""
    return call.confidence(tracker) < HARDLY_MEANT or call.asker(tracker).audience == "staff"


async def answer(guidance: Guidance, tracker: Tracker, *, in_flow: bool = False) -> dict[str, Any]:
    """The answer message to the latest text; in a flow without a question of its own in return."""
    return await to_thread.run_sync(lambda: answer_now(guidance, tracker, in_flow=in_flow))


def answer_now(guidance: Guidance, tracker: Tracker, *, in_flow: bool = False) -> dict[str, Any]:
    """The same, for a thread that may wait."""
    if _outside(guidance, tracker):
        return {**not_covered(), "in_flow": in_flow}
    message = guidance.answer(call.text(tracker), call.asker(tracker), decide=in_flow)
    return {**message, "in_flow": in_flow}


def _answers_now(guidance: Guidance, tracker: Tracker) -> list[dict[str, Any]]:
    """Each question of the message; of one heard as outside the guidance only what is surely covered."""
    messages = guidance.answers(call.text(tracker), call.asker(tracker))
    if _outside(guidance, tracker):
        sure = [m for m in messages if m.get("open") and m["confidence"] >= SURELY_COVERED]
        return sure or [not_covered()]
    return [{**message, "in_flow": False} for message in messages]


def _outside(guidance: Guidance, tracker: Tracker) -> bool:
    if call.intent(tracker) != "out_of_scope" or call.confidence(tracker) < SURELY_OUTSIDE:
        return False
    return not _surely_covered(guidance.answer(call.text(tracker), call.asker(tracker)))


def _surely_covered(found: dict[str, Any]) -> bool:
    return bool(found["outcome"] == "answered" and found["confidence"] >= SURELY_COVERED)
