"""The language of a problem: the first one of ours that the reader's browser asks for."""

import pytest
from hypothesis import given, strategies

from api.problems import accepted_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "da"),
        ("da", "da"),
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("nb", "nb"),
        ("fr,de;q=0.9", "da"),
        ("fr, en;q=0.1", "en"),
        ("en;q=0.3, nb;q=0.7", "nb"),
        ("en; q=0.3 , nb ; q=0.7", "nb"),
        ("en;q=0, da;q=0, nb;q=0.1", "nb"),
        ("en;q=0", "da"),
        ("nb;q=nan, en", "en"),
        ("nb;q=9, en", "en"),
        ("*", "da"),
        ("en, nb", "en"),
    ],
)
def test_the_language_of_a_header(header: str, language: str) -> None:
    assert accepted_language(header) == language


@given(strategies.text(alphabet="danbeo-;q=,.01 *\t", max_size=60))
def test_any_header_yields_a_language_of_ours(header: str) -> None:
    assert accepted_language(header) in ("da", "nb", "en")
