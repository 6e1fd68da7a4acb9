"""Exactly one address, or none."""

import pytest

from channels.mail import LetterError
from channels.mail.addresses import address_of


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("mor@example.org", "", "mor@example.org"),
        ("Sølvbæk Skole <noreply@example.org>", "Sølvbæk Skole", "noreply@example.org"),
        ('"Sølvbæk, skole" <noreply@example.org>', "Sølvbæk, skole", "noreply@example.org"),
        ("mor+skole@blåbær.example.org", "", "mor+skole@xn--blbr-roah.example.org"),
        ("søren@example.org", "", "søren@example.org"),
    ],
)
def test_one_address(text: str, name: str, address: str) -> None:
    found = address_of(text)
    assert (found.display_name, found.addr_spec) == (name, address)


def test_the_name_of_the_school_where_the_address_brings_none() -> None:
    assert address_of("noreply@example.org", "Ytre Lyngvåg\r\nBcc: x@example.org").display_name == (
        "Ytre Lyngvåg Bcc: x@example.org"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mor",
        "@example.org",
        "mor@",
        "mor@a@example.org",
        "mor@example.org, far@example.org",
        "mor@example.org;far@example.org",
        "mor@example.org far@example.org",
        "<mor@example.org> far@example.org",
        "<mor@example.org",
        "mor@example.org>",
        "mor@example.org\n",
        "mor@example.org\r\nBcc: far@example.org",
        "Mor\nBcc: far@example.org <mor@example.org>",
        "far@example.org <mor@example.org>",
        "mor@exa\0mple.org",
        "mor@exa\x85mple.org",
        "mor@exa\u2028mple.org",
        f"mor@{'a' * 64}.example.org",
        "mor@.example.org",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(LetterError):
        address_of(text)
