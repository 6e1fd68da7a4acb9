"""Keeps law that nobody has read again from being told: a legal article past its date, or whose law has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.model import Article
from knowledge.sources import load_sources

LockReason = Literal["stale", "law_changed"]


@dataclass(frozen=True, slots=True)
class LegalLock:
    """`law` holds the keys of the law sources in policy/sources.yml; an article that cites one is legal."""

    law: frozenset[str]

    @classmethod
    def load(cls) -> "LegalLock":
        """Over our own sources. Raises SourcesError."""
        return cls(frozenset(key for key, source in load_sources().items() if source.law))

    def is_legal(self, article: Article) -> bool:
        return any(source.document in self.law for source in article.sources)

    def locked(self, article: Article, today: date) -> bool:
        """Whether the article must not be found or quoted today."""
        return self.is_legal(article) and needs_reading(article, today) is not None

    def open(self, articles: Iterable[Article], today: date) -> list[Article]:
        """Those that may be told."""
        return [article for article in articles if not self.locked(article, today)]


def needs_reading(article: Article, today: date) -> LockReason | None:
    """Why an editor has to read an article again, legal or not."""
    if article.law_changed:
        return "law_changed"
    return "stale" if article.review_by < today else None
