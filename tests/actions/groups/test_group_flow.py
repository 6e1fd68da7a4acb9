"""Joining a group as a flow: what is asked, how answers are read, what a yes does, and what is kept."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from actions.booking_talk import BookingWords
from actions.contacts import load_retention
from actions.flows.model import FlowDraft
from actions.flows.question import Heard, Read, Refusal
from actions.flows.words import FlowWords, load_words
from actions.groups import GroupServices, load_groups, open_groups
from actions.groups.flow import ASKED, CHECK, JoinGroupFlow
from actions.store import open_store
from assistant.project import HOME
from tests.actions.groups.families import MOTHER, interests, mails, sign_up
from tests.contact_world import MUNICIPALITIES, NOW, SECRET, World

LANGUAGES = ("da", "nb", "en")
GIVEN: dict[str, Any] = {
    "who": "parents", "theme": "anxiety", "grade": "4", "area": None, "language": "arabisk",
    "times": ["evening", "weekend"], "email": MOTHER,
}  # fmt: skip


@pytest.fixture(scope="module")
def booking_words() -> BookingWords:
    return BookingWords.load(HOME / "booking")


@pytest.fixture(scope="module")
def all_words() -> Mapping[str, FlowWords]:
    return load_words(HOME / "flows" / "join_group")


@pytest.fixture
def flow(groups: GroupServices, booking_words: BookingWords) -> JoinGroupFlow:
    return JoinGroupFlow(groups.interests, MUNICIPALITIES, booking_words)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory, booking_words: BookingWords) -> Iterator[JoinGroupFlow]:
    """A flow whose store nobody looks at."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('flow') / 'store.db'}")
    opened = open_groups(store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=True)
    yield JoinGroupFlow(opened.interests, MUNICIPALITIES, booking_words)
    store.close()


def draft(school: str = "demo-dk", **answers: Any) -> FlowDraft:
    return FlowDraft(
        id="d" * 32,
        conversation="c" * 32,
        flow="join_group",
        school=school,
        language="da",
        answers={**GIVEN, **answers},
        asking=None,
        misses=0,
        seed="5" * 64,
        finished=False,
    )


def read(
    flow: JoinGroupFlow, words: Mapping[str, FlowWords], question: str, text: str, language: str = "da"
) -> Any:
    (asked,) = (q for q in flow.questions({}) if q.id == question)
    heard = Heard(text, language, NOW, asks=text.endswith("?"))
    found = flow.read(asked, heard, words[language])
    return found.value if isinstance(found, Read) else found


def test_who_what_and_an_address_are_needed_the_rest_may_be_skipped(reader: JoinGroupFlow) -> None:
    asked = reader.questions({})
    assert [q.id for q in asked] == [*ASKED, CHECK]
    assert {q.id for q in asked if not q.skippable and q.kind != "act"} == {"who", "theme", "email"}


@pytest.mark.parametrize(
    ("language", "question", "text", "value"),
    [
        ("da", "who", "det er til min datter", "pupils"),
        ("da", "who", "for mig selv", "parents"),
        ("nb", "who", "for sønnen min", "pupils"),
        ("en", "who", "my son", "pupils"),
        ("da", "theme", "vi er lige blevet skilt", "divorce"),
        ("nb", "theme", "ADHD", "autism_adhd"),
        ("en", "theme", "anything", "open"),
        ("da", "grade", "hun går i 4. klasse", "4"),
        ("nb", "grade", "sjuende", "7"),
        ("en", "grade", "the older grades", "upper"),
        ("da", "language", "arabisk", "arabisk"),
        ("da", "language", "polski", "polsk"),
        ("en", "language", "Ukrainian", "Ukrainian"),
        ("da", "times", "aftener eller weekend", ["evening", "weekend"]),
        ("nb", "times", "på dagtid", ["daytime"]),
        ("da", "email", "den er Mor@Example.org tak", "mor@example.org"),
        ("en", "email", "write to mum@example.org.", "mum@example.org"),
        ("da", "email", "det ved jeg ikke", None),
        ("da", "email", "mor.example.org", Refusal("email")),
        ("da", "email", "mor@", Refusal("email")),
        ("da", "email", "mor@example.org og far@example.org", Refusal("one_email")),
    ],
)
def test_answers_as_people_type_them(
    reader: JoinGroupFlow,
    all_words: Mapping[str, FlowWords],
    language: str,
    question: str,
    text: str,
    value: Any,
) -> None:
    assert read(reader, all_words, question, text, language) == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_shows_everything_that_would_be_kept(
    reader: JoinGroupFlow, all_words: Mapping[str, FlowWords], language: str
) -> None:
    words = all_words[language]
    shown = words.questions[CHECK].ask.format_map(reader.values(CHECK, draft(), words))
    for part in (
        words.label("who", "parents"),
        words.label("theme", "anxiety"),
        "4",
        "arabisk",
        words.label("times", "weekend"),
        MOTHER,
        words.said("not_said").text,
    ):
        assert part in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("school", ["demo-dk", "demo-no"])
def test_every_text_can_be_filled(
    reader: JoinGroupFlow, all_words: Mapping[str, FlowWords], language: str, school: str
) -> None:
    words = all_words[language]
    texts = [words.begin.text, *(said.text for said in words.says.values())]
    texts += [part for q in words.questions.values() for part in (q.ask, q.why, q.not_understood)]
    for text in texts:
        filled = text.format_map(reader.values(CHECK, draft(school), words))
        assert "{" not in filled and "!" not in filled


def test_a_yes_keeps_it_and_writes_the_mail_twice_is_once(
    flow: JoinGroupFlow, all_words: Mapping[str, FlowWords], world: World
) -> None:
    for _ in range(2):
        done = flow.act("yes", draft(), NOW)
        assert done.receipt and done.finished
    (row,) = interests(world)
    assert (row.audience, row.theme, row.band, row.language, row.email) == (
        "parents", "anxiety", "middle", "ar", MOTHER,
    )  # fmt: skip
    assert row.confirmed_at is None and len(mails(world)) == 1
    slip = flow.receipt(draft(), all_words["da"])
    assert (slip.kind, slip.reference) == ("interest", row.reference)
    assert slip.code and flow.receipt(draft(), all_words["en"]).code == slip.code
    assert "kan ikke love" in slip.text and "7 dage" in slip.text


def test_a_no_keeps_nothing(flow: JoinGroupFlow, world: World) -> None:
    done = flow.act("done", draft(), NOW)
    assert done.finished and not done.receipt
    assert interests(world) == [] and mails(world) == []


def test_a_band_that_was_pressed_is_kept_as_it_is(flow: JoinGroupFlow, world: World) -> None:
    flow.act("yes", draft(grade="upper", language=None, times=None), NOW)
    (row,) = interests(world)
    assert (row.band, row.language, row.times) == ("upper", None, [])


def test_a_flooded_address_is_told_and_the_answers_stay(flow: JoinGroupFlow, groups: GroupServices) -> None:
    for theme in ("grief", "open", "divorce"):
        sign_up(groups, theme=theme)
    done = flow.act("yes", draft(), NOW)
    assert (done.say, done.finished, done.receipt) == ("too_many_mails", False, False)


def test_taken_back_the_receipt_shows_no_code(
    flow: JoinGroupFlow, groups: GroupServices, all_words: Mapping[str, FlowWords]
) -> None:
    flow.act("yes", draft(), NOW)
    slip = flow.receipt(draft(), all_words["da"])
    groups.interests.withdraw(slip.reference, str(slip.code), NOW)
    after = flow.receipt(draft(), all_words["da"])
    assert after.code is None and after.text == all_words["da"].said("gone").text


def test_without_mail_nothing_is_asked_and_another_way_is_named(
    world: World, booking_words: BookingWords, all_words: Mapping[str, FlowWords]
) -> None:
    silent = open_groups(world.store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=False)
    flow = JoinGroupFlow(silent.interests, MUNICIPALITIES, booking_words)
    (only,) = flow.questions({})
    assert only.kind == "act"
    options = all_words["da"].questions[only.words].options
    assert {option.leads for option in options.values()} == {"/book_contact", "/speak_to_person", None}
    assert flow.act("yes", draft(), NOW).say == "no_mail"
    assert interests(world) == []


def test_themes_areas_and_times_are_those_of_the_policy(all_words: Mapping[str, FlowWords]) -> None:
    policy = load_groups()
    for question, choices in (("theme", policy.themes), ("area", policy.areas), ("times", policy.times)):
        for words in all_words.values():
            assert list(words.questions[question].options) == [choice.id for choice in choices]
