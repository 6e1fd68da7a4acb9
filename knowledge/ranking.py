"""Orders passages for one question: meaning, questions written for them, shared words and spelling, fused.

Each kind of evidence is brought to the same scale (its z-score over the candidates) and weighted as
policy/search.yml says. Confidence comes from meaning alone: fused scores say what is best, not whether it is good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.confidence import Domain, open_judge
from knowledge.gate import Gate
from knowledge.glossary import Glossary
from knowledge.index.artefact import Index
from knowledge.model import Asker, Kind, Passage
from knowledge.rules import Rules
from knowledge.search_policy import SearchPolicy
from knowledge.text import char_grams, query_stems
from knowledge.topics import Topics

_FAISS: Any = faiss  # its stubs do not know its own keyword arguments
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
CONFIDENCE_IN_MERGE = 2.0
"""What full confidence is worth, in standard deviations, where articles and documents stand in one list."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first; the arrays run in parallel.

    `closeness` is the mean of how close the text and the best question written for it are, through the adapter.
    `likely` is how likely the question is about the passage's article; 0 for documents.
    `answerable` is the confidence 0..1 that the question is one we answer at all. `rows` are passage rows of the index, `score` the fused score, `confidence` 0..1, and
    `window` the first word of the passage's best window (-1: the passage is short or none came near).
    """

    answerable: float
    rows: Rows
    score: Floats
    confidence: Floats
    closeness: Floats
    likely: Floats
    window: Rows


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest vectors this asker may see, best first; the arrays run in parallel.

    `found` are their numbers in the corpus, `match` how close they are through the adapter, `cosine` how close
    without it.
    """

    found: Rows
    match: Floats
    cosine: Floats


@dataclass(frozen=True, slots=True)
class Sight:
    """What one question looks like to the index, for one asker.

    `words`, `spelling`, `topics`, `likely` and `bridged` are over all passages (`topics` is nan, `likely` 0 for one without
    a topic).
    """

    asker: Asker
    texts: Near
    asked: Near
    words: Floats
    spelling: Floats
    topics: Floats
    likely: Floats
    bridged: Floats
    domain: Domain


class Ranker:
    """Safe to share between threads; holds no state of a question."""

    def __init__(
        self, index: Index, policy: SearchPolicy, glossary: Glossary, topics: Topics, gate: Gate
    ) -> None:
        self._index, self._policy, self._glossary = index, policy, glossary
        self._judge = open_judge(index, policy.confidence, gate)
        self._topics, self._topic = topics, _topic_of(index.passages, topics)
        self._rules = Rules(index.passages)
        self._is_document = np.array([passage.kind == "document" for passage in index.passages], np.bool_)
        self._language = np.array([passage.language for passage in index.passages])
        self._audience = np.array([passage.audience for passage in index.passages])

    def look(self, text: str, vector: Floats, asker: Asker) -> Sight:
        """Everything about one question that costs time, once for all kinds of search.

        `text` is the question in its normal form, `vector` [dim] its encoding.
        """
        index, allowed = self._index, self._rules.mask(asker)
        query = index.adapter(vector - index.usual)
        texts = self._nearest(index.texts, 0, query, vector, allowed)
        asked = self._nearest(index.asked, index.texts.ntotal, query, vector, allowed)
        documents = texts.cosine[self._is_document[index.corpus.owner[texts.found]]]
        of_documents = asked.cosine[self._is_document[index.corpus.owner[asked.found]]]
        offset = self._policy.confidence.document_offset
        document = max(documents.max(initial=-1.0) + offset, of_documents.max(initial=-1.0))
        topics = self._topic_scores(vector)
        return Sight(
            asker=asker,
            texts=texts,
            asked=asked,
            words=self._word_scores(text),
            spelling=self._spelling_scores(text),
            topics=topics,
            likely=self._likely(topics, allowed),
            bridged=index.bridge.scores(query, allowed, self._policy.candidates.articles),
            domain=self._judge.domain(vector, allowed, documents, float(document)),
        )

    def rank(self, sight: Sight, kind: Kind | None = None) -> Ranking:
        """All candidates of a kind that the asker may see; of both kinds, by score and confidence together."""
        if kind:
            return self._rank(sight, kind)
        article, document = self._rank(sight, "article"), self._rank(sight, "document")
        return _merged(article, document)

    def rank_own(self, sight: Sight) -> Ranking:
        """The documents of the asker's own school alone, however many others there are."""
        return self._rank(sight, "document", own=True)

    def _rank(self, sight: Sight, kind: Kind, *, own: bool = False) -> Ranking:
        allowed = self._rules.mask(sight.asker, kind, own=own)
        if not allowed.any():
            return _nothing()
        owner = self._index.corpus.owner
        texts, asked = (_first_two(near, owner, allowed) for near in (sight.texts, sight.asked))
        count = self._policy.candidates.lexical
        top = [_top(scores, allowed, count) for scores in (sight.words, sight.spelling, sight.bridged)]
        rows = np.unique(np.concatenate([texts.rows, asked.rows, *top]))
        return self._fused(rows, texts, asked, sight, kind) if len(rows) else _nothing()

    def _nearest(
        self, index: Any, first: int, query: Floats, vector: Floats, allowed: NDArray[np.bool_]
    ) -> Near:
        """Of one FAISS index whose vectors are numbered from `first` in the corpus."""
        if not allowed.any() or not index.ntotal:
            return Near(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))
        count = min(self._policy.candidates.vectors, index.ntotal)
        owner = self._index.corpus.owner[first : first + index.ntotal]
        match, found = index.search(query[None, :], count, params=_selection(allowed, owner))
        real = found[0] >= 0
        numbers = found[0][real] + first
        return Near(numbers, match[0][real], self._cosine(vector, numbers))

    def _word_scores(self, question: str) -> Floats:
        own = self._index.words.scores(query_stems(question))
        added = self._index.words.scores(self._glossary.added_stems(question))
        return own + np.float32(self._policy.glossary) * added

    def _spelling_scores(self, question: str) -> Floats:
        return self._index.grams.scores(list(dict.fromkeys(char_grams(question))))

    def _topic_scores(self, vector: Floats) -> Floats:
        scores = np.append(self._topics.scores(vector), np.float32(np.nan))
        return np.asarray(scores[self._topic], np.float32)

    def _likely(self, topics: Floats, allowed: NDArray[np.bool_]) -> Floats:
        """Of each passage, how likely the question is about its article rather than another this asker may see."""
        numbers, first = np.unique(np.where(allowed, self._topic, -1), return_index=True)
        seen = numbers >= 0
        share = np.zeros(len(self._topics.ids) + 1, np.float32)
        share[numbers[seen]] = _shares(topics[first[seen]])
        return share[self._topic]

    def _fused(self, rows: Rows, texts: "_Evidence", asked: "_Evidence", sight: Sight, kind: Kind) -> Ranking:
        weights = getattr(self._policy.weights, kind)
        score = weights.text * _z(texts.over(rows, texts.match, missing=_lowest(texts.match)))
        score += weights.question * _known_z(asked.over(rows, asked.match))
        score += weights.questions * _known_z(asked.over(rows, asked.both))
        score += weights.words * _z(sight.words[rows]) + weights.spelling * _z(sight.spelling[rows])
        score += weights.articles * _z(sight.bridged[rows])
        topics = sight.topics[rows]  # an article written since they were learnt goes by the rest
        score += weights.topic * np.where(np.isnan(topics), score / (1 - weights.topic), _known_z(topics))
        score += self._policy.same_language * (self._language[rows] == sight.asker.language)
        score += self._written_for(sight.asker, kind)[rows]
        order = np.argsort(-score, kind="stable")
        lowest = _lowest(texts.cosine, asked.cosine)
        to_text = texts.over(rows, texts.cosine, missing=lowest)
        if kind == "document":  # a text is never as close to a question as a question is
            to_text += self._policy.confidence.document_offset
        cosine = np.maximum(to_text, asked.over(rows, asked.cosine, missing=lowest))
        whole, each = self._confidence(sight.domain, rows, cosine)
        window = self._windows(sight.texts, rows)
        close = _mean_known(texts.over(rows, texts.match), asked.over(rows, asked.match))
        likely = sight.likely[rows]
        return Ranking(
            whole, rows[order], score[order], each[order], close[order], likely[order], window[order]
        )

    def _written_for(self, asker: Asker, kind: Kind) -> Floats:
        """The push of each passage for whom it was written for; nothing for what is for everybody."""
        own = self._audience == asker.audience
        other = ~own & (self._audience != "both") & (asker.audience is not None)
        same, against = (getattr(p, kind) for p in (self._policy.same_audience, self._policy.other_audience))
        push = same * own - against * other
        return np.asarray(push, np.float32)

    def _windows(self, texts: Near, rows: Rows) -> Rows:
        """The first word of each row's best window; -1 where no window was near."""
        start, owner = self._index.corpus.start[texts.found], self._index.corpus.owner[texts.found]
        is_window = start >= 0
        owners, first = np.unique(owner[is_window], return_index=True)
        best = np.full(len(rows), -1, np.int64)
        known = np.isin(rows, owners)
        best[known] = start[is_window][first][np.searchsorted(owners, rows[known])]
        return best

    def _cosine(self, vector: Floats, numbers: Rows) -> Floats:
        """The plain cosine of these vectors with the question."""
        corpus = self._index.corpus
        shared = (corpus.means @ vector)[corpus.group[numbers]]
        return np.asarray(corpus.vectors[numbers] @ vector + shared, np.float32)

    def _confidence(self, domain: Domain, rows: Rows, cosine: Floats) -> tuple[float, Floats]:
        """Of the question as a whole, and of each candidate."""
        margins = self._judge.margins(domain, cosine, ~self._is_document[rows])
        whole = self._judge.confidence(np.array([domain.margin], np.float32))
        return float(whole[0]), self._judge.confidence(margins)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One kind of nearness by passage. `rows` [k], sorted; `both` is the mean of a row's best two matches."""

    rows: Rows
    match: Floats
    both: Floats
    cosine: Floats

    def over(self, rows: Rows, values: Floats, missing: float = np.nan) -> Floats:
        """`values` of these rows, `missing` where there are none."""
        spread = np.full(len(rows), missing, np.float32)
        spread[np.searchsorted(rows, self.rows)] = values
        return spread


def _first_two(near: Near, owner: NDArray[np.int32], allowed: NDArray[np.bool_]) -> _Evidence:
    """The best and the second best vector of each allowed row."""
    mine = np.flatnonzero(allowed[owner[near.found]])
    owners, match, cosine = owner[near.found[mine]], near.match[mine], near.cosine[mine]
    rows, first = np.unique(owners, return_index=True)  # best first, so the first is the best
    rest = np.ones(len(owners), np.bool_)
    rest[first] = False
    again, second = np.unique(owners[rest], return_index=True)
    both = match[first].copy()
    at = np.searchsorted(rows, again)
    both[at] = (both[at] + match[rest][second]) / 2
    best = np.full(len(rows), -1.0, np.float32)
    np.maximum.at(best, np.searchsorted(rows, owners), cosine)
    return _Evidence(rows.astype(np.int64), match[first], both, best)


def _selection(allowed: NDArray[np.bool_], owner: NDArray[np.int32]) -> Any:
    if allowed.all():
        return None
    bits = np.packbits(allowed[owner], bitorder="little")
    return _FAISS.SearchParameters(sel=_FAISS.IDSelectorBitmap(bits))


def _z(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / (values.std() + 1e-6), np.float32)


def _lowest(*groups: Floats) -> float:
    """Of all values; -1, as far away as can be, when there are none."""
    values = np.concatenate(groups)
    return float(values.min()) if len(values) else -1.0


def _known_z(values: Floats) -> Floats:
    """The z-score among the known; what is not known stands at the middle, for or against nothing."""
    known = ~np.isnan(values)
    scaled = np.zeros(len(values), np.float32)
    if known.sum() > 1:
        scaled[known] = _z(values[known])
    return scaled


def _mean_known(one: Floats, other: Floats) -> Floats:
    """The mean of two where both are known, else the one that is; 0 where neither is."""
    known = np.stack([one, other])
    count = (~np.isnan(known)).sum(axis=0)
    return np.asarray(np.nansum(known, axis=0) / np.maximum(count, 1), np.float32)


def _merged(first: Ranking, second: Ranking) -> Ranking:
    """Two rankings as one, by score and confidence together."""
    names = ("rows", "score", "confidence", "closeness", "likely", "window")
    both = {n: np.concatenate([getattr(ranking, n) for ranking in (first, second)]) for n in names}
    both["score"] = np.asarray(both["score"] + CONFIDENCE_IN_MERGE * both["confidence"], np.float32)
    order = np.argsort(-both["score"], kind="stable")
    return Ranking(max(first.answerable, second.answerable), **{n: a[order] for n, a in both.items()})


def _top(scores: Floats, allowed: NDArray[np.bool_], count: int) -> Rows:
    """Rows of the best allowed scores above zero, in no order."""
    masked = np.where(allowed, scores, 0)
    best = np.argpartition(-masked, count)[:count] if count < len(masked) else np.arange(len(masked))
    return best[masked[best] > 0].astype(np.int64)


def _shares(scores: Floats) -> Floats:
    """Scores as likelihoods that add up to one."""
    steps = np.exp(scores - scores.max(initial=-np.inf)) if len(scores) else scores
    return np.asarray(steps / max(float(steps.sum()), 1e-9), np.float32)


def _topic_of(passages: Sequence[Passage], topics: Topics) -> Rows:
    """The topic number of each passage; -1 for a document and an article that was not there when they were learnt."""
    number = {name: place for place, name in enumerate(topics.ids)}
    return np.array([number.get(p.document, -1) if p.kind == "article" else -1 for p in passages], np.int64)


def _nothing() -> Ranking:
    none = np.zeros(0, np.float32)
    return Ranking(0.0, np.zeros(0, np.int64), none, none, none, none, np.zeros(0, np.int64))
