"""The language of a stretch of text, or an honest None."""

import pytest

from knowledge.languages import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Når barnet ikke kan komme af sted om morgenen, ringer skolen hjem og spørger, hvordan det går. "
            "Læreren lytter længe, før hun foreslår noget, og skriver bagefter aftalen ned.",
            "da",
        ),
        (
            "Når barnet ikke klarer å komme seg av gårde om morgenen, ringer skolen hjem og spør hvordan det går. "
            "Læreren lytter lenge før hun foreslår noe, og skriver ned avtalen etterpå.",
            "nb",
        ),
        (
            "When the child cannot leave home in the morning, the school calls and asks how things are going.",
            "en",
        ),
        ("När barnet inte kan komma iväg på morgonen ringer skolan hem och frågar hur det är med er.", "sv"),
        ("Skole og hjem", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
