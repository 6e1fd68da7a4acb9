"""The words of the knowledge room as types: passage, article, search result, answer.

Nothing here does work; every module of the room speaks in these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge.text import as_sentence

Language = Literal["da", "nb", "en"]
Country = Literal["dk", "no"]
Scope = Literal["dk", "no", "both"]
"""Where a text applies. A rule, not a weight: a `dk` text never answers a Norwegian question."""
Audience = Literal["parent", "staff", "both"]
Kind = Literal["article", "document"]
AnswerOutcome = Literal["answered", "partly_answered", "not_covered", "clarify"]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """What one place of a document's passage answers, in our own words and one language, 15-60 words."""

    place: str
    """The few words that mark the place; the same in every language."""
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that can be found, quoted verbatim and cited.

    `id` is opaque and stable for the same document version; `text` is the cleaned text that quotes
    are verified against; `page` counts from 1 and is None where the source has no pages;
    `language` may be any ISO 639-1 code a document is written in.
    """

    id: str
    kind: Kind
    document: str
    """Id of the article or document this belongs to."""
    title: str
    """The article's or document's title, as shown to a reader."""
    heading_path: tuple[str, ...]
    text: str
    version: str
    """First 12 hex digits of the source's content hash, or the edition its owner gave it."""
    language: str
    audience: Audience = "both"
    country: Scope = "both"
    school: str | None = None
    """Set when the passage is a school's own procedure; then it is found for that school only."""
    page: int | None = None
    position: int = 0
    """Order within the document, from 0."""
    lines: tuple[PlaceLine, ...] = ()
    """What editors wrote of its places, to stand above a quote."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in people's own words that a passage answers. `language` is the question's, not the passage's."""

    text: str
    language: str
    detail: str = ""
    """The topic of the article's detail, or the place in the document, that answers it; empty for the article as a whole."""


@dataclass(frozen=True, slots=True)
class ArticleSource:
    """Where an article's facts come from: a document key ("003") with section, or a FACTS row id ("DK4")."""

    document: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """A precise question inside an article's topic ("how long is usual?") with its own answer, 8-60 words."""

    topic: str
    """Its name, the same in every language."""
    asked: tuple[str, ...]
    """The ways people ask it, at least three, in their own words; the second is the one readers are shown."""
    answer: str
    country: Scope = "both"

    def question(self, language: Language) -> str:
        """As readers are shown it: a sentence with its capitals and its mark. `language` is the article's."""
        return as_sentence(self.asked[1], language)


@dataclass(frozen=True, slots=True)
class Article:
    """One topic in one language, written by us, 60-180 words."""

    id: str
    language: Language
    title: str
    audience: Audience
    country: Scope
    stages: tuple[int, ...]
    sources: tuple[ArticleSource, ...]
    questions: tuple[str, ...]
    """The ways people really ask, at least six, in their own words."""
    reviewed: date
    review_by: date
    owner: str
    body: str
    """Plain paragraphs separated by blank lines, and `- ` lists. No other markup."""
    in_short: str = ""
    """Its direct answer in one line, shown with the title where another article is told whole."""
    details: tuple[Detail, ...] = ()
    """What people ask more precisely, each answered above the body for who asks it."""
    law_changed: bool = False
    """An editor knows that the law it tells has changed; it is locked out until somebody has mended it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of who asks. `country` and `school` restrict what may answer; `language` is preferred."""

    language: Language = "da"
    country: Country | None = None
    audience: Literal["parent", "staff"] | None = None
    school: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`confidence` is in 0..1; `answerable` is confidence held against the threshold in policy/search.yml."""

    answerable: bool
    confidence: float
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim stretch of one passage's text: `quote in passage.text` holds, always."""

    passage: Passage
    quote: str
    place: str = ""
    """The place of the passage that is asked for, where editors wrote what it answers; else empty."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What knowledge has to say to one question.

    answered, partly_answered: `article` (its body is the answer, after `detail` where that is just what was asked) or
    `quotes` from documents; `choices` holds up to two other articles that may have been meant.
    clarify: `choices`, two or three articles that compete.
    not_covered: nothing to cite; `choices` holds the nearest topics to offer (may be empty).
    """

    outcome: AnswerOutcome
    confidence: float
    article: Article | None = None
    quotes: tuple[Quote, ...] = ()
    choices: tuple[Article, ...] = field(default=())
    detail: Detail | None = None
    surely_asked: bool = True
    """Whether `detail` is so surely what was asked that it may be told with a bare yes or no."""
    also: tuple[Detail, ...] = ()
    """Further details of `article` that may be what was asked, the likeliest first."""
    details_of_choices: Mapping[str, Detail] = field(default_factory=dict)
    """By article id: what a choice would answer directly, where it holds a detail that is just what was asked."""
