"""What was understood of messages with a known intent: figures, confusion and named misses per language."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sklearn.metrics import classification_report

from api.danger_figures import false_alarms

Say = Callable[[str], None]


def report_intents(done: list[dict[str, Any]], say: Say) -> None:
    """Figures and misses of rows with what was understood, apart for each language."""
    for language in sorted({str(row.get("lang")) for row in done}):
        _report(
            language, [row for row in done if str(row.get("lang")) == language and row.get("intent")], say
        )


def report_confusion(rows: list[dict[str, Any]], say: Say) -> None:
    """Per language: macro-F1 over every file, and which intent was taken for which, most often first."""
    for language in sorted({str(row["lang"]) for row in rows}):
        own = [row for row in rows if str(row["lang"]) == language]
        taken = Counter((row["intent"], row["predicted"]) for row in own)
        wrong = [f"{a} → {b} {n}" for (a, b), n in taken.most_common() if a != b]
        say(f"{language}: {len(own)} messages, macro-F1 {_macro_f1(own):.3f}; {', '.join(wrong)}")


def _report(language: str, rows: list[dict[str, Any]], say: Say) -> None:
    if not rows:
        return
    right_language = sum(row["language"] == language for row in rows) / len(rows)
    fallback = sum(row["predicted"] == "nlu_fallback" for row in rows) / len(rows)
    say(
        f"\n{language}: {len(rows)} messages, macro-F1 {_macro_f1(rows):.3f}, "
        f"fallback {fallback:.1%}, language right {right_language:.1%}; {false_alarms(rows)}"
    )
    for row in rows:
        if row["intent"] != row["predicted"]:
            say(f"  {row['intent']} → {row['predicted']} ({row['confidence']:.2f}): {row['text']}")


def _macro_f1(rows: list[dict[str, Any]]) -> float:
    expected, predicted = [row["intent"] for row in rows], [row["predicted"] for row in rows]
    # Over the intents there are: the fallback is a miss of one of them and no class of its own.
    figures = classification_report(
        expected, predicted, labels=sorted(set(expected)), output_dict=True, zero_division=0.0
    )
    return float(figures["macro avg"]["f1-score"])
