"""What a child is told: one topic, whom to talk to, her own number, and never anything for parents."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from actions.child import FOR_PARENTS, ChildWords, as_child, load_child_words
from actions.safety.floor import CrisisFloor
from actions.schools import load_municipalities
from assistant.project import HOME
from channels.compose_child import ChildComposer
from knowledge.model import Asker
from knowledge.policy_files import POLICY, PolicyError

LANGUAGES = ("da", "nb", "en")
LONGEST_FIRST = 320
"""Characters: about nine lines at 360 px, with the number to call below them still in sight."""
LONGEST_SENTENCE = 24
"""Words. A child of nine reads it aloud in one breath or two."""


@pytest.fixture(scope="module")
def words() -> Mapping[str, ChildWords]:
    return load_child_words(HOME / "child")


@pytest.fixture(scope="module")
def floor() -> CrisisFloor:
    return CrisisFloor.load()


@pytest.fixture(scope="module")
def composer(words: Mapping[str, ChildWords], floor: CrisisFloor) -> ChildComposer:
    return ChildComposer(words, floor, load_municipalities(POLICY / "municipalities"))


def asker(language: str, school: str = "demo-dk") -> Asker:
    return Asker(language=language, country=school[5:7], audience="parent", school=school)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("da", "er jeg dum fordi jeg ikke går i skole", "fault"),
        ("da", "Kan jeg bestille en tid", "book"),
        ("da", "hvordan siger jeg det til min mor", "say"),
        ("da", "de andre griner ad mig", "bullied"),
        ("da", "får jeg ballade", "trouble"),
        ("da", "kan min mor læse det her", "private"),
        ("nb", "hvem på skolen kan jeg si det til", "talk"),
        ("nb", "mamma blir så lei seg", "home"),
        ("nb", "jeg har ingen venner", "alone"),
        ("en", "am I stupid for not going to school", "fault"),
        ("en", "who can i talk to", "talk"),
        ("en", "my tummy hurts", "body"),
        ("da", "nej der er ikke nogen", "no"),
        ("nb", "ja det er det", "yes"),
        ("en", "no", "no"),
        ("en", "what is the capital of France", None),
    ],
)
def test_a_message_finds_its_topic(
    words: Mapping[str, ChildWords], language: str, text: str, topic: str | None
) -> None:
    assert words[language].topic_of(text) == topic


@pytest.mark.parametrize("school", ["demo-dk", "demo-no"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_reply_names_grown_ups_and_the_childrens_number(
    composer: ChildComposer, language: str, school: str
) -> None:
    reply = composer.compose({"topic": "fault", "first": True}, asker(language, school))[0].reply
    assert reply.data is not None
    assert [number.tel for number in reply.data.numbers] == ["116 111"]  # type: ignore[union-attr]
    assert any(who in reply.text for who in ("sundhedsplejersken", "helsesykepleieren", "school nurse"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_short_and_asks_for_nothing(words: Mapping[str, ChildWords], language: str) -> None:
    own = words[language]
    texts = [own.hello, own.who, own.again, *(topic.text for topic in own.topics.values())]
    for text in texts:
        assert "!" not in text and not re.search(r"\d", text), text
        for sentence in re.split(r"[.?:»“\"”]\s*", text):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("topic", ["book", "talk", "say", None, "nonsense"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_leads_to_anything_for_parents(
    composer: ChildComposer, language: str, topic: str | None, first: bool
) -> None:
    replies = composer.compose({"topic": topic, "first": first}, asker(language))
    assert replies[-1].choices and not any("{" in each.reply.text for each in replies)
    assert not {choice.payload for choice in replies[-1].choices} & set(FOR_PARENTS)


@pytest.mark.parametrize("topic", ["bullied", None])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_reply_leaves_room_for_the_number_on_a_phone(
    composer: ChildComposer, language: str, topic: str | None
) -> None:
    first, *below = composer.compose({"topic": topic, "first": True}, asker(language))
    assert len(first.reply.text) <= LONGEST_FIRST and first.reply.text.count("?") == 1
    assert first.reply.data is not None
    assert len(below) == (1 if topic else 0)


def test_a_grown_up_books_and_by_whom_is_said(composer: ChildComposer) -> None:
    text = composer.compose({"topic": "book", "first": False}, asker("da"))[0].reply.text
    assert "en voksen, der bestiller" in text and "Signe Birkemose" in text


@pytest.mark.parametrize(
    ("pressed", "told"),
    [
        ("/book_contact", '/child_writes{"topic": "book"}'),
        ("/speak_to_person", '/child_writes{"topic": "talk"}'),
        ("/early_signs", "/child_writes"),
        ("/privacy", '/child_writes{"topic": "private"}'),
        ('/choose{"sign_where": "body"}', '/choose{"sign_where": "body"}'),
    ],
)
def test_a_button_for_parents_reads_as_a_childs_wish(pressed: str, told: str) -> None:
    assert as_child(pressed) == told


@pytest.mark.parametrize("country", ["dk", "no"])
def test_every_country_has_a_number_for_children(floor: CrisisFloor, country: str) -> None:
    assert all(floor.for_children(country, language) for language in LANGUAGES)
    assert floor.for_children("", "da") == ()


def test_languages_must_have_the_same_topics(tmp_path: Path) -> None:
    for language in LANGUAGES:
        text = (HOME / "child" / f"{language}.yml").read_text(encoding="utf-8")
        (tmp_path / f"{language}.yml").write_text(
            text.replace("  alone:", "  lonely:") if language == "nb" else text, encoding="utf-8"
        )
    with pytest.raises(PolicyError, match=r"child/nb.yml: topics"):
        load_child_words(tmp_path)
