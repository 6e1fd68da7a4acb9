"""The knowledge room's door: search, answer, passages and articles over the index version in use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.aims import shipped_aims
from knowledge.answer import answer
from knowledge.confidence import open_judge
from knowledge.countries import without_own_country
from knowledge.details import Details
from knowledge.encoder.protocol import Encoder
from knowledge.gate import shipped_gate
from knowledge.glossary import Glossary
from knowledge.index.artefact import Index, load_index
from knowledge.index.files import current_version
from knowledge.legal import LegalLock
from knowledge.model import Answer, Article, Asker, Kind, Passage, SearchResult
from knowledge.ranking import Ranker
from knowledge.search import Searcher
from knowledge.search_policy import asked_most, glossary_file, search_policy
from knowledge.sight import Sights
from knowledge.text import normalise_query
from knowledge.topics import shipped_topics
from knowledge.vocabulary import lower_case_words


@dataclass(frozen=True, slots=True)
class _State:
    """Everything of one version; replaced as a whole, so that a request never sees two."""

    searcher: Searcher
    articles: Mapping[tuple[str, str], Article]
    beside: Mapping[tuple[str, int], int]
    """Row of each document passage by (document, position)."""
    words: frozenset[str]
    """Every word the articles write in lower case."""


class Knowledge:
    """Safe to share between threads. Reading only; `knowledge.index.build` makes new versions."""

    def __init__(
        self, index_dir: Path, encoder: Encoder, state: _State, lock: LegalLock, today: Callable[[], date]
    ) -> None:
        self._index_dir, self._encoder, self._state = index_dir, encoder, state
        self._lock, self._today = lock, today

    @classmethod
    def open(
        cls,
        index_dir: Path,
        encoder: Encoder,
        articles: Iterable[Article],
        *,
        lock: LegalLock | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> "Knowledge":
        """Open the version in use. Raises the typed errors of `knowledge.index.files`.

        A legal article that `lock` closes `today` is neither found nor quoted.
        """
        state = _load(index_dir, encoder, _by_language(articles))
        return cls(index_dir, encoder, state, lock or LegalLock.load(), today)

    def search(self, q: str, asker: Asker, *, kind: Kind | None = None, limit: int = 5) -> SearchResult:
        """The best passages this asker may see; nothing for an empty question."""
        question = without_own_country(normalise_query(q), asker.country)
        if not question:
            return SearchResult(False, 0.0, ())
        locked = self._locked()
        vector, most = self._encoded(question), limit + len(locked)
        found = self._state.searcher.search(question, vector, asker, kind, most)
        open_ones = [one for one in found.passages if _article_of(one.passage) not in locked]
        return SearchResult(found.answerable, found.confidence, tuple(open_ones[:limit]))

    def answer(self, question: str, asker: Asker) -> Answer:
        """The answer this asker may have; not_covered for an empty question."""
        state, normal = self._state, without_own_country(normalise_query(question), asker.country)
        if not normal:
            return Answer("not_covered", 0.0)
        locked = self._locked()
        articles = {key: article for key, article in state.articles.items() if key not in locked}
        return answer(state.searcher, articles, normal, self._encoded(normal), asker)

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is one the articles use as such; a name is not."""
        return word in self._state.words

    def _encoded(self, question: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self._encoder.encode_queries([question])[0]
        return vector

    def passage(self, passage_id: str) -> Passage | None:
        index = self._state.searcher.index
        row = index.row_of.get(passage_id)
        passage = None if row is None else index.passages[row]
        return passage if passage and _article_of(passage) not in self._locked() else None

    def neighbours(self, passage: Passage, before: int = 1, after: int = 1) -> tuple[Passage, ...]:
        """The passages around `passage` in its document, in order, without itself."""
        state = self._state
        around = range(passage.position - before, passage.position + after + 1)
        if passage.kind == "article":
            return ()
        rows = [state.beside.get((passage.document, at)) for at in around if at != passage.position]
        return tuple(state.searcher.index.passages[row] for row in rows if row is not None)

    def article(self, article_id: str, language: str) -> Article | None:
        article = self._state.articles.get((article_id, language))
        return None if article and self._lock.locked(article, self._today()) else article

    def articles(self) -> tuple[Article, ...]:
        """All articles in every language, whether they may be told today or not."""
        return tuple(self._state.articles.values())

    def article_passage(self, article: Article) -> Passage | None:
        """The passage an article is found by and cited as; None when the index does not hold it (yet)."""
        searcher = self._state.searcher
        return searcher.article_passage(article.id, article.language)

    def _locked(self) -> frozenset[tuple[str, str]]:
        """Articles that must not be told today, by (id, language)."""
        today, known = self._today(), self._state.articles
        return frozenset(key for key, article in known.items() if self._lock.locked(article, today))

    def reload(self, articles: Iterable[Article] | None = None) -> bool:
        """Take up the version in use if it has changed; whether it had.

        The old version serves until the new one is loaded whole, and goes on serving if that fails.
        """
        state = self._state
        if current_version(self._index_dir) == state.searcher.index.version and articles is None:
            return False
        known = state.articles if articles is None else _by_language(articles)
        self._state = _load(self._index_dir, self._encoder, known)
        return True

    def meta(self) -> dict[str, Any]:
        """Version, encoder, counts and build time of the index in use."""
        index = self._state.searcher.index
        told = ("encoder", "passages", "questions", "languages", "built_at", "content_hash")
        return {"version": index.version, **{name: index.meta[name] for name in told}}


def open_searcher(index: Index, most: frozenset[str] | None = None) -> Searcher:
    """A searcher over `index` with the policy files as they stand; `most` in place of asked_most.yml."""
    policy, encoder, dim = search_policy(), str(index.meta["encoder"]), len(index.usual)
    topics, aims = shipped_topics(encoder, dim), shipped_aims(encoder, dim)
    judge = open_judge(index, policy.confidence, shipped_gate(encoder, dim))
    sights = Sights(index, policy, Glossary(glossary_file().concepts), topics, aims, judge)
    ranker = Ranker(index, policy, sights, judge, asked_most() if most is None else most)
    return Searcher(index, ranker, Details(index, policy.details, aims), policy)


def _by_language(articles: Iterable[Article]) -> dict[tuple[str, str], Article]:
    """By (id, language). Law that has changed has changed in every language, whichever an editor has marked."""
    held = list(articles)
    changed = {article.id for article in held if article.law_changed}
    marked = (replace(a, law_changed=True) if a.id in changed and not a.law_changed else a for a in held)
    return {(article.id, article.language): article for article in marked}


def _load(index_dir: Path, encoder: Encoder, articles: Mapping[tuple[str, str], Article]) -> _State:
    index = load_index(index_dir, encoder)
    return _State(
        open_searcher(index),
        articles,
        {(p.document, p.position): row for row, p in enumerate(index.passages) if p.kind == "document"},
        lower_case_words(articles.values()),
    )


def _article_of(passage: Passage) -> tuple[str, str] | None:
    return (passage.document, passage.language) if passage.kind == "article" else None
