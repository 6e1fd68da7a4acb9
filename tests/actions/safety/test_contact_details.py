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
        ("min reference er K7M-4QX", "dk", "min reference er [reference]"),
        ("k7m4qx", "no", "[reference]"),
        ("34679-CDFHJ-KMNPQ-RTWX", "dk", "[kode]"),
        ("34679cdfhjkmnpqrtwx", "dk", "[kode]"),
        ("3212345 mangler et tal", "dk", "[tlf] mangler et tal"),
        ("ring 32 12 34 5", "dk", "ring [tlf]"),
    ],
)
def test_contact_details_are_masked(text: str, country: str, masked: str) -> None:
    assert mask_contact_details(text, country) == masked


@pytest.mark.parametrize(
    "text",
    [
        "han går i 4. klasse",
        "fravær på 15 %",
        "siden 12. august 2025",
        "siden 12.08.2025",
        "den 2026-11-24 kl. 10.30",
        "skoleåret 2025-2026",
        "hun har 20 dage",
        "6-års-alderen",
        "SFO-PPR-AKT",
        "mange store hunde hyler",
    ],
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert mask_contact_details(text, "dk") == text
