"""Odd glyphs are mended; letters never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.clean.characters import clean_characters


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("• Spørg barnet", "- Spørg barnet"),
        ("\uf0b7\tSpørg barnet", "- Spørg barnet"),
        ("▪Spørg barnet", "- Spørg barnet"),
        ("o Spørg barnet", "- Spørg barnet"),
        ("§ 133 gælder", "§ 133 gælder"),
        ("o mor, o far", "o mor, o far"),
        ("- verktøy", "- verktøy"),
        ("ﬁnde ﬂere", "finde flere"),
        ("kvalitet\ufffdikring", "kvalitetikring"),
        ("sko\u00adle", "skole"),
        ("sko\u00ad", "sko-"),
        ("to\u00a0ord", "to ord"),
        ("lyd\x07løs", "lyd løs"),
        ("se side 4 →", "se side 4"),
        ("**Nøgle 1:**", "Nøgle 1:"),
        ("**Nøgle 1:", "Nøgle 1:"),
        ("- *Klare aftaler*", "- Klare aftaler"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("A\u030arsag", "Årsag"),
    ],
)
def test_one_repair_at_a_time(damaged: str, mended: str) -> None:
    assert clean_characters(damaged) == mended


@given(st.text(alphabet="abcæøåABCÆØÅ 123.,-–*•→\u00ad\u00a0\ufffd\x07", max_size=60))
def test_letters_and_digits_survive_in_order(text: str) -> None:
    bare = clean_characters(text)
    assert [c for c in bare if c.isalnum()] == [c for c in text if c.isalnum()]
    assert clean_characters(bare) == bare
