"""Preparing a meeting and following up, held with the engine alone: what is asked, read, kept, mailed, erased."""

from collections.abc import Callable

import pytest

from actions.conversations import Conversations
from actions.flows import Heard
from actions.flows.drafts import FlowDrafts
from actions.flows.registry import Flows
from actions.measures import Agreed, Helped, State, Told
from actions.sheets import MOST_QUESTIONS, WINDOW_LIMIT, SheetServices
from actions.sheets.after import stamp
from actions.store.contact_tables import OutboxRow
from actions.store.sheet_tables import MeasureRow, SheetRow
from tests.actions.flows.talks import NOW, Talk
from tests.contact_world import World
from tests.sharing_world import open_sharing, sheets_and_flows

WORRY, HOPE = "Han sover dårligt", "At han er der til klokken ti"
Begin = Callable[..., Talk]


@pytest.fixture
def made(world: World) -> tuple[SheetServices, Flows]:
    return sheets_and_flows(world.store)


@pytest.fixture
def begin(world: World, made: tuple[SheetServices, Flows]) -> Begin:
    return lambda flow, language="da": Talk.begin(world.store, made[1], flow, language)


def prepared(begin: Begin) -> Talk:
    """A sheet with one worry and one hope, at the question what to do with it."""
    talk = begin("prepare_meeting")
    talk.say(WORRY)
    talk.say("spring over", "skip")
    talk.say(HOPE)
    for _ in range(2):
        talk.say("spring over", "skip")
    assert talk.asked == "sheet"
    return talk


def test_every_window_may_be_left_out_and_an_empty_sheet_is_not_kept(world: World, begin: Begin) -> None:
    talk = begin("prepare_meeting")
    for window in ("worries", "works", "hopes", "child", "theme.1"):
        assert talk.asked == window
        talk.say("spring over", "skip")
    assert talk.press("sheet:keep").says == ["empty"]
    assert world.count(SheetRow) == 0
    assert talk.press("sheet:done").then == "end"


def test_a_worry_is_met_before_the_next_question(begin: Begin) -> None:
    assert begin("prepare_meeting").say(WORRY).says == ["met"]
    assert begin("prepare_meeting").say("spring over", "skip").says == []


def test_suggestions_several_of_them_and_her_own_question(begin: Begin) -> None:
    talk = begin("prepare_meeting")
    for _ in range(4):
        talk.say("spring over", "skip")
    talk.say("skoledagen")
    assert talk.asked == "pick_day"
    talk.say("1 og 3")
    assert talk.asked == "more.2"
    assert "day" not in [option.label for option in talk.shown(ask="more.2").choices]
    talk.say("mit eget")
    talk.say("Må han få en pause?", "ask_guidance", asks=True)
    assert talk.asked == "more.3"
    talk.press("more.3:enough")
    text = talk.shown(say="shown").text
    assert text.count("\n- ") == 3 and "- Må han få en pause?" in text
    assert text.index("Kan dagen begynde senere") < text.index("Hvor kan mit barn gå hen")


def test_a_text_too_long_is_refused_and_nothing_is_cut_off(begin: Begin) -> None:
    talk = begin("prepare_meeting")
    assert talk.say("x" * (WINDOW_LIMIT + 1)).says == ["too_long"]
    assert str(WINDOW_LIMIT) in talk.shown(say="too_long").text
    assert talk.asked == "worries"


def test_more_questions_than_fit_are_said_to_be_too_many(begin: Begin) -> None:
    talk = begin("prepare_meeting")
    for _ in range(4):
        talk.say("spring over", "skip")
    talk.press("theme.1:own")
    for number in range(1, MOST_QUESTIONS + 2):
        talk.say(f"Spørgsmål {number}?")
        talk.press(f"more.{number + 1}:own" if number <= MOST_QUESTIONS else f"more.{number + 1}:enough")
    text = talk.shown(say="shown").text
    assert text.count("\n- ") == MOST_QUESTIONS and f"De første {MOST_QUESTIONS} er med" in text


def test_kept_once_with_one_code_and_kept_again_after_a_change(
    world: World, begin: Begin, made: tuple[SheetServices, Flows]
) -> None:
    talk = prepared(begin)
    for _ in range(2):
        assert talk.press("sheet:keep").receipt or talk.asked == "kept"
    first = talk.shown(receipt=True).data
    assert first and first.code
    talk.press("edit:hopes")
    assert talk.asked == "hopes"
    talk.say("At han har en ven")
    assert talk.asked == "sheet"
    assert made[0].sheets.open(first.reference, first.code, NOW).meeting.hopes == HOPE
    talk.press("sheet:keep")
    assert talk.shown(receipt=True).data == first
    assert made[0].sheets.open(first.reference, first.code, NOW).meeting.hopes == "At han har en ven"
    assert world.count(SheetRow) == 1


def test_a_link_by_mail_only_after_the_address_was_seen_again(world: World, begin: Begin) -> None:
    talk = prepared(begin)
    talk.press("sheet:keep")
    talk.press("kept:mail")
    assert talk.say("morexample").says == ["not_an_address"]
    assert talk.say("mor@").says == ["not_an_address"]
    talk.say("det er Mor@Example.org")
    assert talk.asked == "mail_sure" and "mor@example.org" in talk.shown(ask="mail_sure").text
    assert world.count(OutboxRow) == 0
    talk.press("mail_sure:other_address")
    talk.say("far@example.org")
    assert talk.press("mail_sure:send").says == ["mail_sent"]
    assert talk.asked == "kept" and world.count(OutboxRow) == 1
    assert "far@example.org" not in str(talk.draft.answers)


def test_without_mail_it_is_not_offered(world: World) -> None:
    _, flows = sheets_and_flows(world.store, mails=False)
    talk = prepared(lambda flow, language="da": Talk.begin(world.store, flows, flow, language))
    talk.press("sheet:keep")
    assert not any("mail" in choice.label for choice in talk.shown(ask="kept").choices)
    assert talk.press("kept:mail").says == ["no_mail"]


def test_erased_only_after_one_more_yes(world: World, begin: Begin) -> None:
    talk = prepared(begin)
    talk.press("sheet:keep")
    talk.press("kept:erase")
    talk.press("erase_sure:done")
    assert world.count(SheetRow) == 1 and talk.asked == "kept"
    talk.press("kept:erase")
    assert talk.press("erase_sure:erase_yes").says == ["erased"]
    assert world.count(SheetRow) == 0


def test_the_end_leaves_the_sheet_and_no_answers(world: World, begin: Begin) -> None:
    talk = prepared(begin)
    talk.press("sheet:keep")
    assert talk.press("kept:done").then == "end"
    assert talk.draft.finished and talk.draft.answers == {} and world.count(SheetRow) == 1


@pytest.mark.parametrize(
    ("language", "who", "until"),
    [
        ("da", "klasselæreren", "fredag"),
        ("nb", "kontaktlæreren", "etter høstferien"),
        ("en", "his teacher", "by Friday"),
    ],
)
def test_one_word_answers_are_answers_whatever_the_model_hears(
    begin: Begin, language: str, who: str, until: str
) -> None:
    talk = begin("follow_up", language)
    talk.press("start:new")
    talk.say("Mødes ved døren", "crisis", 0.95)
    talk.say(who, "speak_to_person", 0.99)
    talk.say(until, "goodbye", 0.35)
    assert talk.asked == "more.1"
    assert (talk.draft.answers["who.1"], talk.draft.answers["until.1"]) == (who, until)


def test_steering_is_no_answer(begin: Begin) -> None:
    talk = begin("follow_up")
    talk.press("start:new")
    assert talk.say("spring over", "skip").says == ["why.what"]
    talk.say("Mødes ved døren")
    assert talk.say("hvorfor", "why").says == ["why.who"]
    assert talk.say("hvem bestemmer det?", "ask_guidance", asks=True).then == "guidance"
    talk.say("spring over", "skip")
    assert talk.asked == "until.1"


def agreed(begin: Begin, language: str = "da") -> Talk:
    talk = begin("follow_up", language)
    talk.press("start:new")
    for what, until, more in (
        ("Mødes ved døren", "1. december", "yes"),
        ("Senere start", "efter ferien", "no"),
    ):
        talk.say(what)
        talk.say("spring over", "skip")
        talk.say(until)
        number = len([key for key in talk.draft.answers if key.startswith("what.")])
        talk.press(f"more.{number}:{more}")
    return talk


def test_days_are_understood_and_words_kept(
    world: World, begin: Begin, made: tuple[SheetServices, Flows]
) -> None:
    talk = agreed(begin)
    assert "tirsdag den 1. december" in talk.shown(say="shown").text
    talk.press("agreed:keep")
    slip = talk.shown(receipt=True).data
    assert slip and slip.code
    measures = made[0].sheets.open(slip.reference, slip.code, NOW).measures
    assert [each.agreed for each in measures] == [
        Agreed("Mødes ved døren", None, "1. december", NOW.date().replace(month=12, day=1)),
        Agreed("Senere start", None, "efter ferien", None),
    ]
    assert world.count(MeasureRow) == 2


def test_told_on_later_and_added_to_under_the_same_code(
    begin: Begin, made: tuple[SheetServices, Flows]
) -> None:
    first = agreed(begin)
    first.press("agreed:keep")
    slip = first.shown(receipt=True).data
    assert slip and slip.code
    talk = begin("follow_up")
    talk.press("start:known")
    assert talk.say("W34CD-W34CD-W34CD-W34CD").says == ["not_understood.reference"]
    talk.say(slip.reference)
    assert talk.say("W34CD-W34CD-W34CD-W34CD").says == ["wrong_code"]
    assert talk.say(slip.code).says == ["opened"]
    assert slip.code not in str(talk.draft.answers)
    talk.say("det er gjort")
    talk.say("lidt")
    talk.say("Kun om mandagen")
    talk.say("ikke begyndt endnu")
    talk.say("spring over", "skip")
    talk.press("told:add")
    talk.say("En pause")
    for _ in range(3):
        talk.say("spring over", "skip")
    for _ in range(2):
        talk.press("told:keep")
    assert talk.asked == "kept"
    kept = talk.shown(receipt=True).data
    assert kept and kept.code is None
    measures = made[0].sheets.open(slip.reference, slip.code, NOW).measures
    assert [each.told for each in measures] == [
        Told(State.DONE, Helped.LITTLE, "Kun om mandagen"), Told(State.WAITING), Told(),
    ]  # fmt: skip
    assert [each.agreed.what for each in measures] == ["Mødes ved døren", "Senere start", "En pause"]


def test_reference_and_code_in_one_message(begin: Begin) -> None:
    first = prepared(begin)
    first.press("sheet:keep")
    slip = first.shown(receipt=True).data
    assert slip
    talk = begin("follow_up")
    talk.press("start:known")
    talk.say(f"{slip.reference.lower()} og {slip.code}")
    assert talk.asked == "kept"  # a sheet for a meeting has nothing to tell on, but can be erased
    talk.press("kept:erase")
    assert talk.press("erase_sure:erase_yes").says == ["erased"]


def test_a_lost_code_leads_to_writing_it_down_again(begin: Begin) -> None:
    for give_up_at in ("reference", "code"):
        talk = begin("follow_up")
        talk.press("start:known")
        if give_up_at == "code":
            talk.say("K7M-4QX")
        talk.say("spring over", "skip")
        assert talk.asked == "what.1"


def test_what_is_kept_changes_its_stamp_and_nothing_else_does() -> None:
    answers = {"worries": WORRY}
    assert stamp(answers) == stamp({**answers, "kept": "x", "mail": "mor@example.org", "erasing": True})
    assert stamp(answers) != stamp({**answers, "hopes": HOPE})


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_what_may_go_along_with_a_booking(world: World, begin: Begin, language: str) -> None:
    sharing = open_sharing(world.store)
    talk = prepared(begin)
    (unkept,) = sharing.of_conversation(talk.conversation, language)
    assert (unkept.kind, unkept.language) == ("sheet", language) and WORRY in unkept.text
    talk.press("sheet:keep")
    talk.press("kept:done")
    assert sharing.of_conversation(talk.conversation, language) == (unkept,)
    other = agreed(begin)
    (measures,) = sharing.of_conversation(other.conversation, language)
    assert measures.kind == "measures" and "Mødes ved døren" in measures.text
    nothing = begin("prepare_meeting")
    assert sharing.of_conversation(nothing.conversation, language) == ()


def test_drafts_go_with_the_conversation_and_the_kept_sheet_stays(world: World, begin: Begin) -> None:
    kept, unkept = prepared(begin), prepared(begin)
    kept.press("sheet:keep")
    for talk in (kept, unkept):
        Conversations(world.store).erase(talk.conversation)
        assert FlowDrafts(world.store).open(talk.draft.id) is None
    assert world.count(SheetRow) == 1


def test_taken_up_again_after_a_cry_for_help_her_wish_is_no_answer(begin: Begin) -> None:
    talk = begin("prepare_meeting")
    wish = Heard(
        "jeg vil gå videre med arket til mødet", "da", NOW, intent="prepare_meeting", after_crisis=True
    )
    assert talk.hear(wish).says == ["resumed"]
    assert talk.asked == "worries" and talk.draft.answers == {}
