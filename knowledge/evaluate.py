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
from knowledge.index.artefact import Index, load_index
from knowledge.index.lexical import Bm25
from knowledge.index.vectors import WHOLE
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
    questions: Sequence[Question], index_dir: Path, encoder: Encoder, progress: Callable[[str], None]
) -> list[Outcome]:
    """Every question through our search (documents only, no country given) and the two plain ones.

    `encoder` should not be a caching one: its time is part of what is measured.
    """
    searcher = open_searcher(load_index(index_dir, encoder))
    gold = GoldPassages(searcher.index.passages)
    progress(f"Asking {len(questions)} questions of {len(searcher.index.passages)} passages")
    plain = Bm25.build([stems(passage.text, passage.language) for passage in searcher.index.passages])
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
    question: Question, searcher: Searcher, plain: Bm25, gold: GoldPassages, encoder: Encoder
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
    lists = {"ours": found, **_plain(searcher.index, plain, text, vector)}
    ranks = {name: _rank(ids, right) for name, ids in lists.items()}
    return Outcome(question, ranks, found, result.confidence, result.answerable, spent, bool(right))


def _plain(index: Index, plain: Bm25, text: str, vector: Floats) -> dict[str, Found]:
    """The two systems to compare with, over the same document passages and nothing else."""
    documents = np.array([passage.kind == "document" for passage in index.passages])
    words = plain.scores(query_stems(text))
    corpus = index.corpus
    whole = np.flatnonzero(corpus.start == WHOLE)
    numbers = corpus.vectors[whole] + corpus.means[corpus.group[whole]]
    meaning = np.zeros(len(documents), np.float32)
    meaning[corpus.owner[whole]] = numbers @ vector
    return {name: _best(index, s, documents) for name, s in (("bm25", words), ("encoder", meaning))}


def _best(index: Index, scores: Floats, documents: "np.typing.NDArray[np.bool_]") -> Found:
    order = np.argsort(-np.where(documents, scores, -np.inf), kind="stable")[:DEPTH]
    return [index.passages[row].id for row in order if documents[row]]


def _rank(found: Found, right: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(found, 1) if name in right), None)


def _question(row: Mapping[str, Any]) -> Question:
    gold = tuple((str(place["doc"]), str(place["quote"])) for place in row["gold"])
    return Question(row["id"], row["lang"], row["audience"], row["question"], gold, row.get("kind", "") or "")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
