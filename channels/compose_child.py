"""What a child reads: the words of a topic, whom to talk to, and the children's helpline to call."""

from collections.abc import Mapping
from typing import Any

from actions.child import BUTTONS, INTENT, ChildWords
from actions.safety.floor import CrisisFloor
from actions.schools import Municipalities
from channels.compose import Composed, offered
from channels.reply import CallNumber, Numbers, Reply
from knowledge.model import Asker

SHOWN_FIRST = ("say", "talk", "grown_up")
SHOWN_LATER = ("say", "talk", "tomorrow", "grown_up")


class ChildComposer:
    """Nothing a child reads asks her for anything."""

    def __init__(
        self, words: Mapping[str, ChildWords], floor: CrisisFloor, municipalities: Municipalities
    ) -> None:
        self._words = words
        self._floor = floor
        self._municipalities = municipalities

    def compose(self, message: Mapping[str, Any], asker: Asker) -> Composed:
        """`{"kind": "child", "topic": name or None, "first": whether it is the first time}`."""
        words = self._words[asker.language]
        topic, first = words.topics.get(str(message.get("topic"))), bool(message.get("first"))
        if first:
            text = "\n\n".join((words.hello, topic.text if topic else words.general, words.who))
        else:
            text = topic.text if topic else words.again
        numbers = first or topic is None or topic.numbers
        shown = [
            button for button in (SHOWN_FIRST if first else SHOWN_LATER) if button != message.get("topic")
        ]
        choices, buttons = offered([(words.buttons[button], _payload(button)) for button in shown])
        reply = Reply(
            type="choices",
            text=text.format(name=self._name(asker)),
            language=asker.language,
            choices=buttons,
            data=self._numbers(asker) if numbers else None,
        )
        return Composed(reply, "handed_over" if numbers else "flow", choices)

    def _name(self, asker: Asker) -> str:
        return self._municipalities.coordinator_for(asker.school or "").name

    def _numbers(self, asker: Asker) -> Numbers:
        lines = self._floor.for_children(asker.country or "", asker.language)
        return Numbers(numbers=[CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in lines])


def _payload(button: str) -> str:
    assert button in BUTTONS
    return "/grown_up" if button == "grown_up" else f'/{INTENT}{{"topic": "{button}"}}'
