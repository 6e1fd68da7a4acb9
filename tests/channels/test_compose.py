"""From Rasa's message to a reply: only what exists is cited, only what stands there is quoted."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.conversations import Conversations, TurnRecord
from actions.store import open_store
from channels.compose import Composed, Composer
from knowledge.model import Asker

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PARENT = Asker("da", "dk", "parent", "demo-dk")
QUOTE = "Tovholderen er skolesocialrådgiveren"


def message(**given: Any) -> dict[str, Any]:
    answer = {"kind": "answer", "outcome": "answered", "article": None, "quotes": [], "topics": [], **given}
    return {"custom": answer}


def composed(composer: Composer, asker: Asker = PARENT, **given: Any) -> Composed:
    found = composer.compose(message(**given), asker, NOW)
    assert len(found) == 1
    return found[0]


def quote(passage: str, text: str = QUOTE) -> dict[str, str]:
    return {"passage": passage, "quote": text}


def article(name: str, language: str = "da") -> dict[str, str]:
    return {"id": name, "language": language}


def test_an_article_is_its_own_body_with_its_first_paragraph_cited(composer: Composer) -> None:
    found = composed(composer, article=article("stomach"))
    assert found.outcome == "answered" and found.reply.type == "answer"
    assert found.reply.text.startswith("Maven kan gøre ondt")
    citation = found.reply.citations[0]
    end = len(citation.quote)
    assert citation.passage == "a-stomach-da"
    assert citation.url == f"/sources/a-stomach-da?language=da&quote=0-{end}#quote"
    assert citation.quote in found.reply.text and found.passages == ["a-stomach-da"]


def test_the_answer_to_what_was_asked_precisely_stands_above_the_article(composer: Composer) -> None:
    told = composed(composer, article=article("force"), detail="carry").reply
    assert told.text.startswith("Nej, et barn i panik bæres ikke.\n\nTvang flytter sjældent")
    assert told.citations[0].quote.startswith("Tvang flytter sjældent")
    for unknown in (None, "gone-since"):
        text = composed(composer, article=article("force"), detail=unknown).reply.text
        assert text.startswith("Tvang flytter sjældent")


def test_where_another_question_may_be_meant_the_answer_says_no_bare_yes_or_no(composer: Composer) -> None:
    unsure = composed(composer, article=article("force"), detail="carry", surely_asked=False).reply
    assert unsure.text.startswith("Et barn i panik bæres ikke.\n\nTvang flytter sjældent")
    sure = composed(composer, article=article("force"), detail="carry", surely_asked=True).reply
    assert sure.text.startswith("Nej, et barn i panik bæres ikke.")


def test_what_may_be_asked_precisely_stands_below_with_its_question(composer: Composer) -> None:
    told = composed(composer, article=article("force"), also=["carry", "gone-since"]).reply
    assert told.text.startswith("Tvang flytter sjældent")
    assert told.text.endswith(
        "Måske spørger du om det her:\n- Er det i orden at bære barnet ind i skolen? Nej, et barn i panik bæres ikke."
    )
    inside = composed(composer, article=article("force"), also=["carry"], in_flow=True).reply
    assert "i orden at bære" not in inside.text


def test_a_quote_is_introduced_by_document_and_section(composer: Composer) -> None:
    found = composed(composer, quotes=[quote("g-0")])
    assert (
        QUOTE in found.reply.text and "Fraværsguide" in found.reply.text and "Procedure" in found.reply.text
    )
    citation = found.reply.citations[0]
    assert (citation.document, citation.section, citation.quote) == ("lindeskolen", "Procedure", QUOTE)


def test_the_quote_of_another_language_is_said_to_be_one(composer: Composer) -> None:
    english = Asker("en", "dk", "parent", "demo-dk")
    found = composed(composer, english, quotes=[quote("g-0")])
    assert "Danish" in found.reply.text and QUOTE in found.reply.text


@pytest.mark.parametrize(
    "given",
    [
        {"article": article("made-up")},
        {"article": article("stomach", "pl")},
        {"quotes": [quote("made-up")]},
        {"quotes": [quote("g-0", "Tovholderen er rektor")]},
        {"quotes": [quote("g-0", QUOTE.upper())]},
        {"quotes": [quote("a-stomach-da", QUOTE)]},
        {},
    ],
)
def test_what_does_not_exist_or_does_not_stand_there_vanishes(composer: Composer, given: Any) -> None:
    found = composed(composer, **given)
    assert found.outcome == "not_covered"
    assert found.reply.citations == [] and found.passages == []
    assert QUOTE.lower() not in found.reply.text.lower() and "rektor" not in found.reply.text
    assert [choice.payload for choice in found.choices] == ["/speak_to_person"]


def test_a_true_quote_stays_when_a_false_one_vanishes(composer: Composer) -> None:
    found = composed(composer, quotes=[quote("g-0", "opdigtet"), quote("g-0")])
    assert [citation.quote for citation in found.reply.citations] == [QUOTE]
    assert "opdigtet" not in found.reply.text


def test_half_an_answer_says_so(composer: Composer) -> None:
    whole = composed(composer, article=article("stomach"))
    half = composed(composer, outcome="partly_answered", article=article("stomach"))
    assert half.outcome == "partly_answered" and half.reply.text.endswith(whole.reply.text)
    assert len(half.reply.text) > len(whole.reply.text)


def test_topics_to_choose_from_and_always_a_person(composer: Composer) -> None:
    topics = [{"id": "stomach", "title": "Ondt i maven"}, {"id": "force", "title": "Tvang"}]
    for outcome in ("clarify", "not_covered"):
        found = composed(composer, outcome=outcome, topics=topics)
        assert found.outcome == outcome and found.reply.type == "choices"
        assert [c.payload for c in found.choices] == [
            '/choose_topic{"topic": "stomach"}',
            '/choose_topic{"topic": "force"}',
            "/speak_to_person",
        ]
        assert [c.label for c in found.reply.choices] == [c.label for c in found.choices]
    inside = composed(composer, outcome="not_covered", in_flow=True)
    assert inside.choices == [] and inside.reply.type == "text"


@pytest.mark.parametrize("outcome", ["answered", "clarify"])
def test_each_other_topic_stands_with_its_answer_in_one_line(composer: Composer, outcome: str) -> None:
    line = "Nej. Stop ved panik, og aftal et mindre skridt."
    topics = [{"id": "force", "title": "Tvang", "in_short": line}, {"id": "sleep", "title": "Søvn"}]
    told = article("stomach") if outcome == "answered" else None
    text = composed(composer, outcome=outcome, article=told, topics=topics).reply.text
    assert text.endswith(f"\n- Tvang: {line}")
    assert "Søvn" not in text, "a title without its line is a button only"
    inside = composed(composer, outcome="answered", article=article("stomach"), topics=topics, in_flow=True)
    assert line not in inside.reply.text


def test_whose_law_it_is_stands_first_where_the_other_country_was_named(composer: Composer) -> None:
    named = composed(composer, article=article("stomach"), named_country="no").reply.text
    assert named.startswith("Du nævner Norge. Det her gælder i Danmark")
    assert "Norge" not in composed(composer, article=article("stomach")).reply.text


def test_staff_are_not_offered_the_parents_walk(composer: Composer) -> None:
    staff = composed(composer, Asker("da", "dk", "staff", "demo-dk"), article=article("register"))
    assert "/early_signs" not in [choice.payload for choice in staff.choices]


def test_every_choice_gets_a_fresh_value_that_says_nothing(composer: Composer) -> None:
    one, two = (composed(composer, article=article("stomach")) for _ in range(2))
    values = [choice.value for found in (one, two) for choice in found.reply.choices]
    assert len(values) == len(set(values)) and all(len(value) >= 22 for value in values)
    assert not any("/" in value or "person" in value for value in values)
    assert [c.value for c in one.choices] == [c.value for c in one.reply.choices]


def test_text_with_and_without_buttons(composer: Composer) -> None:
    buttons = [{"title": "Ja", "payload": "/affirm"}]
    found = composer.compose({"text": " Hej ", "buttons": buttons}, PARENT, NOW)[0]
    assert (found.reply.type, found.reply.text, found.outcome) == ("choices", "Hej", "flow")
    assert composer.compose({"text": "Hej"}, PARENT, NOW)[0].reply.type == "text"


@pytest.mark.parametrize(
    "given", [{}, {"text": ""}, {"text": "  "}, {"custom": {}}, {"custom": {"kind": "x"}}]
)
def test_a_message_that_says_nothing_is_no_reply(composer: Composer, given: dict[str, Any]) -> None:
    assert composer.compose(given, PARENT, NOW) == []


def test_a_contact_hands_over_with_numbers(composer: Composer) -> None:
    found = composer.compose({"custom": {"kind": "contact"}}, PARENT, NOW)[0]
    assert found.outcome == "handed_over" and found.reply.data is not None
    assert [n.tel for n in found.reply.data.numbers] == ["+45 00 00 00 12", "+45 00 00 00 10"]  # type: ignore[union-attr]


def test_repeating_says_the_same_with_fresh_choices(composer: Composer, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    conversations = Conversations(store, lambda: NOW)
    first = composed(composer, article=article("stomach"))
    record = TurnRecord("answered", "da", "da", None, [first.reply.model_dump(mode="json")], first.choices)
    own, _ = conversations.start(
        school="demo-dk", country="dk", audience="parent", language="da", channel="web", first=record
    )
    again = composer.repeated(conversations, own.id)
    assert [part.reply.text for part in again] == [first.reply.text]
    assert again[0].reply.citations == first.reply.citations
    assert [c.payload for c in again[0].choices] == [c.payload for c in first.choices]
    assert {c.value for c in again[0].choices}.isdisjoint(c.value for c in first.choices)
    store.close()


@pytest.mark.parametrize(("language", "school"), [("da", "demo-dk"), ("nb", "demo-no"), ("en", "demo-dk")])
def test_instead_of_an_answer_a_person_is_named(composer: Composer, language: Any, school: str) -> None:
    asker = Asker(language, "dk" if school == "demo-dk" else "no", "parent", school)
    said = composer.person_instead(asker)
    name = "Signe Birkemose" if school == "demo-dk" else "Ragnhild Tangvoll"
    assert name in said.reply.text and "+4" in said.reply.text
    assert [choice.payload for choice in said.choices] == ["/book_contact"]


def test_staff_are_named_the_person_without_a_booking(composer: Composer) -> None:
    said = composer.person_instead(Asker("da", "dk", "staff", "demo-dk"))
    assert "Signe Birkemose" in said.reply.text and said.choices == []
