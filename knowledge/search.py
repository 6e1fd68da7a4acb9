"""Search: the ranked passages as a reader should see them, one language of each article."""

from collections.abc import Iterator

import numpy as np

from knowledge.details import Details
from knowledge.index.artefact import Index
from knowledge.model import Asker, FoundPassage, Kind, Passage, SearchResult
from knowledge.ranking import Ranker, Ranking
from knowledge.rules import may_see
from knowledge.scales import Floats
from knowledge.search_policy import SearchPolicy


class Searcher:
    """One index version with its ranker."""

    def __init__(self, index: Index, ranker: Ranker, details: Details, policy: SearchPolicy) -> None:
        self.index, self.ranker, self.details, self.policy = index, ranker, details, policy
        self._versions = _article_versions(index.passages)

    def search(
        self, question: str, vector: Floats, asker: Asker, kind: Kind | None = None, limit: int = 5
    ) -> SearchResult:
        """At most `limit` passages, best first. `question` is in its normal form, `vector` its encoding."""
        ranking = self.ranker.rank(self.ranker.look(question, vector, asker), kind)
        confidence = ranking.answerable
        found = tuple(
            FoundPassage(passage, score) for passage, score, _ in self.distinct(ranking, asker, limit)
        )
        return SearchResult(confidence >= self.policy.answerable, confidence, found)

    def distinct(self, ranking: Ranking, asker: Asker, limit: int) -> Iterator[tuple[Passage, float, int]]:
        """(passage, score, place in the ranking), best first; each article once, in the asker's language if it has it."""
        seen: set[str] = set()
        for place, row in enumerate(ranking.rows):
            if len(seen) >= limit:
                return
            passage = self.index.passages[row]
            name = passage.document if passage.kind == "article" else passage.id
            if name not in seen:
                seen.add(name)
                yield self._in_language(passage, asker, ranking), float(ranking.score[place]), place

    def article_passage(self, article: str, language: str) -> Passage | None:
        rows = self._versions.get((article, language))
        return self.index.passages[rows[0]] if rows else None

    def _in_language(self, passage: Passage, asker: Asker, ranking: Ranking) -> Passage:
        """The article's best passage in the asker's language; a document's passage as it is."""
        if passage.kind == "document" or passage.language == asker.language:
            return passage
        wanted = self._versions.get((passage.document, asker.language), [])
        ranked = list(ranking.rows[np.isin(ranking.rows, wanted)])
        versions = (self.index.passages[row] for row in (*ranked, *wanted))
        return next((version for version in versions if may_see(version, asker)), passage)


def _article_versions(passages: tuple[Passage, ...]) -> dict[tuple[str, str], list[int]]:
    """Rows of each article in each language."""
    rows: dict[tuple[str, str], list[int]] = {}
    for row, passage in enumerate(passages):
        if passage.kind == "article":
            rows.setdefault((passage.document, passage.language), []).append(row)
    return rows
