"""One question as the index sees it: what lies near, shared words and spelling, which topic, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.aims import Aims, aims_of_passages
from knowledge.confidence import Domain, Judge
from knowledge.glossary import Glossary
from knowledge.index.artefact import Index
from knowledge.model import Asker, Passage
from knowledge.nearness import Near, nearest
from knowledge.rules import Rules
from knowledge.scales import Floats, Rows, shares
from knowledge.search_policy import SearchPolicy
from knowledge.text import char_grams, query_stems
from knowledge.topics import Topics


@dataclass(frozen=True, slots=True)
class Sight:
    """What one question looks like to the index, for one asker.

    `words`, `spelling`, `topics`, `likely`, `aimed` and `bridged` are over all passages (`topics` is nan, `likely` 0 for one
    without a topic; `aimed`, the logarithm of how likely one of its aims is meant, is nan for one without aims).
    """

    asker: Asker
    texts: Near
    asked: Near
    words: Floats
    spelling: Floats
    topics: Floats
    likely: Floats
    aimed: Floats
    bridged: Floats
    domain: Domain


class Sights:
    """Looks at questions. Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        policy: SearchPolicy,
        glossary: Glossary,
        topics: Topics,
        aims: Aims,
        judge: Judge,
    ) -> None:
        self._index, self._policy, self._glossary, self._judge = index, policy, glossary, judge
        self._topics, self._topic = topics, _topic_of(index.passages, topics)
        self._aims, self._aimed = aims, _Aimed(index.passages, aims)
        self._rules = Rules(index.passages)
        self._is_document = np.array([passage.kind == "document" for passage in index.passages], np.bool_)

    def look(self, text: str, vector: Floats, asker: Asker) -> Sight:
        """Everything about one question that costs time, once for all kinds of search.

        `text` is the question in its normal form, `vector` [dim] its encoding.
        """
        index, allowed = self._index, self._rules.mask(asker)
        query = index.adapter(vector - index.usual)
        most, seen = self._policy.candidates.vectors, (query, vector)
        texts = nearest(index.texts, 0, index.corpus, seen, allowed, most)
        asked = nearest(index.asked, index.texts.ntotal, index.corpus, seen, allowed, most)
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
            aimed=self._aimed.most(self._aims.likely(vector)),
            bridged=index.bridge.scores(
                np.concatenate([texts.found, asked.found]),
                np.concatenate([texts.match, asked.match]),
                self._policy.candidates.articles,
            ),
            domain=self._judge.domain(vector, asked.cosine, documents, float(document)),
        )

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
        share[numbers[seen]] = shares(topics[first[seen]])
        return share[self._topic]


class _Aimed:
    """Which passages meet which aims."""

    def __init__(self, passages: Sequence[Passage], aims: Aims) -> None:
        own = aims_of_passages(passages, aims)
        self._passage = np.array([row for row, numbers in enumerate(own) for _ in numbers], np.int64)
        self._aim = np.array([number for numbers in own for number in numbers], np.int64)
        self._count = len(passages)

    def most(self, likely: Floats) -> Floats:
        """Over all passages, of its likeliest aim; nan for one without."""
        best = np.full(self._count, -np.inf, np.float32)
        np.maximum.at(best, self._passage, likely[self._aim])
        return np.where(np.isinf(best), np.float32(np.nan), best)


def _topic_of(passages: Sequence[Passage], topics: Topics) -> Rows:
    """The topic number of each passage; -1 for a document and an article that was not there when they were learnt."""
    number = {name: place for place, name in enumerate(topics.ids)}
    return np.array([number.get(p.document, -1) if p.kind == "article" else -1 for p in passages], np.int64)
