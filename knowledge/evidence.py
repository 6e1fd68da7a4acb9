"""What was found for one question: the best articles, documents and passages of the asker's own school."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from knowledge.model import Article, Asker, Passage
from knowledge.ranking import Ranking
from knowledge.rules import may_see
from knowledge.scales import Floats
from knowledge.search import Searcher
from knowledge.thresholds import LEAST_STEPS, Unit, asked_amount, asks_limit, steps_in

Articles = Mapping[tuple[str, str], Article]
"""By (id, language)."""
CONSIDERED = 12
"""Candidates of each kind that are looked at."""
TOP = 3
"""Articles this far down the ranking may still be the answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer. `window` is the first word of its best window, or -1."""

    passage: Passage
    confidence: float
    closeness: float
    """To its text and the questions written for it, through the adapter."""
    likely: float
    """How likely the question is about this article rather than another; 0 for documents."""
    window: int
    asked: float = 0.0
    """How close the question is to the nearest one written for it; of a document, only where editors wrote what the place answers."""
    aimed: float = math.nan
    """The logarithm of how likely one of its aims (the article, a detail, a place) is meant; nan without any."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question, best first, apart by what it is."""

    question: str
    answerable: float
    """The confidence that the question is one we answer at all."""
    articles: Sequence[Candidate]
    documents: Sequence[Candidate]
    school: Sequence[Candidate]
    """Documents' passages that belong to the asker's own school."""
    steps: Sequence[Candidate]
    """The school's own ladder of absence, where the question names how much absence there is."""


def gather(searcher: Searcher, articles: Articles, question: str, vector: Floats, asker: Asker) -> Evidence:
    """The best articles (each once, in the asker's language) and document passages.

    An article the index holds but the editors have since removed is passed over.
    """
    sight = searcher.ranker.look(question, vector, asker)
    first, second = searcher.ranker.rank(sight, "article"), searcher.ranker.rank(sight, "document")
    found, documents = (
        _with_nearest_asked(searcher, _candidates(searcher, ranking, asker), vector)
        for ranking in (first, second)
    )
    known = [c for c in found if (c.passage.document, c.passage.language) in articles]
    school = _candidates(searcher, searcher.ranker.rank_own(sight), asker)
    answerable = max(first.answerable, second.answerable)
    steps = _own_steps(searcher, question, asker)
    return Evidence(question, answerable, as_sure_as_ranked(known), documents, school, steps)


def confidence_of(found: Sequence[Candidate]) -> float:
    """Of the surest of them."""
    return max((candidate.confidence for candidate in found), default=0.0)


def as_sure_as_ranked(found: Sequence[Candidate]) -> list[Candidate]:
    """Of the first few, each at least as confident as those ranked below it.

    Confidence knows the best match alone; the ranking knows more. Without this the second best would be taken
    wherever one of its questions happens to be worded alike.
    """
    surest = [max(c.confidence for c in found[place:TOP]) for place in range(min(TOP, len(found)))]
    first = [replace(c, confidence=sure) for c, sure in zip(found, surest, strict=False)]
    return [*first, *found[TOP:]]


def _candidates(searcher: Searcher, ranking: Ranking, asker: Asker) -> list[Candidate]:
    found = searcher.distinct(ranking, asker, CONSIDERED)
    return [
        Candidate(
            passage,
            float(ranking.confidence[place]),
            float(ranking.closeness[place]),
            float(ranking.likely[place]),
            int(ranking.window[place]),
            aimed=float(ranking.aimed[place]),
        )
        for passage, _, place in found
    ]


def _with_nearest_asked(searcher: Searcher, found: Sequence[Candidate], vector: Floats) -> list[Candidate]:
    """Of the first few, how close the question is to those written for them."""
    first = [replace(c, asked=searcher.details.closeness(c.passage, vector)) for c in found[:TOP]]
    return [*first, *found[TOP:]]


def _own_steps(searcher: Searcher, question: str, asker: Asker) -> list[Candidate]:
    """For staff who name how much absence there is, or ask for a limit: their school's own passage on what to do from when.

    Looked for by its steps, since a number is worth little to a search by meaning.
    """
    asked = asked_amount(question)
    if asker.audience != "staff" or (asked is None and not asks_limit(question)):
        return []
    units: tuple[Unit, ...] = (asked.unit,) if asked else get_args(Unit)
    own = [p for p in searcher.index.passages if p.school is not None and may_see(p, asker, "document")]
    counted = ((max(steps_in(passage.text, unit) for unit in units), passage) for passage in own)
    steps = [(count, passage) for count, passage in counted if count >= LEAST_STEPS]
    return [Candidate(max(steps, key=lambda s: s[0])[1], 1.0, 1.0, 0.0, -1)] if steps else []
