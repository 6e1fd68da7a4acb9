"""What applies now stands below a quote of older law, in the reader's language, with date and source."""

from typing import Any

import pytest

from channels.compose import Composer
from channels.law_notes import LawNotes
from knowledge.model import Asker, Passage
from tests.channels.test_compose import NOW

OLD = Passage("old", "document", "report", "En rapport", ("Lov",), "Jf. SEL § 153 stk. 2 skal skolen underrette.", "1",
              "da", country="dk")  # fmt: skip


@pytest.fixture
def quoting(composer: Composer, monkeypatch: pytest.MonkeyPatch) -> Composer:
    """The composer over a corpus that holds one passage of old law beside the invented ones."""
    known = composer._knowledge.passage
    monkeypatch.setattr(composer._knowledge, "passage", lambda name: OLD if name == "old" else known(name))
    return composer


def message(**more: Any) -> dict[str, Any]:
    quotes = [{"passage": "old", "quote": OLD.text}]
    return {"custom": {"kind": "answer", "outcome": "answered", "quotes": quotes, **more}}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (
            "da",
            [
                "Loven er ændret",
                "Siden den 1. januar 2024",
                "Barnets Lov § 133",
                "Svendborg Kommune (uden dato)",
            ],
        ),
        ("nb", ["Loven er endret", "Siden 1. januar 2024", "Barnets Lov § 133"]),
        ("en", ["The law has changed", "Since 1 January 2024", "section 133"]),
    ],
)
def test_below_the_quote(quoting: Composer, language: Any, says: list[str]) -> None:
    (composed,) = quoting.compose(message(), Asker(language, "dk"), NOW)
    before, _, after = composed.reply.text.partition(OLD.text)
    assert all(words in after for words in says), after
    assert "Barnets Lov" not in before
    assert composed.reply.citations[0].quote == OLD.text


def test_below_an_article_the_quote_stands_with_its_note(quoting: Composer) -> None:
    (composed,) = quoting.compose(message(article={"id": "force", "language": "da"}), Asker("da", "dk"), NOW)
    article, quoted, note = (composed.reply.text.split("\n\n")[at] for at in (0, -2, -1))
    assert article.startswith("Tvang flytter sjældent")
    assert "En rapport" in quoted and quoted.endswith(f"“{OLD.text}”")
    assert note.startswith("Loven er ændret")


def test_law_that_stands_gets_no_note(law_notes: LawNotes) -> None:
    assert (
        law_notes.of(
            Passage("x", "document", "d", "T", (), "Barnets Lov § 133.", "1", "da", country="dk"), "da"
        )
        == []
    )
    assert len(law_notes.of(OLD, "da")) == 1
