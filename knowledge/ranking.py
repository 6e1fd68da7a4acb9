"""Orders passages for one question: meaning, questions written for them, shared words and spelling, fused.

Each kind of evidence is brought to the same scale (its z-score over the candidates) and weighted as
policy/search.yml says. Confidence comes from meaning alone: fused scores say what is best, not whether it is good.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.confidence import Domain, Judge
from knowledge.index.artefact import Index
from knowledge.model import Asker, Kind
from knowledge.nearness import ByPassage, Near, first_two
from knowledge.rules import Rules
from knowledge.scales import Floats, Rows, known_z, lowest, mean_known, top, z
from knowledge.search_policy import SearchPolicy
from knowledge.sight import Sight, Sights

CONFIDENCE_IN_MERGE = 2.0
"""What full confidence is worth, in standard deviations, where articles and documents stand in one list."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates, best first; the arrays run in parallel.

    `closeness` is the mean of how close the text and the best question written for it are, through the adapter.
    `likely` is how likely the question is about the passage's article; 0 for documents.
    `aimed` is the logarithm of how likely one of the passage's aims is meant, nan for one without.
    `answerable` is the confidence 0..1 that the question is one we answer at all. `rows` are passage rows of the index, `score` the fused score, `confidence` 0..1, and
    `window` the first word of the passage's best window (-1: the passage is short or none came near).
    """

    answerable: float
    rows: Rows
    score: Floats
    confidence: Floats
    closeness: Floats
    likely: Floats
    aimed: Floats
    window: Rows


class Ranker:
    """Safe to share between threads; holds no state of a question."""

    def __init__(
        self, index: Index, policy: SearchPolicy, sights: Sights, judge: Judge, asked_most: frozenset[str]
    ) -> None:
        """`asked_most` are the ids of the articles that most people need."""
        self._index, self._policy, self._sights, self._judge = index, policy, sights, judge
        self._rules = Rules(index.passages)
        self._is_document = np.array([passage.kind == "document" for passage in index.passages], np.bool_)
        self._language = np.array([passage.language for passage in index.passages])
        self._audience = np.array([passage.audience for passage in index.passages])
        self._asked_most = np.array([passage.document in asked_most for passage in index.passages], np.bool_)

    def look(self, text: str, vector: Floats, asker: Asker) -> Sight:
        """Everything about one question that costs time, once for all kinds of search.

        `text` is the question in its normal form, `vector` [dim] its encoding.
        """
        return self._sights.look(text, vector, asker)

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
        texts, asked = (first_two(near, owner, allowed) for near in (sight.texts, sight.asked))
        count = self._policy.candidates.lexical
        best = [top(scores, allowed, count) for scores in (sight.words, sight.spelling, sight.bridged)]
        rows = np.unique(np.concatenate([texts.rows, asked.rows, *best]))
        return self._fused(rows, texts, asked, sight, kind) if len(rows) else _nothing()

    def _fused(self, rows: Rows, texts: ByPassage, asked: ByPassage, sight: Sight, kind: Kind) -> Ranking:
        weights = getattr(self._policy.weights, kind)
        score = weights.text * z(texts.over(rows, texts.match, missing=lowest(texts.match)))
        score += weights.question * known_z(asked.over(rows, asked.match))
        score += weights.questions * known_z(asked.over(rows, asked.both))
        score += weights.words * z(sight.words[rows]) + weights.spelling * z(sight.spelling[rows])
        score += weights.articles * z(sight.bridged[rows])
        # what was written since topics and aims were learnt goes by the rest
        rest = score / max(1 - weights.topic - weights.aim, 1e-6)
        score += weights.topic * _known_or(rest, sight.topics[rows])
        score += weights.aim * _known_or(rest, sight.aimed[rows])
        score += self._policy.same_language * (self._language[rows] == sight.asker.language)
        score += self._written_for(sight.asker, kind)[rows] + self._policy.asked_most * self._asked_most[rows]
        order = np.argsort(-score, kind="stable")
        farthest = lowest(texts.cosine, asked.cosine)
        to_text = texts.over(rows, texts.cosine, missing=farthest)
        if kind == "document":  # a text is never as close to a question as a question is
            to_text += self._policy.confidence.document_offset
        cosine = np.maximum(to_text, asked.over(rows, asked.cosine, missing=farthest))
        whole, each = self._confidence(sight.domain, rows, cosine)
        window = self._windows(sight.texts, rows)
        close = mean_known(texts.over(rows, texts.match), asked.over(rows, asked.match))
        likely, aimed = sight.likely[rows], sight.aimed[rows]
        return Ranking(
            whole,
            rows[order],
            score[order],
            each[order],
            close[order],
            likely[order],
            aimed[order],
            window[order],
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

    def _confidence(self, domain: Domain, rows: Rows, cosine: Floats) -> tuple[float, Floats]:
        """Of the question as a whole, and of each candidate."""
        margins = self._judge.margins(domain, cosine, ~self._is_document[rows])
        whole = self._judge.confidence(np.array([domain.margin], np.float32))
        return float(whole[0]), self._judge.confidence(margins)


def _known_or(rest: Floats, learnt: Floats) -> Floats:
    """The z-scores of what was learnt, and `rest` where nothing was."""
    return np.where(np.isnan(learnt), rest, known_z(learnt))


def _merged(first: Ranking, second: Ranking) -> Ranking:
    """Two rankings as one, by score and confidence together."""
    names = ("rows", "score", "confidence", "closeness", "likely", "aimed", "window")
    both = {n: np.concatenate([getattr(ranking, n) for ranking in (first, second)]) for n in names}
    both["score"] = np.asarray(both["score"] + CONFIDENCE_IN_MERGE * both["confidence"], np.float32)
    order = np.argsort(-both["score"], kind="stable")
    return Ranking(max(first.answerable, second.answerable), **{n: a[order] for n, a in both.items()})


def _nothing() -> Ranking:
    none = np.zeros(0, np.float32)
    return Ranking(0.0, np.zeros(0, np.int64), none, none, none, none, none, np.zeros(0, np.int64))
