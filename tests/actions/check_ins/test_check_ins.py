"""The check-in as a parent meets it: typed answers, the result, keeping, comparing, erasing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from actions.check_ins import CheckInServices
from actions.contacts.errors import CodeWrongError
from actions.flows.registry import Flows
from actions.store import Store
from actions.store.flow_tables import CheckInRow, FlowDraftRow
from tests.actions.flows.talks import NOW, Talk

HARD = (
    "kamp hver morgen", "hver dag", "en gang om ugen", "cirka to dage om ugen", "det bliver værre",
    "siden sommerferien", "hun siger hun ikke vil", "når læreren tager imod",
)  # fmt: skip
LIGHTER = (
    "svært nogle dage",
    "af og til",
    "nej",
    "to dage",
    "mandage",
    "siden sommerferien",
    "stille",
    "en ven",
)


def walked(talk: Talk, said: tuple[str, ...]) -> Talk:
    for text in said:
        reaction = talk.say(text)
        assert "not_understood" not in "".join(reaction.says), (text, reaction.says)
    return talk


def kept(talk: Talk, services: CheckInServices) -> tuple[str, str]:
    """Reference and code."""
    assert talk.press("next:keep").receipt
    found = services.check_ins.kept_from(talk.draft)
    assert found is not None
    return str(found.check_in.reference), found.code


def rows(store: Store, table: type[CheckInRow] | type[FlowDraftRow]) -> int:
    with store.transaction() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_eight_typed_answers_lead_to_a_stage(talk: Talk) -> None:
    walked(talk, HARD)
    assert talk.draft.answers == {
        "mornings": "most", "body": "daily", "parts": "weekly", "days": "many", "pattern": "growing",
        "since": "months", "says": "refuses", "helps": "adult",
    }  # fmt: skip
    said = talk.shown(say="result").text
    assert said.startswith("Fraværet er hyppigt eller på vej op.")
    assert "Signe Birkemose" in said and "PPR" in said and "ikke en diagnose" in said
    assert "Bed skolen om at gøre det til en fast aftale" in said


def test_where_nothing_was_hard_six_questions_are_enough(talk: Talk) -> None:
    walked(talk, ("fint", "nej", "nej", "ingen", "glad", "ro"))
    assert talk.asked == "next"
    assert talk.shown(say="result").text.startswith("Dit barn ser ud til at trives")


def test_the_norwegian_school_has_its_own_people_and_words(store: Store, flows: Flows) -> None:
    talk = Talk.begin(store, flows, "check_in", "nb", "demo-no")
    walked(talk, ("kamp hver morgen", "hver dag"))
    for question, option in (
        ("parts", "weekly"),
        ("days", "most"),
        ("pattern", "growing"),
        ("since", "long"),
        ("says", "worried"),
        ("helps", "nothing"),
    ):
        talk.press(f"{question}:{option}")
    said = talk.shown(say="result").text
    assert "Ragnhild Tangvoll" in said and "PPT" in said and "PPR" not in said


def test_how_it_was_counted_is_told_with_points_days_and_rule(talk: Talk) -> None:
    said = walked(talk, HARD).shown(say="counted").text
    assert talk.say("hvordan er det regnet ud?", "check_in", asks=True).says == ["counted"]
    assert "Morgenen: Svært de fleste dage (4 point)" in said
    assert "cirka 7,5 ud af 20 skoledage, altså 38 %" in said
    assert (
        "trin 4" in said
        and "mindst 10 % af skoledagene væk, mindst 3 point og et andet svar end »Ingen« om »Hele dage«"
        in said
    )


def test_too_much_skipped_is_said_honestly_and_nothing_is_offered_to_keep(talk: Talk) -> None:
    for _ in range(8):
        talk.say("spring over", "skip")
    shown = talk.shown(ask="next")
    assert "for lidt at gå ud fra" in talk.shown(say="result").text
    assert not any(choice.label.startswith("Gem") for choice in shown.choices)
    assert "for få svar" in talk.shown(say="counted").text


def test_kept_twice_is_kept_once_and_holds_no_code(
    store: Store, services: CheckInServices, talk: Talk
) -> None:
    reference, code = kept(walked(talk, HARD), services)
    services.check_ins.keep(talk.draft, 4, None, NOW)
    assert rows(store, CheckInRow) == 1
    with store.transaction() as session:
        row = session.scalars(select(CheckInRow)).one()
        assert row.stage == 4
        assert code not in str(
            {column.name: getattr(row, column.name) for column in CheckInRow.__table__.columns}
        )
    assert services.check_ins.look_up(reference, code, NOW).answers["days"] == "many"
    with pytest.raises(CodeWrongError):
        services.check_ins.look_up(reference, code[::-1], NOW)


def test_the_next_one_is_compared_in_words_and_remembers_what_with(
    store: Store, services: CheckInServices, flows: Flows, talk: Talk
) -> None:
    reference, code = kept(walked(talk, HARD), services)
    later = walked(Talk.begin(store, flows, "check_in", "da"), LIGHTER)
    later.say("sammenlign")
    assert later.say(code).says == ["code_needed"]
    assert later.say(f"{reference} {code[::-1]}").says == ["code_wrong"]
    assert later.say(f"{reference} og {code.lower()}").says == ["comparison"]
    assert code not in str(later.draft.answers)
    said = later.shown(say="comparison").text
    assert (
        "det er blevet lettere" in said
        and "Morgenen: før »Svært de fleste dage«, nu »Svært nogle dage«" in said
    )
    second, its_code = kept(later, services)
    chain = services.check_ins.chain(second, its_code, NOW)
    assert [each.reference for each in chain] == [second, reference]


def test_reference_and_code_may_come_in_two_messages(
    store: Store, services: CheckInServices, flows: Flows, talk: Talk
) -> None:
    reference, code = kept(walked(talk, HARD), services)
    later = walked(Talk.begin(store, flows, "check_in", "da"), LIGHTER)
    later.press("next:compare")
    assert later.say(f"det er {reference.lower()}").says == []
    assert later.asked == f"key.{reference}"
    assert later.say("den har jeg et sted").says == ["not_understood.key"]
    assert later.say(code[::-1]).says == ["code_wrong"]
    assert later.say(code).says == ["comparison"]
    assert code not in str(later.draft.answers)
    second, its_code = kept(later, services)
    assert [each.reference for each in services.check_ins.chain(second, its_code, NOW)] == [second, reference]


def test_a_lost_code_is_left_out_and_may_be_tried_again(
    store: Store, services: CheckInServices, flows: Flows, talk: Talk
) -> None:
    reference, code = kept(walked(talk, HARD), services)
    later = walked(Talk.begin(store, flows, "check_in", "da"), LIGHTER)
    later.press("next:compare")
    later.say(reference)
    assert later.say("spring over", "skip").says == ["result"]
    assert "Sammenlign med sidst" in [choice.label for choice in later.shown(ask="next").choices]
    later.press("next:compare")
    assert later.say(f"{reference} {code}").says == ["comparison"]


def test_comparing_can_be_given_up(store: Store, services: CheckInServices, flows: Flows, talk: Talk) -> None:
    walked(talk, HARD).say("sammenlign")
    assert talk.say("har den ikke", "skip").says == ["result"]
    assert talk.asked == "next"


def test_erasing_leaves_nothing_and_does_not_take_the_other_along(
    store: Store, services: CheckInServices, flows: Flows, talk: Talk
) -> None:
    reference, code = kept(walked(talk, HARD), services)
    later = walked(Talk.begin(store, flows, "check_in", "da"), LIGHTER)
    later.press("next:compare")
    later.say(f"{reference} {code}")
    second, its_code = kept(later, services)
    erased = services.check_ins.forget(reference, code, NOW)
    assert (erased["check_in"], erased["flow_draft"]) == (1, 1)
    with pytest.raises(CodeWrongError):
        services.check_ins.look_up(reference, code, NOW)
    assert [each.reference for each in services.check_ins.chain(second, its_code, NOW)] == [second]


def test_what_is_over_its_time_is_erased(store: Store, services: CheckInServices, talk: Talk) -> None:
    kept(walked(talk, HARD), services)
    assert services.check_ins.expire(NOW + timedelta(days=179)) == {"check_in": 0}
    assert services.check_ins.expire(NOW + timedelta(days=181)) == {"check_in": 1}
    assert rows(store, CheckInRow) == 0


def test_what_may_be_shared_tells_the_answers_and_no_score(services: CheckInServices, talk: Talk) -> None:
    assert services.check_ins.of_conversation(talk.conversation, NOW) is None
    walked(talk, HARD)
    found = services.check_ins.of_conversation(talk.conversation, NOW)
    assert found is not None
    for language, line in (
        ("da", "- Hele dage: 4–9 dage"),
        ("nb", "- Hele dager: 4–9 dager"),
        ("en", "- Whole days: 4–9 days"),
    ):
        shared = services.shareable_text(found, language)
        assert line in shared
        assert not any(word in shared.casefold() for word in ("point", "poeng", "trin", "stage", "hyppig"))
    kept(talk, services)
    again = services.check_ins.of_conversation(talk.conversation, NOW)
    assert again is not None and again.answers == found.answers
