"""Drafts: every answer can be given, skipped and corrected, and nothing is sent before it is booked."""

from datetime import timedelta

import pytest

from actions.contacts import QUESTIONS, Item, Urgency
from actions.contacts.errors import (
    AlreadyBookedError,
    DraftGoneError,
    GradeElsewhereError,
    TooLongError,
    TooManyWaysError,
    UnknownChoiceError,
    UnknownLanguageError,
)
from actions.conversations import Conversations, TurnRecord
from actions.schools import UnknownSchoolError
from actions.store.contact_tables import ContactDraftRow, ContactRequestRow
from tests.contact_world import NORWEGIAN_PHONE, NOW, PHONE, World


def start(world: World, school: str = "demo-dk") -> str:
    return world.contacts.drafts.start(school, text_language="da", now=NOW).id


def test_the_questions_come_in_order_and_an_answer_moves_on(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    asked = []
    while (item := drafts.open(draft).next_question) is not None:
        asked.append(item)
        match item:
            case Item.GRADE:
                drafts.set_grade(draft, 0, NOW)
            case Item.ABOUT:
                drafts.set_about(draft, "Mave 🤕", NOW)
            case Item.URGENCY:
                drafts.set_urgency(draft, "this_week", NOW)
            case Item.LANGUAGE:
                drafts.set_language(draft, "AR", NOW)
            case Item.WAYS:
                drafts.add_way(draft, PHONE, NOW, "mor 🌻")
            case Item.TIME:
                drafts.choose_slot(draft, world.free()[0].start, NOW)
            case Item.CONSENT:
                drafts.give_consent(draft, NOW)
    assert tuple(asked) == QUESTIONS
    done = drafts.open(draft)
    assert (done.grade, done.about, done.urgency, done.language) == (0, "Mave 🤕", Urgency.THIS_WEEK, "ar")
    assert (done.ways[0].label, done.slot, done.missing) == ("mor 🌻", world.free()[0], ())


def test_everything_can_be_skipped_but_then_it_says_what_is_missing(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    for item in QUESTIONS:
        assert drafts.open(draft).next_question == item
        drafts.skip(draft, item, NOW)
    done = drafts.open(draft)
    assert (done.next_question, done.missing) == (None, (Item.WAYS, Item.CONSENT))


@pytest.mark.parametrize("item", [item for item in Item if item is not Item.CONSENT])
def test_skipping_takes_an_answer_back_and_answering_takes_the_skip_back(world: World, item: Item) -> None:
    drafts, draft = world.contacts.drafts, world.draft(slot=world.free()[0])
    drafts.set_name(draft, "Mor 🌸", NOW)
    drafts.set_topic(draft, "absence", NOW)
    drafts.set_interpreter(draft, False, NOW)
    assert drafts.open(draft).is_answered(item)
    assert not drafts.skip(draft, item, NOW).is_answered(item)
    assert item in drafts.open(draft).skipped
    answer_again = {
        Item.GRADE: lambda: drafts.set_grade(draft, 4, NOW),
        Item.ABOUT: lambda: drafts.set_about(draft, "Igen", NOW),
        Item.URGENCY: lambda: drafts.set_urgency(draft, "can_wait", NOW),
        Item.LANGUAGE: lambda: drafts.set_language(draft, "en", NOW),
        Item.WAYS: lambda: drafts.add_way(draft, PHONE, NOW),
        Item.TIME: lambda: drafts.choose_call_me(draft, NOW),
        Item.NAME: lambda: drafts.set_name(draft, "Far", NOW),
        Item.TOPIC: lambda: drafts.set_topic(draft, "family", NOW),
        Item.INTERPRETER: lambda: drafts.set_interpreter(draft, True, NOW),
    }
    again = answer_again[item]()
    assert again.is_answered(item)
    assert item not in again.skipped


def test_a_correction_after_consent_asks_for_consent_again(world: World) -> None:
    draft = world.draft()
    assert world.contacts.drafts.set_about(draft, "Noget andet", NOW).next_question == Item.CONSENT


def test_consent_can_be_taken_back(world: World) -> None:
    draft = world.draft()
    assert world.contacts.drafts.withdraw_consent(draft, NOW).missing == (Item.CONSENT,)


def test_a_topic_with_another_coordinator_takes_the_slot_back(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    drafts.set_grade(draft, 8, NOW)
    drafts.choose_slot(draft, world.free(grade=8)[0].start, NOW)
    changed = drafts.set_topic(draft, "bullying", NOW)
    assert (changed.coordinator, changed.slot) == ("dk-lundager", None)


def test_a_grade_with_the_same_coordinator_keeps_the_slot(world: World) -> None:
    drafts, draft = world.contacts.drafts, world.draft(slot=world.free()[0])
    assert drafts.set_grade(draft, 5, NOW).slot == world.free()[0]


def test_two_homes_give_two_ways_and_a_third_is_refused(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    drafts.add_way(draft, PHONE, NOW, "mor")
    drafts.add_way(draft, NORWEGIAN_PHONE, NOW, "den anden forælder")
    with pytest.raises(TooManyWaysError) as caught:
        drafts.add_way(draft, "mor@example.org", NOW)
    assert caught.value.values == {"limit": 2}
    relabelled = drafts.add_way(draft, PHONE, NOW, "mors arbejde")
    assert [way.label for way in relabelled.ways] == ["den anden forælder", "mors arbejde"]
    left = drafts.remove_way(draft, "+4532123456", NOW)
    assert [way.value for way in left.ways] == ["+4721234567"]


def test_ten_thousand_characters_are_refused_and_the_earlier_text_stands(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    drafts.set_about(draft, "x" * 2000, NOW)
    with pytest.raises(TooLongError) as caught:
        drafts.set_about(draft, "y" * 10_000, NOW)
    assert caught.value.values == {"length": 10_000, "limit": 2000}
    assert drafts.open(draft).about == "x" * 2000


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "a\x1b[31mb", "Ærø 👨‍👩‍👧\nLinje to\t'; DROP TABLE contact_draft;--"]
)
def test_odd_characters_are_kept_or_dropped_but_never_break_the_store(world: World, text: str) -> None:
    about = world.contacts.drafts.set_about(start(world), text, NOW).about
    assert about is not None
    assert not set(about) & {"\x00", "\ud800", "\x1b"}
    assert ("👨‍👩‍👧\nLinje to\t'" in about) == ("Ærø" in text)


@pytest.mark.parametrize("text", ["", "   ", "\n\u0000"])
def test_empty_text_is_no_answer(world: World, text: str) -> None:
    assert world.contacts.drafts.set_about(start(world), text, NOW).about is None


def test_what_is_not_an_answer(world: World) -> None:
    drafts, draft = world.contacts.drafts, start(world)
    with pytest.raises(UnknownChoiceError):
        drafts.set_urgency(draft, "yesterday", NOW)
    with pytest.raises(UnknownChoiceError):
        drafts.set_topic(draft, "weather", NOW)
    with pytest.raises(UnknownLanguageError):
        drafts.set_language(draft, "klingonish", NOW)
    with pytest.raises(GradeElsewhereError) as caught:
        drafts.set_grade(draft, 10, NOW)
    assert caught.value.values == {"first": 0, "last": 9}
    with pytest.raises(TooLongError):
        drafts.set_name(draft, "🌻" * 81, NOW)


def test_after_booking_a_draft_cannot_be_changed(world: World) -> None:
    draft = world.draft()
    booking = world.contacts.bookings.book(draft, NOW)
    with pytest.raises(AlreadyBookedError) as caught:
        world.contacts.drafts.set_about(draft, "for sent", NOW)
    assert caught.value.values == {"reference": booking.reference}


def test_unknown_drafts_and_schools(world: World) -> None:
    for method in (world.contacts.drafts.open, lambda draft: world.contacts.drafts.set_grade(draft, 3, NOW)):
        with pytest.raises(DraftGoneError):
            method("no-such-draft")
    with pytest.raises(UnknownSchoolError):
        start(world, "demo-se")


def test_a_draft_goes_with_its_conversation_but_the_booking_stays(world: World) -> None:
    conversations = Conversations(world.store, lambda: NOW)
    conversation, _ = conversations.start(
        school="demo-dk", country="dk", audience="parent", language="da", channel="web",
        first=TurnRecord("flow", "da", "da", None, []),
    )  # fmt: skip
    drafts = world.contacts.drafts
    draft = drafts.start("demo-dk", text_language="da", now=NOW, conversation=conversation.id).id
    drafts.add_way(draft, PHONE, NOW)
    drafts.give_consent(draft, NOW)
    booking = world.contacts.bookings.book(draft, NOW)
    second = drafts.start(
        "demo-dk", text_language="da", now=NOW + timedelta(minutes=1), conversation=conversation.id
    )
    assert drafts.of_conversation(conversation.id) == second
    conversations.erase(conversation.id)
    assert world.count(ContactDraftRow) == 0
    assert drafts.of_conversation(conversation.id) is None
    assert world.contacts.own.look_up(booking.reference, booking.code, NOW).reference == booking.reference


def test_a_draft_can_be_discarded_but_not_what_was_booked(world: World) -> None:
    kept, gone = world.draft(), world.draft()
    world.contacts.bookings.book(kept, NOW)
    for draft in (kept, gone):
        world.contacts.drafts.discard(draft)
    assert (world.count(ContactDraftRow), world.count(ContactRequestRow)) == (1, 1)
