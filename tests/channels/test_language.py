"""The language of a message, on messages of our own."""

from pathlib import Path

import pytest
import yaml

from channels.language import Heard, LanguageDetector
from channels.language.words import WordListError, load_word_lists

MESSAGES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "language.yml").read_text(encoding="utf-8")
)
OURS = ("da", "nb", "en")
SCHOOLS = [("da", "dk"), ("nb", "no"), (None, "dk"), (None, "no"), ("en", "dk")]
DETECTOR = LanguageDetector.load()


def hear(text: str, session: str | None, country: str | None = None) -> Heard:
    return DETECTOR.detect(text, session=session, country=country)


@pytest.mark.parametrize(("session", "country"), SCHOOLS)
def test_long_enough_messages(session: str | None, country: str | None) -> None:
    rows = [
        (code, text) for code, texts in MESSAGES.items() if code not in {"both", "stay"} for text in texts
    ]
    rows = [(code, text) for code, text in rows if len(text.split()) >= 3]
    wrong = {
        text: hear(text, session, country)
        for code, text in rows
        if hear(text, session, country).heard != code
    }
    assert len(wrong) <= 0.02 * len(rows), wrong


@pytest.mark.parametrize("code", ["sv", "tr", "pl", "uk", "ar", "so", "de"])
def test_other_languages_are_answered_in_the_conversations_language(code: str) -> None:
    for text in MESSAGES[code]:
        heard = hear(text, "nb", "no")
        assert (heard.reply, heard.heard) == ("nb", code), text


@pytest.mark.parametrize("session", ["da", "nb"])
@pytest.mark.parametrize("text", MESSAGES["both"])
def test_what_is_both_danish_and_norwegian_stays_with_the_session(text: str, session: str) -> None:
    assert hear(text, session).reply == session


@pytest.mark.parametrize("session", OURS)
@pytest.mark.parametrize("text", MESSAGES["stay"])
def test_one_word_never_switches(text: str, session: str) -> None:
    heard = hear(text, session)
    assert (heard.reply, heard.certain) == (session, False)


@pytest.mark.parametrize("session", OURS)
@pytest.mark.parametrize("text", MESSAGES["english_alone"])
def test_an_unmistakable_greeting_is_answered_in_its_language(text: str, session: str) -> None:
    assert hear(text, session, "dk").reply == "en"


@pytest.mark.parametrize("text", ["", "   ", "12:30", "👍👍", "?!"])
def test_nothing_to_hear_stays_at_home(text: str) -> None:
    assert hear(text, None, "no") == Heard("nb", "nb", certain=False)


def test_evidence_moves_the_session() -> None:
    assert hear("hvad skal jeg gøre når hun ikke vil op om morgenen", "nb", "no").reply == "da"
    assert hear("what can we do about the absence", "da", "dk").reply == "en"


def test_the_same_message_gives_the_same_answer() -> None:
    assert {hear("min datter har det ikke godt", "da", "dk") for _ in range(5)} == {
        hear("min datter har det ikke godt", "da", "dk")
    }


def test_a_bare_no_in_the_word_list_is_explained(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("en:\n  sure: [yes, the]\n")
    with pytest.raises(WordListError, match="in quotes"):
        load_word_lists(tmp_path / "words.yml", ("en",))
    with pytest.raises(WordListError, match="no `sure` words"):
        load_word_lists(tmp_path / "words.yml", ("da",))
