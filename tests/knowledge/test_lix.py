"""LIX as it is defined: words a sentence plus the share of long words."""

import pytest

from knowledge.lix import lix


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        ("...", 0),
        ("Du er her nu.", 4),
        ("Du er her. Jeg går nu.", 3),
        ("Skolefravær.", 101),
        ("Barnet vil ikke i skole i dag.", 7),
        ("Barnets vilje er god.", 4 + 25),
        ("- ring i dag\n- skriv det ned", 3),
        ("Se kl. 8.15 i dag", 4),
    ],
)
def test_known_values(text: str, value: float) -> None:
    assert lix(text) == pytest.approx(value)
