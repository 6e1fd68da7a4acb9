"""Numbers and addresses in what a parent typed."""

import pytest

from actions.booking_talk import BookingWords, ways_in
from knowledge.model import Country


@pytest.mark.parametrize(
    ("country", "text", "ways"),
    [
        ("dk", "32 12 34 56", [("32 12 34 56", None)]),
        ("dk", "I kan ringe på 32123456 efter kl. 15", [("32123456", None)]),
        ("dk", "mor 32 12 34 56, far 32 12 34 57", [("32 12 34 56", "mor"), ("32 12 34 57", "far")]),
        ("dk", "mor@example.org", [("mor@example.org", None)]),
        ("dk", "skriv til mor@example.org.", [("mor@example.org", None)]),
        (
            "dk",
            "32 12 34 56 (far) eller mor@example.org",
            [("32 12 34 56", "far"), ("mor@example.org", None)],
        ),
        ("no", "pappa: 21 23 45 67", [("21 23 45 67", "pappa")]),
        ("dk", "+47 21 23 45 67", [("+47 21 23 45 67", None)]),
        ("dk", "abc", []),
        ("dk", "32 12 34 5", []),
        ("dk", "mor at example.org", []),
        ("dk", "", []),
    ],
)
def test_ways(country: Country, text: str, ways: list[tuple[str, str | None]], words: BookingWords) -> None:
    assert [(way.text, way.whose) for way in ways_in(text, country, "da", words)] == ways
