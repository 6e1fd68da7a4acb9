"""`make evaluate`: how well messages are understood that no training example was written from.

Reads tests/assistant/understanding/*.jsonl; the blind sets, written before the training data was read, are
the honest ones. Prints macro-F1, fallback, language and false alarms per file and language, names every miss,
and counts what floor and second net hear of tests/actions/safety/outside, whose misses are never named.
"""

from pathlib import Path

from api.settings import read_settings
from api.understanding import evaluate_files

TESTS = Path(__file__).resolve().parent.parent / "tests"
SETS, OUTSIDE = TESTS / "assistant" / "understanding", TESTS / "actions" / "safety" / "outside"


def main() -> None:
    evaluate_files(read_settings(), sorted(SETS.glob("*.jsonl")), sorted(OUTSIDE.glob("*.yml")), print)


if __name__ == "__main__":
    main()
