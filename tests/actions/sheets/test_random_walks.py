"""Random walks through both flows: no step ends in an exception or in silence, and nothing is kept twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from actions.flows.model import EDIT
from actions.flows.registry import Flows
from actions.flows.taking import Reaction
from actions.store import Store, open_store
from actions.store.sheet_tables import SheetRow
from tests.actions.flows.talks import Talk
from tests.sharing_world import sheets_and_flows

SAID = st.sampled_from(
    [
        ("Hun sover dårligt", "", False), ("ja", "affirm", False), ("nej", "deny", False), ("spring over", "skip", False),
        ("tilbage", "back", False), ("hvorfor", "why", False), ("hvad er PPR?", "ask_guidance", True),
        ("nej jeg mente lidt", "", False), ("ret hvem", "", False), ("1 og 3", "", False), ("mit eget", "", False),
        ("fredag", "", False), ("K7M-4QX", "", False), ("W34CD-W34CD-W34CD-W34CD", "", False),
        ("mor@example.org", "", False), ("x" * 900, "", False), ("{worries} 🌧 <b>", "", False), ("", "", False),
        ("det er alt", "", False), ("hun vil dø", "crisis", False), ("gem det", "", False), ("ikke flere", "", False),
    ]
)  # fmt: skip
STEP = st.one_of(SAID, st.integers(min_value=0, max_value=12))
"""Something typed, or the n-th button of the question."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Flows]]:
    store = open_store(f"sqlite:///{Path(tmp_path_factory.mktemp('walks')) / 'store.db'}")
    yield store, sheets_and_flows(store)[1]
    store.close()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    flow=st.sampled_from(["prepare_meeting", "follow_up"]),
    language=st.sampled_from(["da", "nb", "en"]),
    steps=st.lists(STEP, max_size=30),
)
def test_never_silent_never_broken(
    shop: tuple[Store, Flows], flow: str, language: str, steps: list[int | tuple[str, str, bool]]
) -> None:
    talk = Talk.begin(*shop, flow, language)
    for step in steps:
        reaction = _press(talk, step) if isinstance(step, int) else talk.say(step[0], step[1], asks=step[2])
        for key in reaction.says:
            assert talk.shown(say=key).text
        if reaction.receipt:
            assert talk.shown(receipt=True).text
        if reaction.then == "end":
            break
        assert talk.shown(ask=EDIT if talk.draft.asking == EDIT else talk.asked).text
    with shop[0].transaction() as session:
        kept = select(func.count()).select_from(SheetRow).where(SheetRow.draft == talk.draft.id)
        assert (session.scalar(kept) or 0) <= 1


def _press(talk: Talk, number: int) -> Reaction:
    """A button that stays in the flow."""
    question = next(
        (q for q in talk.flows.flow(talk.draft).questions(talk.draft.answers) if q.id == talk.asked), None
    )
    words = talk.flows.words_of(talk.draft.flow, talk.language)
    options = list(words.questions[question.words].options) if question else []
    inside = [o for o in options if not (question and words.questions[question.words].options[o].leads)]
    return talk.press(f"{talk.asked}:{inside[number % len(inside)] if inside else '_skip'}")
