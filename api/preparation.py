"""Everything that must stand before the first question: encoder, shelf, index. Unchanged parts cost nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from api.paths import Paths
from api.settings import Settings
from knowledge.articles import article_passage, article_questions, load_articles
from knowledge.encoder.default import open_encoder
from knowledge.encoder.protocol import Encoder
from knowledge.encoder.shipped import import_shipped
from knowledge.encoder.vector_cache import CachedEncoder, VectorCache
from knowledge.index.build import BuildSummary, build_index
from knowledge.model import Article, Asked, Passage
from knowledge.service import Knowledge
from knowledge.shelf import Shelf

Say = Callable[[str], None]
TELL_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Library:
    """The knowledge room's parts, opened over one data directory.

    `encoder` remembers vectors on disk and is for building; `questions` encodes what people write, and
    remembers nothing of it beyond this process.
    """

    questions: Encoder
    encoder: Encoder
    articles: tuple[Article, ...]
    shelf: Shelf

    def content(self) -> tuple[list[Passage], dict[str, tuple[Asked, ...]]]:
        """All passages of articles and shelf, and what people ask of them by passage id."""
        passages = [article_passage(article) for article in self.articles]
        asked = {p.id: article_questions(a) for p, a in zip(passages, self.articles, strict=True)}
        return [*passages, *self.shelf.passages()], {**asked, **self.shelf.questions()}

    def index(self, settings: Settings, say: Say) -> BuildSummary:
        """Bring the index up to date with articles and shelf."""
        passages, asked = self.content()
        return build_index(passages, asked, self.encoder, settings.index_dir, say)

    def open(self, settings: Settings) -> Knowledge:
        return Knowledge.open(settings.index_dir, self.questions, self.articles)


def open_library(settings: Settings, paths: Paths, say: Say) -> Library:
    """Open encoder, articles and shelf; the schools' own guides are put on the shelf.

    Raises EncoderUnavailableError, ArticleError.
    """
    questions = open_encoder(settings.cache_dir, settings.encoder_model, say)
    cache = VectorCache(paths.vectors, note=say)
    import_shipped(cache, questions.id)
    shelf = Shelf(settings.documents_dir)
    shelf.add([paths.own_documents])
    encoder = CachedEncoder(questions, cache, _Counted(say).progress)
    return Library(questions, encoder, load_articles(paths.articles), shelf)


class _Counted:
    """Says now and then how far a long encoding is."""

    def __init__(self, say: Say) -> None:
        self._say, self._told = say, 0.0

    def progress(self, done: int, total: int) -> None:
        if monotonic() - self._told > TELL_SECONDS and total > done:
            self._told = monotonic()
            self._say(f"  {done} of {total} texts encoded")
