"""`make evaluate`: how well messages are understood that no training example was written from.

Reads tests/assistant/understanding/*.jsonl; the blind sets, written before the training data was read, are
the honest ones. Prints macro-F1, fallback, language and false alarms per file and language, names every miss,
and counts what floor and second net hear of tests/actions/safety/outside, whose misses are never named. Then asks what
strangers asked (tests/knowledge/strangers) and says whether the article that serves is told, and the rest refused.
"""

from pathlib import Path

from api.paths import paths_of
from api.preparation import open_library
from api.settings import Settings, read_settings
from api.understanding import evaluate_files
from knowledge.evaluate_answers import as_text, ask_all

TESTS = Path(__file__).resolve().parent.parent / "tests"
SETS, OUTSIDE = TESTS / "assistant" / "understanding", TESTS / "actions" / "safety" / "outside"


STRANGERS = TESTS / "knowledge" / "strangers"


def main() -> None:
    settings = read_settings()
    evaluate_files(settings, sorted(SETS.glob("*.jsonl")), sorted(OUTSIDE.glob("*.yml")), print)
    evaluate_answers(settings)


def evaluate_answers(settings: Settings) -> None:
    library = open_library(settings, paths_of(settings), print)
    library.index(settings, print)
    knowledge = library.open(settings)
    for file in sorted(STRANGERS.glob("*.jsonl")):
        print(f"\nStrangers, {file.name}\n{as_text(ask_all(knowledge, file))}")


if __name__ == "__main__":
    main()
