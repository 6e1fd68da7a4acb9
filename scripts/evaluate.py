"""`make evaluate`: how well messages are understood that no training example was written from.

Reads tests/assistant/understanding/*.jsonl; the blind sets, written before the training data was read, are
the honest ones. Prints macro-F1, fallback and language per file and language, and names every miss.
"""

from pathlib import Path

from api.settings import read_settings
from api.understanding import evaluate_files

SETS = Path(__file__).resolve().parent.parent / "tests" / "assistant" / "understanding"


def main() -> None:
    evaluate_files(read_settings(), sorted(SETS.glob("*.jsonl")), print)


if __name__ == "__main__":
    main()
