"""Everything that must stand before the first question: encoder, shelf, index. Unchanged parts cost nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from api.paths import Paths
from api.settings import Settings
from knowledge.articles import article_passage, article_questions, load_articles
from knowledge.encoder.default import Encoders, open_encoders
from knowledge.encoder.shipped import import_shipped
from knowledge.encoder.vector_cache import CachedEncoder, VectorCache
from knowledge.further_questions import further_questions
from knowledge.index.build import BuildSummary, build_index
from knowledge.model import Article, Asked, Passage
from knowledge.service import Knowledge
from knowledge.shelf import Shelf

Say = Callable[[str], None]
TELL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Library:
    """The knowledge room's parts, opened over one data directory.

    `remembered` keeps vectors on disk and is for building; `live` encodes what people write, and
    remembers nothing of it beyond this process.
    """

    live: Encoders
    remembered: Encoders
    articles: tuple[Article, ...]
    shelf: Shelf

    def content(self) -> tuple[list[Passage], dict[str, tuple[Asked, ...]]]:
        """All passages of articles and shelf, and what people ask of them by passage id."""
        passages, asked = self.written()
        return [*passages, *self.shelf.passages()], {**asked, **self.shelf.questions()}

    def written(self) -> tuple[list[Passage], dict[str, tuple[Asked, ...]]]:
        """Likewise, of our own articles alone. Raises PolicyError."""
        passages = [article_passage(article) for article in self.articles]
        further = further_questions(self.articles)
        asked = {
            passage.id: (*article_questions(article), *further.get((article.id, article.language), ()))
            for passage, article in zip(passages, self.articles, strict=True)
        }
        return passages, asked

    def index(self, settings: Settings, say: Say) -> BuildSummary:
        """Bring the index up to date with articles and shelf."""
        passages, asked = self.content()
        return build_index(passages, asked, self.remembered.tuned, settings.index_dir, say)

    def open(self, settings: Settings) -> Knowledge:
        return Knowledge.open(settings.index_dir, self.live.tuned, self.articles)


def open_library(settings: Settings, paths: Paths, say: Say) -> Library:
    """Open encoder, articles and shelf; the schools' own guides are put on the shelf.

    Raises EncoderUnavailableError, ArticleError.
    """
    live = open_encoders(settings.cache_dir, settings.encoder_model, say)
    cache = VectorCache(paths.vectors, note=say)
    import_shipped(cache, live.tuned.id)
    shelf = Shelf(settings.documents_dir)
    shelf.add([paths.own_documents])
    counted = _Counted(say).progress
    remembered = Encoders(
        plain=CachedEncoder(live.plain, cache, counted), tuned=CachedEncoder(live.tuned, cache, counted)
    )
    return Library(live, remembered, load_articles(paths.articles), shelf)


class _Counted:
    """Says now and then how far a long encoding is."""

    def __init__(self, say: Say) -> None:
        self._say, self._told = say, 0.0

    def progress(self, done: int, total: int) -> None:
        if monotonic() - self._told > TELL_SECONDS and total > done:
            self._told = monotonic()
            self._say(f"  {done} of {total} texts encoded")
