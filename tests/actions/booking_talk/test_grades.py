"""Which grade a typed answer means."""

import pytest

from actions.booking_talk import BookingWords, grade_in


@pytest.mark.parametrize(
    ("language", "text", "grade"),
    [
        ("da", "4b", "4"),
        ("da", "4.b", "4"),
        ("da", "fjerde", "4"),
        ("da", "hun går i 7. klasse", "7"),
        ("da", "han går i fjerde klasse og er 10 år", "4"),
        ("da", "0. klasse", "0"),
        ("da", "børnehaveklasse", "0"),
        ("da", "i 3.", "3"),
        ("nb", "på åttende trinn", "8"),
        ("nb", "10. trinn", "10"),
        ("nb", "sjuende", "7"),
        ("nb", "5b", "5"),
        ("en", "grade 4", "4"),
        ("en", "4th grade", "4"),
        ("en", "she is in year 6", "6"),
        ("en", "reception", "0"),
        ("en", "she's in fifth grade now", "5"),
        ("da", "grade 4", "4"),
    ],
)
def test_a_grade(language: str, text: str, grade: str, words: BookingWords) -> None:
    found = grade_in(text, language, words)
    assert found is not None and found.option == grade and found.whole


@pytest.mark.parametrize(
    "text",
    [
        "han er 9 år",
        "hun er 11 år gammel",
        "det ved jeg ikke",
        "ring på 32 12 34 56",
        "4 eller 5",
        "",
        "🌧",
        "hej",
    ],
)
def test_no_grade(text: str, words: BookingWords) -> None:
    assert grade_in(text, "da", words) is None


def test_a_grade_inside_a_long_message_is_not_the_whole_of_it(words: BookingWords) -> None:
    text = "hvad gør man når et barn i 4. klasse græder hver eneste morgen og vil blive hjemme"
    found = grade_in(text, "da", words)
    assert found is not None and not found.whole
