"""A doubtful phrase: the listener is asked before anything else; without it, it is an alarm."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from actions.conversations import Conversation
from actions.safety.floor import CrisisFloor
from actions.safety.listener import Heard
from actions.safety.second_net import SecondNet
from channels.language import LanguageDetector
from channels.turn.danger import crisis_floor
from channels.turn.state import LONGEST_MESSAGE, Incoming, Tools, Turn

FLOOR, NET = CrisisFloor.load(), SecondNet.load()
DOUBTFUL = "hun skriver opgave om selvmord i litteraturen. tæller en biblioteksdag som fravær"
SURE = "hun siger hun ikke vil leve mere"


class Ear:
    """A listener that hears what it is told to."""

    def __init__(self, danger: float) -> None:
        self.danger, self.asked = danger, 0

    def hear(self, vectors: Any) -> Heard:
        self.asked += 1
        return Heard(self.danger, "self_harm")


class Encoder:
    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    def encode_queries(self, texts: list[str]) -> Any:
        if self.broken:
            raise RuntimeError("the session is gone")
        return np.zeros((len(texts), 4), np.float32)


async def heard(text: str, ear: Ear | None, *, broken: bool = False) -> Turn:
    own = cast("Conversation", SimpleNamespace(id="c", language="da", country="dk", school="demo-dk"))
    turn = Turn(own, Incoming(text), "da", "da", text=text)
    tools = SimpleNamespace(
        floor=FLOOR,
        second_net=NET,
        listener=ear,
        encoder=Encoder(broken=broken),
        detector=LanguageDetector.load(),
    )
    await crisis_floor(turn, cast("Tools", tools))
    return turn


def test_the_example_is_doubtful() -> None:
    found = FLOOR.check(DOUBTFUL)
    assert found and found.doubtful


@pytest.mark.anyio
@pytest.mark.parametrize(("danger", "alarm"), [(0.05, False), (0.29, False), (0.31, True), (0.99, True)])
async def test_the_listener_decides_on_a_doubtful_phrase(danger: float, alarm: bool) -> None:
    turn = await heard(DOUBTFUL, Ear(danger))
    assert (turn.outcome == "crisis") is alarm
    assert (turn.doubted is None) is alarm, "what is no alarm is remembered, so that the numbers follow"


@pytest.mark.anyio
async def test_a_sure_phrase_asks_nobody() -> None:
    ear = Ear(0.0)
    turn = await heard(SURE, ear, broken=True)
    assert turn.outcome == "crisis" and ear.asked == 0


@pytest.mark.anyio
@pytest.mark.parametrize("trouble", ["no listener", "broken encoder", "too long"])
async def test_where_nobody_can_listen_a_doubtful_phrase_is_an_alarm(trouble: str) -> None:
    text = DOUBTFUL + " og så videre" * LONGEST_MESSAGE if trouble == "too long" else DOUBTFUL
    ear = None if trouble == "no listener" else Ear(0.0)
    turn = await heard(text, ear, broken=trouble == "broken encoder")
    assert turn.outcome == "crisis" and turn.replies[0].type == "crisis"
