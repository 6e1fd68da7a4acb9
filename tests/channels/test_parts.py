"""A message with several questions: each answered one is named, and so is what nothing answers."""

from dataclasses import replace

import pytest

from actions.guidance import Guidance
from channels.compose import Composer
from knowledge.model import Answer, Asker
from knowledge.service import Knowledge
from tests.channels.test_compose import NOW

PARENT = Asker("da", "dk", "parent")
DOSE = "hvor mange mg melatonin må en dreng på ni få"


@pytest.fixture
def guidance(knowledge: Knowledge) -> Guidance:
    return Guidance(knowledge)


def told(composer: Composer, guidance: Guidance, question: str) -> list[tuple[str, str]]:
    """(outcome, text) of each reply."""
    messages = guidance.answers(question, PARENT)
    return [
        (composed.outcome, composed.reply.text)
        for message in messages
        for composed in composer.compose({"custom": message}, PARENT, NOW)
    ]


def test_one_answered_and_one_not(composer: Composer, guidance: Guidance) -> None:
    ((outcome, text),) = told(composer, guidance, f"Skal jeg tvinge ham i skole? Og {DOSE}?")
    first, answer = text.split("\n\n", 1)
    assert outcome == "partly_answered"
    assert "svaret på “Skal jeg tvinge ham i skole”" in first
    assert f"vil ikke gætte: “{DOSE}”" in first
    assert answer.startswith("Tvang flytter sjældent")


def test_what_is_left_open_is_told_to_whoever_keeps_the_gaps(composer: Composer, guidance: Guidance) -> None:
    (message,) = guidance.answers(f"Skal jeg tvinge ham i skole? Og {DOSE}?", PARENT)
    (composed,) = composer.compose({"custom": message}, PARENT, NOW)
    assert composed.still_open == [f"{DOSE}?"]


def test_two_answered_questions_get_an_answer_each(composer: Composer, guidance: Guidance) -> None:
    replies = told(composer, guidance, "Skal jeg tvinge ham i skole? Hvad siger jeg til hendes søster?")
    assert [outcome for outcome, _ in replies] == ["answered", "answered"]
    assert replies[0][1].startswith("“Skal jeg tvinge ham i skole”:\n\nTvang")
    assert replies[1][1].startswith("“Hvad siger jeg til hendes søster”:\n\nSøskende")


def test_two_questions_on_one_topic_get_one_answer(composer: Composer, guidance: Guidance) -> None:
    replies = told(composer, guidance, "Skal jeg tvinge ham i skole? Hvor hårdt skal jeg presse ham?")
    ((outcome, text),) = replies
    assert outcome == "answered" and text.startswith("Tvang")


def test_one_question_is_answered_as_ever(guidance: Guidance) -> None:
    question = "skal jeg tvinge ham i skole"
    assert guidance.answers(question, PARENT) == [guidance.answer(question, PARENT)]


def test_nothing_answered_is_not_covered_as_a_whole(guidance: Guidance) -> None:
    (message,) = guidance.answers(f"{DOSE}? hvem vinder kampen i aften på tv?", PARENT)
    assert message["outcome"] == "not_covered" and "open" not in message


def test_a_long_question_is_named_in_short(composer: Composer, guidance: Guidance) -> None:
    long = "hvor mange milligram " + "melatonin og jern og magnesium " * 8 + "må han få"
    ((_, text),) = told(composer, guidance, f"Skal jeg tvinge ham i skole? {long}?")
    named = text.split("\n\n")[0].rsplit("“", 1)[1]
    assert named.endswith(" …”") and len(named) < 130


def test_parts_that_may_mean_something_else_are_not_told_apart(
    guidance: Guidance, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Skal jeg tvinge ham i skole? Hvad siger jeg til hendes søster?"
    plain = knowledge.answer

    def unsure(asked: str, asker: Asker) -> Answer:
        found = plain(asked, asker)
        other = knowledge.article("sleep", "da")
        return (
            replace(found, choices=(other,))
            if other and not ("søster" in asked and "tvinge" in asked)
            else found
        )

    monkeypatch.setattr(knowledge, "answer", unsure)
    (message,) = guidance.answers(question, PARENT)
    assert "part" not in message and message["outcome"] == "answered"
