"""What is masked before Rasa sees it, and what is left alone."""

import pytest

from actions.safety.contact_details import mask_contact_details


@pytest.mark.parametrize(
    ("text", "country", "masked"),
    [
        ("ring på 20 12 34 56 efter kl. 15", "dk", "ring på [tlf] efter kl. 15"),
        ("tlf +47 406 12 345", "dk", "tlf [tlf]"),
        ("40612345 er best", "no", "[tlf] er best"),
        ("skriv til mor@example.org, tak", "dk", "skriv til [e-mail] tak"),
        ("koden er 34679-CDFHJ-KMNPQ-RTWX3", "dk", "koden er [kode]"),
        ("34679 cdfhj kmnpq rtwx3", "dk", "[kode]"),
    ],
)
def test_contact_details_are_masked(text: str, country: str, masked: str) -> None:
    assert mask_contact_details(text, country) == masked


@pytest.mark.parametrize(
    "text", ["han går i 4. klasse", "fravær på 15 %", "siden 12. august 2025", "hun har 20 dage", "K7M-4QX"]
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert mask_contact_details(text, "dk") == text
