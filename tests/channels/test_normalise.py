"""A message as it enters the turn."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  hej   med\t dig \n", "hej med dig"),
        ("linje 1\r\nlinje 2", "linje 1\nlinje 2"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\u0308gg", "ägg"),
        ("v\u200bil d\u00adø", "vil dø"),
        ("\u202eabc\u202c", "abc"),
        ("a\x00b\x07c", "abc"),
        ("\ud800hej", "hej"),
        ("👨‍👩‍👧 hej 👩🏽‍🏫", "👨‍👩‍👧 hej 👩🏽‍🏫"),
        ("❤️‍🔥", "❤️‍🔥"),
        ("a\u200db", "ab"),
        ("/greet", "greet"),
        ("  //  /crisis{}", "crisis{}"),
        ("\u200b/restart", "restart"),
        ("/", ""),
        ("ja/nej", "ja/nej"),
        ("", ""),
    ],
)
def test_normalise(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@given(st.text(max_size=300))
def test_it_settles_and_never_starts_with_a_slash(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not once.startswith("/")
    assert unicodedata.is_normalized("NFC", once)
    assert "\u200b" not in once
    assert "\u202e" not in once
