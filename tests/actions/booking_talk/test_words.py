"""The words parents type while booking, and the files they stand in."""

from pathlib import Path

import pytest
import yaml

from actions.booking_talk.words import BookingWords, BookingWordsError

FOLDER = Path(__file__).parents[3] / "assistant" / "booking"


@pytest.mark.parametrize(
    ("group", "language", "text", "option"),
    [
        ("urgency", "da", "det haster", "this_week"),
        ("urgency", "da", "det haster ikke", "can_wait"),
        ("urgency", "nb", "det haster ikke så mye", "can_wait"),
        ("urgency", "en", "it's not urgent", "can_wait"),
        ("urgency", "en", "asap please", "this_week"),
        ("time", "da", "ring bare til mig", "call_me"),
        ("time", "nb", "ring meg", "call_me"),
        ("time", "en", "just call me", "call_me"),
        ("time", "da", "vis flere tider", "more"),
        ("interpreter", "en", "no interpreter", "no"),
        ("interpreter", "nb", "vi trenger ikke tolk", "no"),
        ("interpreter", "da", "arabisk med tolk", "yes"),
        ("summary", "da", "ja det er rigtigt", "book"),
        ("edit", "da", "ret telefonnummeret", "ways"),
        ("edit", "nb", "endre tiden", "time"),
        ("edit", "en", "change the language", "language"),
        ("manage", "en", "I've lost my code", "lost_code"),
        ("manage", "nb", "avbestill", "cancel"),
        ("manage", "da", "find en anden tid", "time"),
    ],
)
def test_an_option(group: str, language: str, text: str, option: str, words: BookingWords) -> None:
    found = words.option(group, text, language)
    assert found is not None and found.option == option


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("arabisk", "ar"), ("på somali tak", "so"), ("polski", "pl"), ("Norwegian", "nb"), ("norsk", "nb"),
        ("dari", "fa"), ("العربية", "ar"), ("українська", "uk"), ("English please", "en"),
    ],
)  # fmt: skip
def test_a_language(text: str, code: str, words: BookingWords) -> None:
    assert words.language_named(text) == code


@pytest.mark.parametrize("text", ["kurdisk derhjemme, men dansk er fint", "ved ikke", "", "torsdag"])
def test_no_language_or_more_than_one(text: str, words: BookingWords) -> None:
    assert words.language_named(text) is None


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("da", "skal jeg tvinge ham afsted", True),
        ("da", "han græder?", True),
        ("da", "han græder hver morgen", False),
        ("nb", "hva er en koordinator", True),
        ("nb", "hun nekter å gå på skolen", False),
        ("en", "what happens then", True),
        ("en", "whatever works", False),
    ],
)
def test_a_question(language: str, text: str, asks: bool, words: BookingWords) -> None:
    assert words.asks(text, language) is asks


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("nb", "møte med rektor på torsdag, kan jeg ta med søsteren min", True),
        ("da", "vi har fået indkaldelse til møde må jeg optage mødet", True),
        ("en", "meeting on Thursday can I bring my sister", True),
        ("da", "følg op på aftalerne", False),
        ("en", "follow up what was agreed with the school", False),
        ("nb", "vil forberede møtet når det passer", False),
    ],
)
def test_a_question_in_the_middle(language: str, text: str, asks: bool, words: BookingWords) -> None:
    assert words.asks_within(text, language) is asks


def test_the_languages_have_the_same_options() -> None:
    shapes = []
    for language in ("da", "nb", "en"):
        content = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
        shapes.append({key: set(value) for key, value in content.items() if isinstance(value, dict)})
    assert shapes[0] == shapes[1] == shapes[2]


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.yml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    content = yaml.safe_load((tmp_path / "nb.yml").read_text(encoding="utf-8"))
    del content["urgency"]
    (tmp_path / "nb.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(BookingWordsError, match=r"nb\.yml: urgency is missing"):
        BookingWords.load(tmp_path)


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("da", "må jeg som stedfar bestille en samtale", True),
        ("da", "Kan en bedstemor booke en tid?", True),
        ("da", "vi har delt forældremyndighed, hvem kan bestille", True),
        ("da", "jeg er mormor og vil gerne bestille en samtale", False),
        ("da", "kan jeg bestille en samtale?", False),
        ("nb", "jeg er fostermor, kan jeg bestille en samtale", True),
        ("nb", "må begge foreldrene si ja til samtalen", True),
        ("nb", "jeg vil bestille time", False),
        ("en", "we share custody, who is allowed to book a talk?", True),
        ("en", "can her stepdad book a talk", True),
        ("en", "can I book a talk", False),
    ],
)
def test_who_may_book_is_a_question_of_those_who_care_for_a_child(
    words: BookingWords, language: str, text: str, asks: bool
) -> None:
    assert words.asks_who_may(text, language) is asks
