"""What a turn carries from step to step, and what the steps work with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

import numpy as np
import numpy.typing as npt

from actions.conversations import Conversation, Conversations, OfferedChoice
from actions.gaps import Gaps
from actions.safety.floor import CrisisFloor, CrisisMatch
from actions.safety.listener import Listener
from actions.safety.second_net import SecondNet
from actions.said import Said
from assistant.project import Replies
from channels.compose import Composer
from channels.compose_booking import BookingComposer
from channels.compose_child import ChildComposer
from channels.compose_flow import FlowComposer
from channels.contact import Contacts
from channels.language import LanguageDetector, OwnLines
from channels.meant import Meant
from channels.rasa import RasaClient, RasaTurn
from channels.reply import Outcome, Reply
from channels.texts import Texts
from knowledge.encoder.protocol import Encoder
from knowledge.model import Asker
from knowledge.own_lines import ArticleLines
from knowledge.service import Knowledge

LONGEST_MESSAGE = 4000
"""Characters. Nobody types more on a phone; what is pasted longer hides its question."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as it came in: what was typed, or the choice made."""

    text: str | None = None
    choice: OfferedChoice | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What every turn works with; made once."""

    conversations: Conversations
    floor: CrisisFloor
    listener: Listener | None
    """Missing only where nothing was trained: the floor needs no model."""
    second_net: SecondNet
    detector: LanguageDetector
    own_lines: OwnLines
    article_lines: ArticleLines
    meant: Meant
    rasa: RasaClient
    encoder: Encoder
    """For Rasa and the listener; search has its own (docs/decisions/0012)."""
    knowledge: Knowledge
    composer: Composer
    booking: BookingComposer
    flows: FlowComposer
    child: ChildComposer
    contacts: Contacts
    texts: Texts
    gaps: Gaps
    replies: dict[str, Replies]
    said: Said
    now: Callable[[], datetime]


@dataclass(slots=True)
class Turn:
    """A turn under way. A step that settles it calls `settle`; later steps are then left out."""

    conversation: Conversation
    incoming: Incoming
    language: str
    heard: str
    surely_heard: bool = False
    """Whether `heard` is more than a guess."""
    text: str = ""
    """The message after normalisation; for a choice, what it means to Rasa."""
    shown: str | None = None
    """What the transcript keeps as the person's words."""
    told: str = ""
    """What Rasa and the models are told: contact details masked."""
    vector: npt.NDArray[np.float32] | None = None
    """The sentence vector of what was typed; a quick reply has none."""
    doubted: CrisisMatch | None = None
    """What the crisis floor heard, where it is no alarm by itself."""
    numbers_below: bool = False
    """Whether the second net heard possible danger: numbers stand under the answer."""
    rasa: RasaTurn | None = None
    replies: list[Reply] = field(default_factory=list)
    choices: list[OfferedChoice] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    """Articles that came near where nothing answered."""
    details: dict[str, str] = field(default_factory=dict)
    """By the id of an article that was told: which of its details was asked for, as its topic."""
    still_open: list[str] = field(default_factory=list)
    """Questions of a message that was answered in part."""
    after: str | None = None
    """What became of the turn before."""
    outcome: Outcome = "flow"
    settled: bool = False
    milliseconds: dict[str, float] = field(default_factory=dict)

    @property
    def asker(self) -> Asker:
        return Asker(
            language=self.language,  # type: ignore[arg-type]  # the detector yields ours only
            country=self.conversation.country,  # type: ignore[arg-type]
            audience=self.conversation.audience,  # type: ignore[arg-type]
            school=self.conversation.school,
        )

    @property
    def is_command(self) -> bool:
        """A quick reply that stands for an intent, not for words."""
        return self.incoming.choice is not None and self.text.startswith("/")

    def settle(self, outcome: Outcome, *replies: Reply) -> None:
        """End the turn here with these replies."""
        self.replies += replies
        self.outcome = outcome
        self.settled = True

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self.milliseconds[step] = round((perf_counter() - start) * 1000, 2)
