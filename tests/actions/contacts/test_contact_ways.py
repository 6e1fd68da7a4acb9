"""Phone numbers and e-mail addresses: what is taken, how it is kept, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.contacts.errors import ContactError, EmailError, PhoneError, TooLongError
from actions.contacts.ways import Way, read_way

TAKEN = [
    ("32 12 34 56", "dk", "+4532123456", "+45 32 12 34 56"),
    ("+45 32123456", "no", "+4532123456", "+45 32 12 34 56"),
    ("+47 21 23 45 67", "dk", "+4721234567", "+47 21 23 45 67"),
    ("0047 21234567", "dk", "+4721234567", "+47 21 23 45 67"),
    ("21 23 45 67", "no", "+4721234567", "+47 21 23 45 67"),
    ("+46 8 12 34 56", "dk", "+468123456", "+46 8 12 34 56"),
    ("Mor.Hansen@Example.ORG", "dk", "mor.hansen@example.org", "mor.hansen@example.org"),
    (" far@blåbær.example.org ", "dk", "far@xn--blbr-roah.example.org", "far@xn--blbr-roah.example.org"),
]


@pytest.mark.parametrize(("text", "country", "value", "shown"), TAKEN)
def test_taken_and_written_one_way(text: str, country: str, value: str, shown: str) -> None:
    way = read_way(text, None, country)
    assert (way.value, way.shown) == (value, shown)


@pytest.mark.parametrize(
    "text", ["abc", "", "12", "112", "116 111", "+45 32 12", "32 12 34 56 78 90", "+999 1234567", "90 12 34 56 78", "0" * 5000]
)  # fmt: skip
def test_not_a_phone_number(text: str) -> None:
    with pytest.raises(PhoneError) as caught:
        read_way(text, None, "dk")
    assert caught.value.values == {"code": "+45"}


@pytest.mark.parametrize(
    "text",
    ["mor.example.org", "mor@", "@example.org", "mor@example", "mor hansen@example.org", "mor@ex@ample.org",
     "mor@example.org\nBcc: all@example.org", "<mor@example.org>", "søren@example.org", "a@" + "x" * 5000 + ".org"],
)  # fmt: skip
def test_not_an_address(text: str) -> None:
    with pytest.raises(EmailError):
        read_way(text, None, "no")


def test_a_label_keeps_its_emoji_and_loses_its_line_breaks() -> None:
    assert read_way("far@example.org", "den anden\nforælder 👨‍👧 ", "dk") == Way(
        "email", "far@example.org", "den anden forælder 👨‍👧"
    )


def test_a_long_label_is_refused() -> None:
    with pytest.raises(TooLongError):
        read_way("far@example.org", "m" * 61, "dk")


@given(st.text(), st.sampled_from(("dk", "no")))
def test_any_text_is_taken_or_refused_with_an_error_that_has_words(text: str, country: str) -> None:
    try:
        way = read_way(text, None, country)
    except ContactError as refused:
        assert refused.key in ("phone", "email")
    else:
        assert way.value.isascii()
        assert "\n" not in way.value
