"""Measures search on a file of questions: what is found, what is refused, how fast, and what is missed.

Beside our own search the same questions go through stemmed BM25 and through the encoder alone, so that
every run shows what the rest is worth. A row of the file: id, lang, audience, question, `gold` (places
that answer: {doc, quote}), and for questions outside the guidance an empty gold with `kind` far or near.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np

from knowledge.encoder.protocol import Encoder
from knowledge.index.artefact import load_index
from knowledge.index.lexical import Bm25
from knowledge.model import Asker, Language, Passage
from knowledge.scales import Floats
from knowledge.search import Searcher
from knowledge.service import open_searcher
from knowledge.text import normalise_query, query_stems, stems

DEPTH = 50
Found = Sequence[str]
"""Passage ids, best first."""


class EvaluationError(ValueError):
    """The file of questions cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    language: str
    audience: str
    text: str
    gold: tuple[tuple[str, str], ...]
    """(document prefix, quote) of each place that answers; empty: outside the guidance."""
    kind: str
    """far or near, for questions outside the guidance."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question fared. `ranks` holds, by system, the place of the first right passage, or None."""

    question: Question
    ranks: Mapping[str, int | None]
    found: Found
    confidence: float
    answerable: bool
    milliseconds: float
    findable: bool
    """Whether any gold quote stands in the index at all."""


def read_questions(path: Path) -> list[Question]:
    """Raises EvaluationError with the line number."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                questions.append(_question(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise EvaluationError(f"{path.name}, line {number}: {error!r}") from error
    return questions


def evaluate(
    questions: Sequence[Question],
    index_dir: Path,
    encoder: Encoder,
    plain_encoder: Encoder,
    progress: Callable[[str], None],
) -> list[Outcome]:
    """Every question through our search (documents only, no country given) and the two plain ones.

    `encoder` should not be a caching one: its time is part of what is measured. `plain_encoder` is the one nothing was
    learnt with; it may be.
    """
    searcher = open_searcher(load_index(index_dir, encoder))
    gold = GoldPassages(searcher.index.passages)
    progress(f"Asking {len(questions)} questions of {len(searcher.index.passages)} passages")
    plain = Plain(searcher.index.passages, plain_encoder)
    return [_ask(question, searcher, plain, gold, encoder) for question in questions]


class GoldPassages:
    """Which passages contain or overlap a quote, compared on lower-case letters and digits only."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._documents: dict[str, list[tuple[str, str]]] = {}
        for passage in sorted(passages, key=lambda p: p.position):
            if passage.kind == "document":
                row = (passage.id, _letters(passage.text))
                self._documents.setdefault(passage.document, []).append(row)

    def of(self, question: Question) -> frozenset[str]:
        return frozenset(name for prefix, quote in question.gold for name in self._holding(prefix, quote))

    def _holding(self, prefix: str, quote: str) -> list[str]:
        wanted = _letters(quote)
        documents = [rows for name, rows in self._documents.items() if name.startswith(prefix)]
        return [name for rows in documents for name in _overlapping(rows, wanted)]


def _overlapping(rows: Sequence[tuple[str, str]], wanted: str) -> list[str]:
    text = "".join(letters for _, letters in rows)
    at, found = text.find(wanted), []
    ends = np.cumsum([len(letters) for _, letters in rows])
    while at >= 0:
        first, last = np.searchsorted(ends, [at, at + len(wanted) - 1], side="right")
        found += [name for name, _ in rows[first : last + 1]]
        at = text.find(wanted, at + 1)
    return found


def _ask(
    question: Question, searcher: Searcher, plain: "Plain", gold: GoldPassages, encoder: Encoder
) -> Outcome:
    language = question.language if question.language in get_args(Language) else "en"
    audience = "staff" if question.audience == "staff" else "parent"
    asker = Asker(cast("Language", language), None, cast("Any", audience))
    started = time.perf_counter()
    text = normalise_query(question.text)
    vector = encoder.encode_queries([text])[0]
    result = searcher.search(text, vector, asker, "document", DEPTH)
    spent = (time.perf_counter() - started) * 1000
    found = [entry.passage.id for entry in result.passages]
    right = gold.of(question)
    lists = {"ours": found, **plain.lists(text)}
    ranks = {name: _rank(ids, right) for name, ids in lists.items()}
    return Outcome(question, ranks, found, result.confidence, result.answerable, spent, bool(right))


class Plain:
    """The two systems to compare with, stemmed BM25 and the plain encoder, over the same document passages."""

    def __init__(self, passages: Sequence[Passage], encoder: Encoder) -> None:
        documents = [passage for passage in passages if passage.kind == "document"]
        self._ids = [passage.id for passage in documents]
        self._words = Bm25.build([stems(passage.text, passage.language) for passage in documents])
        self._encoder = encoder
        self._vectors = encoder.encode_passages([passage.text for passage in documents])

    def lists(self, text: str) -> dict[str, Found]:
        """Each system's best. `text` is the question in its normal form."""
        meaning = self._vectors @ self._encoder.encode_queries([text])[0]
        scores = (("bm25", self._words.scores(query_stems(text))), ("encoder", meaning))
        return {name: self._best(own) for name, own in scores}

    def _best(self, scores: Floats) -> Found:
        return [self._ids[row] for row in np.argsort(-scores, kind="stable")[:DEPTH]]


def _rank(found: Found, right: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(found, 1) if name in right), None)


def _question(row: Mapping[str, Any]) -> Question:
    gold = tuple((str(place["doc"]), str(place["quote"])) for place in row["gold"])
    return Question(row["id"], row["lang"], row["audience"], row["question"], gold, row.get("kind", "") or "")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
