"""The engine with a small flow of its own: everything a parent may do in the middle of questions."""

from pathlib import Path
from typing import Any

import pytest

from actions.flows import EDIT
from actions.flows.engine import FlowEngine
from actions.flows.question import ALL, KEEP, SKIP, Heard
from actions.store import Store
from tests.actions.flows.talks import NOW, Talk, picnic


@pytest.fixture
def talk(store: Store, tmp_path: Path) -> Talk:
    return Talk.begin(store, picnic(store, tmp_path), "picnic")


def answered(talk: Talk) -> Talk:
    """Up to "what now?"."""
    for text in ("dry", "bread and apples", "A quiet place under trees"):
        talk.say(text)
    return talk


def test_answers_lead_to_what_now_and_the_list_is_said_once(talk: Talk) -> None:
    for text in ("dry", "bread and apples"):
        assert talk.say(text).says == []
    assert talk.say("A quiet place under trees").says == ["list"]
    assert talk.asked == "next"
    assert talk.draft.answers == {
        "weather": "dry",
        "food": ["bread", "fruit"],
        "wish": "A quiet place under trees",
    }
    assert talk.say("say it again", "repeat").says == []


def test_an_answer_may_open_a_question_that_cannot_be_skipped(talk: Talk) -> None:
    talk.say("it rains")
    assert talk.asked == "umbrella"
    assert talk.say("skip", "skip").says == ["why.umbrella"]
    talk.say("two")
    assert talk.asked == "food"


def test_skipping_leaves_a_question_out_and_back_asks_it_again(talk: Talk) -> None:
    talk.say("skip", "skip")
    assert (talk.asked, talk.draft.answers) == ("food", {"weather": None})
    talk.say("back", "back")
    assert talk.asked == "weather"
    talk.say("dry")
    assert (talk.asked, talk.draft.answers) == ("food", {"weather": "dry"})


def test_back_at_the_first_question_asks_it_again(talk: Talk) -> None:
    assert talk.say("back", "back").then == "ask"
    assert talk.asked == "weather"


def test_several_may_be_pressed_one_after_the_other_and_taken_back(talk: Talk) -> None:
    talk.say("dry")
    for option in ("bread", "fruit", "bread"):
        talk.press(f"food:{option}")
        assert talk.asked == "food"
    assert talk.draft.answers["food"] == ["fruit"]
    talk.press(f"food:{ALL}")
    assert talk.asked == "wish"


def test_the_second_time_not_understood_offers_a_way_on_and_a_person(talk: Talk) -> None:
    assert talk.say("purple", "affirm").says == ["not_understood.weather"]
    assert talk.say("green", "affirm").says == ["stuck"]
    assert [c.label for c in talk.shown(say="stuck").choices] == ["Skip", "Talk to a person"]
    talk.say("dry")
    assert talk.say("purple", "affirm").says == ["not_understood.food"]


def test_not_understanding_the_question_is_met_before_a_person_is_offered(talk: Talk) -> None:
    unclear = Heard("I don't get it", "en", NOW, intent="upset", unclear=True)
    assert talk.hear(unclear).says == ["unclear"]
    assert talk.hear(unclear).says == ["stuck"]
    assert "wasn't clear" in talk.shown(say="unclear").text


@pytest.mark.parametrize(
    "heard", [{"intent": "greet"}, {"intent": "out_of_scope", "asks": True, "returned": True}]
)
def test_whoever_comes_back_is_welcomed_and_asked_again(talk: Talk, heard: dict[str, Any]) -> None:
    talk.say("dry")
    assert talk.hear(Heard("hi again", "en", NOW, **heard)).says == ["resumed"]
    assert (talk.asked, talk.draft.misses) == ("food", 0)


def test_thanks_are_no_miss(talk: Talk) -> None:
    assert talk.say("thanks", "thank").says == []
    assert talk.draft.misses == 0


def test_what_was_stopped_can_be_gone_on_with_or_thrown_away(talk: Talk) -> None:
    shown = talk.shown(say="stopped")
    assert [c.label for c in shown.choices] == ["Go on", "Delete it", "Talk to a person"]


def test_a_correction_goes_to_the_earlier_question_it_fits(talk: Talk) -> None:
    talk.say("dry")
    reaction = talk.say("no, I meant it rains")
    assert reaction.says == ["corrected"]
    assert talk.draft.answers == {"weather": "wet"}
    assert talk.asked == "umbrella"


def test_a_named_answer_is_asked_again_with_what_stands(talk: Talk) -> None:
    answered(talk).say("change the weather")
    assert talk.asked == "weather"
    assert talk.shown(ask="weather").text == "It now says: Dry. How is the weather?"
    assert talk.say("keep it").says == ["list"]
    assert talk.draft.answers["weather"] == "dry"


def test_the_answers_to_change_are_offered_with_what_stands(talk: Talk) -> None:
    answered(talk).press("next:edit")
    offered = [c.label for c in talk.shown(ask=EDIT).choices]
    assert offered[:2] == ["Weather: Dry", "Food: Bread, Fruit"]
    talk.press("edit:food")
    assert talk.asked == "food"
    assert talk.press(f"food:{KEEP}").says == ["list"]


def test_an_old_button_corrects_its_question(talk: Talk) -> None:
    answered(talk).press("weather:wet")
    assert talk.draft.answers["weather"] == "wet"
    assert talk.asked == "umbrella"


@pytest.mark.parametrize("pressed", ["weather:purple", "nonsense:dry", "-", "umbrella:one"])
def test_a_button_of_something_else_changes_nothing(talk: Talk, pressed: str) -> None:
    assert talk.press(pressed).says == ["unknown_choice"]
    assert talk.draft.answers == {}


@pytest.mark.parametrize("intent", ["stop", "goodbye", "restart", "book_contact", "join_group", "privacy"])
def test_ways_out_are_left_to_the_rules(talk: Talk, intent: str) -> None:
    assert talk.say("something quite different", intent, 0.9).then == "aside"


def test_a_way_out_that_was_only_guessed_is_not_taken(talk: Talk) -> None:
    reaction = talk.say("since the holidays", "goodbye", 0.42)
    assert (reaction.then, reaction.says) == ("ask", ["not_understood.weather"])


def test_a_question_in_the_middle_is_looked_up_even_with_an_answer_inside(talk: Talk) -> None:
    reaction = talk.say("what can we do when it rains and nobody will go?", "ask_guidance", asks=True)
    assert reaction.then == "guidance"
    assert talk.draft.answers == {}


def test_a_statement_with_an_answer_inside_is_the_answer(talk: Talk) -> None:
    talk.say("well you see it rains here a lot every day", "ask_guidance", 0.9)
    assert talk.draft.answers == {"weather": "wet"}


def test_danger_leads_away_and_a_lesser_guess_puts_the_numbers_beside_the_answer(talk: Talk) -> None:
    assert talk.say("something dark", "crisis", 0.9).then == "aside"
    lesser = talk.say("something dark", "crisis", 0.3)
    assert (lesser.then, lesser.numbers) == ("ask", True)
    for text in ("dry", "bread"):
        talk.say(text)
    taken = talk.say("I wish it were over", "crisis", 0.6)
    assert (taken.numbers, taken.says) == (True, ["list"])


def test_after_a_cry_for_help_nothing_is_asked_until_she_takes_it_up(talk: Talk) -> None:
    after = Heard("dry", "en", NOW, intent="greet", after_crisis=True)
    assert talk.hear(after).then == "pause"
    assert talk.draft.answers == {}
    assert [c.label for c in talk.shown(say="paused").choices] == ["Go on"]


def test_what_is_kept_empties_the_draft_and_shows_its_code_again(talk: Talk) -> None:
    reaction = answered(talk).press("next:keep")
    assert (reaction.then, reaction.receipt) == ("end", True)
    assert (talk.draft.answers, talk.draft.finished) == ({}, True)
    receipt = talk.shown(receipt=True)
    assert receipt.data and receipt.data.model_dump()["code"] == talk.draft.seed[:5]
    assert receipt.kept().data and "code" not in receipt.kept().model_dump(exclude_none=True)["data"]


@pytest.mark.parametrize(("text", "intent"), [("done", ""), ("no thanks", "deny"), ("skip", "skip")])
def test_nothing_more_erases_the_draft(talk: Talk, text: str, intent: str) -> None:
    reaction = answered(talk).say(text, intent)
    assert (reaction.then, reaction.says) == ("end", ["done"])
    assert talk.flows.drafts.open(talk.draft.id) is None


def test_a_draft_of_another_conversation_is_nobodys(store: Store, talk: Talk) -> None:
    other = Talk.begin(store, talk.flows, "picnic")
    assert talk.flows.own(talk.draft.id, other.conversation) is None
    assert talk.flows.own(talk.draft.id, talk.conversation) == talk.draft


def test_a_new_draft_takes_the_place_of_the_unfinished_one(talk: Talk) -> None:
    talk.say("dry")
    fresh = talk.flows.drafts.start(talk.conversation, "picnic", school="demo-dk", language="en", now=NOW)
    assert talk.flows.drafts.of_conversation(talk.conversation) == fresh
    assert talk.flows.drafts.open(talk.draft.id) is None


def test_a_skipped_question_shows_as_skipped(talk: Talk) -> None:
    talk.press(f"weather:{SKIP}")
    talk.press("edit:weather")
    talk.press("weather:dry")
    answered(talk).press("next:edit")
    assert talk.shown(ask=EDIT).choices[0].label == "Weather: Dry"


@pytest.mark.parametrize("intent", ["upset", "change_language", "speak_to_person"])
def test_anger_is_met_though_an_answers_word_is_in_it(talk: Talk, intent: str) -> None:
    said = "nothing but rain and wind and nobody at that school who listens"
    assert talk.say(said, intent, 0.8).then == "aside"
    assert talk.draft.answers == {}
    assert talk.say(said, "goodbye", 0.8).then == "ask"
    assert talk.draft.answers == {"weather": "wet"}


def test_a_wish_for_another_language_is_no_answer_in_her_own_words(talk: Talk) -> None:
    answered(talk)
    talk.press("edit:wish")
    assert talk.say("can we do this in Norwegian instead please", "change_language", 0.95).then == "aside"
    assert talk.draft.answers["wish"] == "A quiet place under trees"


def test_a_guess_after_a_cry_for_help_takes_nothing_up(talk: Talk) -> None:
    guess = Heard("it is a bit better now", "en", NOW, intent="goodbye", confidence=0.4, after_crisis=True)
    assert talk.hear(guess).then == "pause"


def test_two_questions_that_nothing_answers_lead_to_a_person(talk: Talk) -> None:
    engine, heard = FlowEngine(talk.flows), Heard("what does the zoo cost?", "en", NOW)
    assert engine.not_covered(talk.draft, heard).says == []
    talk.draft = talk.flows.drafts.open(talk.draft.id) or talk.draft
    assert engine.not_covered(talk.draft, heard).says == ["stuck"]
