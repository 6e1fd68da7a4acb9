"""The booking form over a real store: only the conversation that began a draft can touch it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.interfaces import Tracker

from actions.booking_talk import BookingWords, Opened
from actions.contacts import ContactDraft, Item, load_retention
from actions.groups import load_groups, open_groups
from actions.guidance import Guidance
from actions.rasa.booking import BookingTalk
from actions.rasa.booking.asking import AskBooking
from actions.rasa.booking.beginning import BeginBooking
from actions.rasa.booking.ending import LateAnswer, StopBooking
from actions.rasa.booking.form import ValidateBooking
from actions.rasa.deciding import Decided
from actions.said import Said
from actions.store.tables import ConversationRow
from tests.contact_world import MUNICIPALITIES, NOW, PHONE, SECRET, World, open_world
from tests.sharing_world import open_elsewhere, open_sharing

PARENT, OUTSIDER = "a" * 32, "b" * 32


class NoKnowledge:
    """The conversations here ask it nothing."""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = open_world(f"sqlite:///{tmp_path / 'store.db'}")
    with world.store.transaction() as session:
        for conversation in (PARENT, OUTSIDER):
            session.add(
                ConversationRow(
                    id=conversation,
                    token_hash="x",
                    channel="web",
                    school="demo-dk",
                    country="dk",
                    audience="parent",
                    language="da",
                    created_at=NOW,
                    last_message_at=NOW,
                    turns=0,
                )
            )
    return world


@pytest.fixture
def talk(world: World) -> BookingTalk:
    words = BookingWords.load(Path(__file__).parents[3] / "assistant" / "booking")
    guidance = Guidance(NoKnowledge())  # type: ignore[arg-type]
    groups = open_groups(world.store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=True)
    return BookingTalk(
        world.contacts,
        MUNICIPALITIES,
        guidance,
        words,
        Said(),
        Opened(lambda: NOW),
        lambda: NOW,
        groups.interests,
        open_sharing(world.store),
        open_elsewhere(world.store),
    )


def tracker(who: str, draft: str | None, text: str = "", answer: str | None = None, **slots: Any) -> Tracker:
    latest = {
        "text": text or f"/answer{answer}",
        "intent": {"name": "answer" if answer else "nlu_fallback", "confidence": 1.0},
        "entities": [{"entity": "answer", "value": answer}] if answer else [],
        "metadata": {"language": "da", "country": "dk", "audience": "parent", "school": "demo-dk"},
    }
    known = {"booking_draft": draft, "booking_reference": latest["text"], "requested_slot": None, **slots}
    events: list[dict[str, Any]] = [
        {"event": "action", "name": "booking_form"},
        {"event": "slot", "name": "booking_reference", "value": latest["text"]},
    ]
    return Tracker(who, known, latest, events, False, None, {"name": "booking_form"}, "action_listen")


def begun(talk: BookingTalk, who: str = PARENT) -> ContactDraft:
    BeginBooking(talk).decide(tracker(who, None))
    draft = talk.contacts.drafts.of_conversation(who)
    assert draft is not None
    return draft


def slots_of(decided: Decided) -> dict[str, Any]:
    return {e["name"]: e["value"] for e in decided.events if e["event"] == "slot"}


def test_the_outsider_cant_use_a_draft_that_is_not_hers(talk: BookingTalk) -> None:
    draft = begun(talk)
    stolen = tracker(OUTSIDER, draft.id, answer="grade:4")
    decided = ValidateBooking(talk).decide(stolen)
    assert decided.messages[0]["custom"]["error"] == "draft_gone"
    assert slots_of(decided)["requested_slot"] is None
    assert AskBooking(talk).decide(stolen).messages == []
    StopBooking(talk).decide(stolen)
    assert talk.contacts.drafts.open(draft.id) == draft


def test_an_unfinished_draft_is_taken_up_again(talk: BookingTalk) -> None:
    draft = begun(talk)
    ValidateBooking(talk).decide(tracker(PARENT, draft.id, answer="grade:4"))
    decided = BeginBooking(talk).decide(tracker(PARENT, None))
    assert decided.messages[0]["custom"] == {"kind": "booking", "say": "resumed", "draft": draft.id}
    assert slots_of(decided)["booking_draft"] == draft.id
    assert talk.contacts.drafts.open(draft.id).grade == 4


def test_contact_details_are_read_from_what_was_said_and_go_nowhere_else(talk: BookingTalk) -> None:
    draft = begun(talk)
    with talk.said.during(PARENT, PHONE):
        asked = tracker(PARENT, draft.id, "[tlf]", booking_asking="ways")
        decided = ValidateBooking(talk).decide(asked)
    assert [way.value for way in talk.contacts.drafts.open(draft.id).ways] == ["+4532123456"]
    assert "3212" not in repr(decided).replace(" ", "")


def ready(talk: BookingTalk) -> ContactDraft:
    draft = begun(talk)
    for item in (Item.GRADE, Item.ABOUT, Item.URGENCY, Item.LANGUAGE):
        talk.contacts.drafts.skip(draft.id, item, NOW)
    talk.contacts.drafts.add_way(draft.id, PHONE, NOW)
    return talk.contacts.drafts.choose_slot(draft.id, talk.free(draft)[0].start, NOW)


def test_the_second_click_gets_the_same_booking(talk: BookingTalk, world: World) -> None:
    draft = ready(talk)
    click = tracker(PARENT, draft.id, answer="consent:yes")
    reference = slots_of(ValidateBooking(talk).decide(click))["booking_reference"]
    late = LateAnswer(talk).decide(click)
    assert late.messages == [{"custom": {"kind": "booking", "receipt": draft.id}}]
    assert world.contacts.bookings.book(draft.id, NOW).reference == reference
    assert world.counts()["contact_request"] == 1


@pytest.mark.parametrize("text", ["behold det", "lad det stå", "keep it"])
def test_what_stood_is_kept_when_she_says_so(text: str, talk: BookingTalk) -> None:
    draft = ready(talk)
    asked = tracker(PARENT, draft.id, text, booking_asking="ways")
    decided = ValidateBooking(talk).decide(asked)
    assert slots_of(decided)["booking_asking"] is None
    assert talk.contacts.drafts.open(draft.id) == draft


def test_a_time_lost_meanwhile_is_said_and_asked_again(talk: BookingTalk, world: World) -> None:
    draft = ready(talk)
    world.book(slot=draft.slot)
    decided = ValidateBooking(talk).decide(tracker(PARENT, draft.id, answer="consent:yes"))
    assert decided.messages[0]["custom"]["error"] == "slot_taken"
    asked = AskBooking(talk).decide(tracker(PARENT, draft.id))
    assert asked.messages[0]["custom"]["ask"] == "time"
    assert draft.slot is not None
    assert draft.slot.start.isoformat() not in asked.messages[0]["custom"]["starts"]


@pytest.mark.parametrize(
    "answer",
    ["grade:forty", "grade:99", "time:tomorrow", "time:2026-11-24T09:00", "urgency:now", "edit:consent", "nonsense"],
)  # fmt: skip
def test_a_button_that_was_never_offered_changes_nothing(answer: str, talk: BookingTalk) -> None:
    draft = begun(talk)
    decided = ValidateBooking(talk).decide(tracker(PARENT, draft.id, answer=answer))
    assert "error" in decided.messages[0]["custom"]
    assert talk.contacts.drafts.open(draft.id) == draft


def test_a_time_that_is_over_is_refused_with_the_next_ones(talk: BookingTalk) -> None:
    draft = begun(talk)
    past = (NOW - timedelta(days=1)).isoformat()
    decided = ValidateBooking(talk).decide(tracker(PARENT, draft.id, answer=f"time:{past}"))
    assert decided.messages[0]["custom"]["error"] == "slot_past"


def test_ten_thousand_characters_are_refused_with_the_limit(talk: BookingTalk) -> None:
    draft = begun(talk)
    with talk.said.during(PARENT, "x" * 10_000):
        decided = ValidateBooking(talk).decide(tracker(PARENT, draft.id, "x", booking_asking="about"))
    assert decided.messages[0]["custom"]["error"] == "too_long"
    assert talk.contacts.drafts.open(draft.id).about is None
