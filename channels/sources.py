"""The lines below an article: what it builds on, in the reader's words."""

from collections.abc import Iterable, Mapping

from channels.texts import Texts
from knowledge.model import Article, ArticleSource
from knowledge.sources import Source


class SourceLines:
    """Writes one line per source of an article."""

    def __init__(self, sources: Mapping[str, Source], texts: Texts) -> None:
        self._sources = sources
        self._texts = texts

    def of(self, article: Article, language: str) -> list[str]:
        return [self._line(named, language) for named in article.sources if named.document in self._sources]

    def of_keys(self, keys: Iterable[str], language: str) -> list[str]:
        """The same for keys of sources.yml."""
        return [self._line(ArticleSource(key), language) for key in keys if key in self._sources]

    def _line(self, named: ArticleSource, language: str) -> str:
        source = self._sources[named.document]
        if source.publication:
            return self._fact(source, language)
        what = ", ".join(part for part in (source.author, source.year) if part)
        line = (
            self._texts(language, "pages.source.document", title=source.title, what=what)
            if what
            else source.title
        )
        if named.section:
            line = self._texts(language, "pages.source.with_section", source=line, section=named.section)
        return line

    def _fact(self, source: Source, language: str) -> str:
        key = "pages.source.fact_ask" if source.municipality_confirms else "pages.source.fact"
        date = source.date or self._texts(language, "pages.source.no_date")
        return self._texts(language, key, title=source.title, source=source.publication, date=date)
