"""Which of the choices just offered somebody means who types instead of pressing: a label, "yes", "go on", "delete it"."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from actions.booking_talk.buttons import DROP as DROP_BOOKING
from actions.conversations import Conversations, OfferedChoice
from actions.flows.question import DROP as DROP_FLOW
from actions.phrases import folded
from channels.reply import Reply
from knowledge.policy_files import PolicyModel, load_policy

HERE = Path(__file__).parent
LONGEST_LABEL = 12
"""Words. What is longer is said for its own sake."""
PERSON, BOOK = "/speak_to_person", "/book_contact"
BESIDE = (PERSON, "/privacy", "/stop")
"""Offered beside nearly everything: a plain yes means these only where nothing else is offered."""


class MeantWords(PolicyModel):
    """meant.yml."""

    owner: str
    reviewed: object
    yes: tuple[str, ...] = Field(min_length=1)
    maybe_yes: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = Field(min_length=1)
    go_on: tuple[str, ...] = Field(min_length=1)
    throw_away: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Offered:
    """The choices of the newest turn, in order. `last`: those of the last reply that had any; `asked`: it was a question."""

    choices: tuple[OfferedChoice, ...] = ()
    last: tuple[OfferedChoice, ...] = ()
    asked: bool = False

    @property
    def meant_by_yes(self) -> OfferedChoice | None:
        """The one choice that a plain yes can mean: the only one, or the only one that is not offered everywhere.

        A booking beside a person: the person, who can book as well.
        """
        begin = [c for c in self.last if c.payload not in BESIDE and not _drops(c)]
        if len(self.last) == 1:
            return self.last[0]
        if [c.payload for c in begin] == [BOOK]:
            return next((c for c in self.last if c.payload == PERSON), begin[0])
        return begin[0] if len(begin) == 1 else None


class Meant:
    """Reads a typed message against what was offered last. Made once."""

    def __init__(self, words: MeantWords) -> None:
        self._go_on = {folded(phrase) for phrase in words.go_on}
        self._throw_away = {folded(phrase) for phrase in words.throw_away}
        self._yes, self._maybe = frozenset(words.yes), frozenset(words.maybe_yes)
        self._beside = frozenset(words.beside) | self._yes | self._maybe

    @classmethod
    def load(cls, folder: Path = HERE) -> "Meant":
        """Raises PolicyError."""
        return cls(load_policy(folder / "meant.yml", MeantWords))

    def choice(self, text: str, offered: Offered) -> OfferedChoice | None:
        """The choice a message stands for, or None: then it is what it says."""
        said = folded(text)
        if not said or len(said.split()) > LONGEST_LABEL:
            return None
        for choice in offered.choices:
            if folded(choice.label) == said and (_begins(choice) or _drops(choice)):
                return choice
        if said in self._throw_away:
            return next((c for c in offered.choices if _drops(c)), None)
        found = offered.meant_by_yes
        agrees = self._says_yes(said.split(), offered) or said in self._go_on
        return found if found and _begins(found) and agrees else None

    def _says_yes(self, words: Sequence[str], offered: Offered) -> bool:
        plain = self._yes | self._maybe if offered.asked else self._yes
        return not plain.isdisjoint(words) and self._beside.issuperset(words)


def offered_last(conversations: Conversations, conversation: str) -> Offered:
    """What the newest turn offered."""
    replies = [Reply.model_validate(reply) for reply in conversations.last_replies(conversation)]
    offering = [reply for reply in replies if reply.choices]
    shown = [choice for reply in offering for choice in reply.choices]
    payloads = conversations.payloads(conversation, [choice.value for choice in shown])
    known = tuple(OfferedChoice(c.value, c.label, payloads[c.value]) for c in shown if c.value in payloads)
    if not offering or len(known) < len(shown):
        return Offered()
    asked = offering[-1].text.rstrip().endswith("?")
    return Offered(known, known[-len(offering[-1].choices) :], asked)


def _begins(choice: OfferedChoice) -> bool:
    """Whether it begins or goes on with something; an answer to an open question is for that question to read."""
    return choice.payload.startswith("/") and not choice.payload.startswith(("/answer", "/choose{"))


def _drops(choice: OfferedChoice) -> bool:
    return f'"{DROP_BOOKING}"' in choice.payload or f".{DROP_FLOW}:" in choice.payload
