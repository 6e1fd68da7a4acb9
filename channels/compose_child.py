"""What a child reads: the words of a topic, whom to talk to, and the children's helpline to call."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.child import BUTTONS, INTENT, ChildWords
from actions.safety.floor import CrisisFloor
from actions.schools import Municipalities
from channels.compose import Composed, Offer, offered
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

    def compose(self, message: Mapping[str, Any], asker: Asker) -> list[Composed]:
        """`{"kind": "child", "topic": name or None, "first": whether it is the first time}`.

        The first reply is short, so that on a phone the button to call stands in sight; its topic comes below.
        """
        words, first = self._words[asker.language], bool(message.get("first"))
        topic = words.topics.get(str(message.get("topic")))
        buttons = _buttons(words, SHOWN_FIRST if first else SHOWN_LATER, message.get("topic"))
        if not first:
            text, numbers = (topic.text, topic.numbers) if topic else (words.again, True)
            return [self._reply(text, asker, buttons, numbers=numbers)]
        hello = self._reply(f"{words.hello}\n\n{words.who}", asker, [] if topic else buttons, numbers=True)
        return [hello, self._reply(topic.text, asker, buttons)] if topic else [hello]

    def _reply(self, text: str, asker: Asker, offers: list[Offer], *, numbers: bool = False) -> Composed:
        choices, shown = offered(offers)
        reply = Reply(
            type="choices" if shown else "text",
            text=text.format(name=self._name(asker)),
            language=asker.language,
            choices=shown,
            data=self._numbers(asker) if numbers else None,
        )
        return Composed(reply, "handed_over" if numbers else "flow", choices)

    def _name(self, asker: Asker) -> str:
        return self._municipalities.coordinator_for(asker.school or "").name

    def _numbers(self, asker: Asker) -> Numbers:
        lines = self._floor.for_children(asker.country or "", asker.language)
        return Numbers(numbers=[CallNumber(label=n.label, tel=n.tel, hours=n.hours) for n in lines])


def _buttons(words: ChildWords, shown: Sequence[str], but: object) -> list[Offer]:
    return [(words.buttons[button], _payload(button)) for button in shown if button != but]


def _payload(button: str) -> str:
    assert button in BUTTONS
    return "/grown_up" if button == "grown_up" else f'/{INTENT}{{"topic": "{button}"}}'
