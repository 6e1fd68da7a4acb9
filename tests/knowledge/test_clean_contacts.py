"""Private contact data is recognised; public short numbers, years and laws are not."""

import pytest

from knowledge.clean.contacts import has_contact


@pytest.mark.parametrize(
    "text",
    [
        "Skriv til kari.nordmann@example.org i dag.",
        "Ring på 22 13 45 67 efter klokken otte.",
        "Telefon +45 32 12 34 56.",
        "Mobil: 40612345",
        "Nummeret er 010203-1234.",
        "Fødselsnummer 01020312345",
        "Ring +44 20 7946 0958.",
    ],
)
def test_contact_data(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 eller BørneTelefonen 116 111.",
        "Fra 2020 2021 til 2022 2023 steg fraværet.",
        "Barnets Lov § 133, stk. 2, og § 135.",
        "Næsten 91.000 elever og 10 % fravær.",
        "Klokken 8.15 og 9.30, dato 11.08.23.",
    ],
)
def test_no_contact_data(text: str) -> None:
    assert not has_contact(text)
