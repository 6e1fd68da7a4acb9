"""The crisis floor against what people write: recall, false alarms, disguises, length."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.safety.floor import KINDS, CrisisFloor
from actions.safety.fold import words_of

SEEN = Path(__file__).parents[3] / "actions" / "safety" / "examples"
FLOOR = CrisisFloor.load()
INVISIBLE = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u200e", "\u202e", "\u0301"]
SPACES = [" ", "  ", "\t", "\n", "\u00a0", "\u2003", " \u200b", "\r\n"]


def read(name: str) -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load((SEEN / name).read_text(encoding="utf-8"))


def crisis_messages(language: str, part: str = "") -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in read(f"{language}{part}_crisis.yml").items() for text in texts]


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize(
    ("part", "bar"), [("", 0.99), ("_unseen", 0.97), ("_unseen2", 0.97), ("_unseen3", 0.97)]
)
def test_recall(language: str, part: str, bar: float) -> None:
    messages = crisis_messages(language, part)
    missed = [text for _, text in messages if FLOOR.check(text) is None]
    assert len(messages) - len(missed) >= bar * len(messages), missed


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_kind_is_right(language: str) -> None:
    messages = crisis_messages(language)
    wrong = [text for kind, text in messages if (found := FLOOR.check(text)) and found.kind != kind]
    assert len(wrong) <= 0.03 * len(messages), wrong


@pytest.mark.parametrize("language", ["ar", "tr", "pl", "uk", "so"])
def test_other_parent_languages(language: str) -> None:
    wrong = {}
    for kind, texts in read("other_crisis.yml")[language].items():
        for text in texts:
            found = FLOOR.check(text)
            if found is None or found.kind != kind:
                wrong[text] = found
    assert not wrong


@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("fresh", ["fresh4", "fresh5", "fresh6"])
def test_recall_on_the_blind_sets(language: str, fresh: str) -> None:
    messages = read(f"{fresh}_crisis.yml")[language]
    missed = [text for text in messages if FLOOR.check(text) is None]
    assert len(missed) <= 0.03 * len(messages) or len(missed) <= 1, missed


@pytest.mark.parametrize("fresh", ["fresh4", "fresh5", "fresh6"])
def test_false_alarms_on_the_blind_sets(fresh: str) -> None:
    messages = [text for texts in read(f"{fresh}_everyday.yml").values() for text in texts]
    alarmed = {text: found.phrase for text in messages if (found := FLOOR.check(text))}
    assert len(alarmed) <= 0.01 * len(messages), alarmed


@pytest.mark.parametrize("part", ["", "_unseen", "_unseen2", "_unseen3"])
def test_false_alarms(part: str) -> None:
    messages = [text for texts in read(f"everyday{part}.yml").values() for text in texts]
    alarmed = {text: found.phrase for text in messages if (found := FLOOR.check(text))}
    assert len(alarmed) <= 0.01 * len(messages), alarmed


ALL = [t for language in ("da", "nb", "en") for _, t in crisis_messages(language) if FLOOR.check(t)]


@settings(max_examples=300)
@given(st.sampled_from(ALL), st.data())
def test_no_disguise_hides_a_phrase(text: str, data: st.DataObject) -> None:
    disguised = []
    for char in text:
        if char == " ":
            disguised.append(data.draw(st.sampled_from(SPACES)))
        else:
            disguised.append(char.upper() if data.draw(st.booleans()) and char != "ß" else char)
            if data.draw(st.integers(0, 9)) == 0:
                disguised.append(data.draw(st.sampled_from(INVISIBLE)))
    assert FLOOR.check("".join(disguised)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "j e g v i l d ø",
        "jegvildø",
        "JEG VIIIIL DØØØØ",
        "jeg vil do",
        "jeg vil doe",
        "jeg vil dö",
        "selv mord",
        "selv-mord",
        "s.e.l.v.m.o.r.d",
        "selvm0rd",
        "selmord",
        "min soen skaerer i sig selv",
        "far slaar ham",
        "I don’t want to live",
        "I dont want to live",
        "ｊｅｇ ｖｉｌ ｄø",
    ],
)
def test_misspelt_and_torn_apart(text: str) -> None:
    assert FLOOR.check(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "jeg dør af grin, men far slår ham",
        "han slår mig i skak og jeg vil dø",
        "telefonen er død, og hun har taget en overdosis",
        "hun har skåret sig i fingeren med vilje",
    ],
)
def test_an_idiom_hides_only_its_own_words(text: str) -> None:
    assert FLOOR.check(text) is not None


def test_the_most_urgent_kind_answers() -> None:
    found = FLOOR.check("far slår ham, og nu trækker han ikke vejret")
    assert found is not None
    assert found.kind == "medical"
    assert found.phrase.startswith("da/medical/")


@pytest.mark.parametrize(
    "filler", ["hvad skal jeg gøre når han ikke vil i skole ", "vil ikke ", "x ", "a", "slår "]
)
def test_a_very_long_message_is_read_to_its_end(filler: str) -> None:
    long = (filler * 100_000)[:100_000]
    assert FLOOR.check(long + " hun har taget en overdosis") is not None


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_text_is_answered_and_always_alike(text: str) -> None:
    assert FLOOR.check(text) == FLOOR.check(text)
    assert all(words_of(text))


@pytest.mark.parametrize("country", ["dk", "no", None, "se"])
@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_reply_says_whom_to_call_now(kind: str, language: str, country: str | None) -> None:
    reply = FLOOR.reply(kind, language, country)
    assert reply.numbers[0].tel in reply.text
    assert "{" not in reply.text
    assert all(number.label and number.checked_on for number in reply.numbers)


def test_numbers_follow_the_country() -> None:
    danish = [n.tel for n in FLOOR.reply("self_harm", "da", "dk").numbers]
    norwegian = [n.tel for n in FLOOR.reply("self_harm", "nb", "no").numbers]
    assert danish == ["112", "70 201 201", "116 111", "35 55 55 57"]
    assert norwegian == ["113", "116 123", "116 111", "116 117"]
    assert FLOOR.reply("violence", "nb", "no").numbers[0].tel == "112"


def test_unconfirmed_numbers_state_no_hours() -> None:
    hours = {n.tel: n.hours for n in FLOOR.numbers("dk", "da")}
    assert hours == {"112": None, "70 201 201": None, "116 111": "hele døgnet", "35 55 55 57": None}


def test_unknown_country_shows_both_and_names_them() -> None:
    labels = [n.label for n in FLOOR.reply("medical", "en", None).numbers]
    assert any("(Denmark)" in label for label in labels)
    assert any("(Norway)" in label for label in labels)
    assert "112" in FLOOR.reply("medical", "en", None).text
    assert "113" in FLOOR.reply("medical", "en", None).text


def test_a_line_in_the_writers_own_language() -> None:
    assert "Zadzwoń".casefold() in FLOOR.reply("medical", "da", "dk", heard="pl").text.casefold()
    assert FLOOR.reply("medical", "da", "dk", heard="sv") == FLOOR.reply("medical", "da", "dk")
