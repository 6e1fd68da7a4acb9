"""Orders passages for one question: meaning, shared words and shared spelling, fused.

Each kind of evidence is brought to the same scale (its z-score over the candidates) and weighted as
policy/search.yml says. Confidence comes from meaning alone: fused scores say what is best, not whether it is good.
"""

from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Domain, open_judge
from knowledge.glossary import Glossary
from knowledge.index.artefact import Index
from knowledge.index.vectors import QUESTION
from knowledge.model import Asker, Kind
from knowledge.rules import Rules
from knowledge.search_policy import SearchPolicy
from knowledge.text import char_grams, query_stems

_FAISS: Any = faiss  # its stubs do not know its own keyword arguments
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first; the arrays run in parallel.

    `answerable` is the confidence 0..1 that the question is one we answer at all. `rows` are passage rows of the index, `score` the fused score, `confidence` 0..1, and
    `window` the first word of the passage's best window (-1: the passage is short or none came near).
    """

    answerable: float
    rows: Rows
    score: Floats
    confidence: Floats
    window: Rows


@dataclass(frozen=True, slots=True)
class Sight:
    """What one question looks like to the index, for one asker.

    `found`, `match` and `cosine` run in parallel: the nearest vectors this asker may see, best first.
    `words`, `spelling` and `bridged` are scores over all passages.
    """

    asker: Asker
    found: Rows
    match: Floats
    cosine: Floats
    words: Floats
    spelling: Floats
    bridged: Floats
    domain: Domain


@dataclass(frozen=True, slots=True)
class _Meaning:
    rows: Rows
    match: Floats
    cosine: Floats
    window: Rows


class Ranker:
    """Safe to share between threads; holds no state of a question."""

    def __init__(self, index: Index, policy: SearchPolicy, glossary: Glossary) -> None:
        self._index, self._policy, self._glossary = index, policy, glossary
        self._judge = open_judge(index, policy.confidence)
        self._rules = Rules(index.passages)
        self._is_document = np.array([passage.kind == "document" for passage in index.passages], np.bool_)
        self._language = np.array([passage.language for passage in index.passages])

    def look(self, text: str, vector: Floats, asker: Asker) -> Sight:
        """Everything about one question that costs time, once for all kinds of search.

        `text` is the question in its normal form, `vector` [dim] its encoding.
        """
        index, allowed = self._index, self._rules.mask(asker)
        match, found = self._nearest(vector - index.usual, allowed)
        cosine = self._cosine(vector, match, found)
        of_text = index.corpus.start[found] != QUESTION
        documents = cosine[of_text & self._is_document[index.corpus.owner[found]]]
        return Sight(
            asker=asker,
            found=found,
            match=match,
            cosine=cosine,
            words=self._word_scores(text),
            spelling=self._spelling_scores(text),
            bridged=index.bridge.scores(vector - index.usual, allowed, self._policy.candidates.articles),
            domain=self._judge.domain(vector, allowed, documents),
        )

    def rank(self, sight: Sight, kind: Kind | None = None) -> Ranking:
        """All candidates of a kind that the asker may see."""
        allowed = self._rules.mask(sight.asker, kind)
        if not allowed.any():
            return _nothing()
        meaning = self._meaning(sight, allowed)
        count = self._policy.candidates.lexical
        top = [_top(scores, allowed, count) for scores in (sight.words, sight.spelling, sight.bridged)]
        rows = np.unique(np.concatenate([meaning.rows, *top]))
        return self._fused(rows, meaning, sight) if len(rows) else _nothing()

    def _meaning(self, sight: Sight, allowed: NDArray[np.bool_]) -> _Meaning:
        owner = self._index.corpus.owner
        mine = np.flatnonzero(allowed[owner[sight.found]])
        found = sight.found[mine]
        rows, first = np.unique(owner[found], return_index=True)  # found is best first
        best = mine[first]
        return _Meaning(
            rows.astype(np.int64), sight.match[best], sight.cosine[best], self._windows(found, rows)
        )

    def _nearest(self, query: Floats, allowed: NDArray[np.bool_]) -> tuple[Floats, Rows]:
        """(inner product, vector number) of the nearest allowed vectors, best first."""
        if not allowed.any():
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        index = self._index.nearest
        count = min(self._policy.candidates.vectors, index.ntotal)
        match, found = index.search(query[None, :], count, params=self._selection(allowed))
        real = found[0] >= 0
        return match[0][real], found[0][real]

    def _selection(self, allowed: NDArray[np.bool_]) -> Any:
        if allowed.all():
            return None
        bits = np.packbits(allowed[self._index.corpus.owner], bitorder="little")
        return _FAISS.SearchParameters(sel=_FAISS.IDSelectorBitmap(bits))

    def _windows(self, found: Rows, rows: NDArray[np.int32]) -> Rows:
        """The first word of each row's best window; -1 where no window was near."""
        start, owner = self._index.corpus.start[found], self._index.corpus.owner[found]
        is_window = start >= 0
        owners, first = np.unique(owner[is_window], return_index=True)
        best = np.full(len(rows), -1, np.int64)
        best[np.isin(rows, owners)] = start[is_window][first]
        return best

    def _word_scores(self, question: str) -> Floats:
        own = self._index.words.scores(query_stems(question))
        added = self._index.words.scores(self._glossary.added_stems(question))
        return own + np.float32(self._policy.glossary) * added

    def _spelling_scores(self, question: str) -> Floats:
        return self._index.grams.scores(list(dict.fromkeys(char_grams(question))))

    def _fused(self, rows: Rows, meaning: _Meaning, sight: Sight) -> Ranking:
        weights = self._policy.weights
        at: Rows = np.asarray(np.searchsorted(rows, meaning.rows))
        match = np.full(len(rows), meaning.match.min() if len(at) else 0, np.float32)
        cosine = np.full(len(rows), meaning.cosine.min() if len(at) else 0, np.float32)
        window = np.full(len(rows), -1, np.int64)
        match[at], cosine[at], window[at] = meaning.match, meaning.cosine, meaning.window
        score = weights.meaning * _z(match)
        score += weights.words * _z(sight.words[rows]) + weights.spelling * _z(sight.spelling[rows])
        score += weights.articles * self._over_documents(rows, sight.bridged[rows])
        score += self._policy.same_language * (self._language[rows] == sight.asker.language)
        order = np.argsort(-score, kind="stable")
        answerable, confidence = self._confidence(sight.domain, rows, cosine)
        return Ranking(answerable, rows[order], score[order], confidence[order], window[order])

    def _cosine(self, vector: Floats, match: Floats, found: Rows) -> Floats:
        """The plain cosine behind a centred match."""
        corpus = self._index.corpus
        shared = self._index.usual_match[found] + (corpus.means @ vector)[corpus.group[found]]
        return np.asarray(match + shared, np.float32)

    def _confidence(self, domain: Domain, rows: Rows, cosine: Floats) -> tuple[float, Floats]:
        """Of the question as a whole, and of each candidate."""
        margins = self._judge.margins(domain, cosine, ~self._is_document[rows])
        whole = self._judge.confidence(np.array([domain.margin], np.float32))
        return float(whole[0]), self._judge.confidence(margins)

    def _over_documents(self, rows: Rows, bridged: Floats) -> Floats:
        """The bridge's z-score among documents; articles stand at its middle, as nothing bridges to them."""
        documents = self._is_document[rows]
        scaled = np.zeros(len(rows), np.float32)
        if documents.any():
            scaled[documents] = _z(bridged[documents])
        return scaled


def _z(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + 1e-6), np.float32)


def _top(scores: Floats, allowed: NDArray[np.bool_], count: int) -> Rows:
    """Rows of the best allowed scores above zero, in no order."""
    masked = np.where(allowed, scores, 0)
    best = np.argpartition(-masked, count)[:count] if count < len(masked) else np.arange(len(masked))
    return best[masked[best] > 0].astype(np.int64)


def _nothing() -> Ranking:
    none = np.zeros(0, np.float32)
    return Ranking(0.0, np.zeros(0, np.int64), none, none, np.zeros(0, np.int64))
