"""Composes the answer to one question from what was found. Nothing here writes a sentence of its own.

A school's own procedure outranks the general answer, an article outranks documents, two articles
that compete are both offered, and what is too far away is not covered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.model import Answer, AnswerOutcome, Article, Asker, Passage, Quote
from knowledge.quotes import best_quote, shared_words
from knowledge.ranking import Floats, Ranking
from knowledge.rules import may_see
from knowledge.search import Searcher
from knowledge.search_policy import AnswerPolicy
from knowledge.thresholds import LEAST_STEPS, asked_amount, steps_in

Articles = Mapping[tuple[str, str], Article]
"""By (id, language)."""
CONSIDERED = 12
"""Candidates of each kind that are looked at."""
BESIDE_THE_POINT = 0.6
"""A further quote must share this much of what the first shares with the question."""
TOP = 3
"""Articles this far down the ranking may still be the answer."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    confidence: float
    match: float
    """Plain cosine of the best match."""
    score: float
    """The fused score it is ranked by."""
    window: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one question, best first, apart by what it is."""

    question: str
    answerable: float
    """The confidence that the question is one we answer at all."""
    articles: Sequence[_Candidate]
    documents: Sequence[_Candidate]
    school: Sequence[_Candidate]
    """Documents' passages that belong to the asker's own school."""


def answer(searcher: Searcher, articles: Articles, question: str, vector: Floats, asker: Asker) -> Answer:
    """The answer to `question` (in its normal form; `vector` is its encoding) for this asker."""
    evidence, policy = gather(searcher, articles, question, vector, asker), searcher.policy
    if evidence.answerable < policy.answerable:
        return _not_covered(evidence, articles, policy.answer)
    if steps := _own_steps(searcher, evidence, asker):
        return _from_documents(evidence, steps, policy.answer)
    if _school_answers(evidence, policy.answer, policy.answerable):
        return _from_documents(evidence, evidence.school, policy.answer)
    if fitting := _at_least(evidence.articles, policy.answer.article_applies):
        return _from_articles(evidence, fitting, articles, policy.answer)
    if _confidence(evidence.documents) >= policy.answerable:
        return _from_documents(evidence, evidence.documents, policy.answer)
    if weak := _at_least(evidence.articles, policy.answerable):
        return Answer("partly_answered", weak[0].confidence, _as_articles(weak, articles, 1)[0])
    return _not_covered(evidence, articles, policy.answer)


def gather(searcher: Searcher, articles: Articles, question: str, vector: Floats, asker: Asker) -> Evidence:
    """The best articles (each once, in the asker's language) and document passages.

    An article the index holds but the editors have since removed is passed over.
    """
    sight = searcher.ranker.look(question, vector, asker)
    first, second = searcher.ranker.rank(sight, "article"), searcher.ranker.rank(sight, "document")
    found, documents = _candidates(searcher, first, asker), _candidates(searcher, second, asker)
    known = _as_sure_as_ranked([c for c in found if (c.passage.document, c.passage.language) in articles])
    school = _candidates(searcher, searcher.ranker.rank_own(sight), asker)
    answerable = max(first.answerable, second.answerable)
    return Evidence(question, answerable, known, documents, school)


def _candidates(searcher: Searcher, ranking: Ranking, asker: Asker) -> list[_Candidate]:
    found = searcher.distinct(ranking, asker, CONSIDERED)
    return [
        _Candidate(
            passage,
            float(ranking.confidence[place]),
            float(ranking.cosine[place]),
            float(ranking.score[place]),
            int(ranking.window[place]),
        )
        for passage, _, place in found
    ]


def _as_sure_as_ranked(found: Sequence[_Candidate]) -> list[_Candidate]:
    """Of the first few, each at least as confident as those ranked below it.

    Confidence knows the best match alone; the ranking knows more. Without this the second best would be taken
    wherever one of its questions happens to be worded alike.
    """
    surest = [max(c.confidence for c in found[place:TOP]) for place in range(min(TOP, len(found)))]
    first = [replace(c, confidence=sure) for c, sure in zip(found, surest, strict=False)]
    return [*first, *found[TOP:]]


def _confidence(*groups: Sequence[_Candidate]) -> float:
    """Of the surest of them all."""
    return max((candidate.confidence for group in groups for candidate in group), default=0.0)


def _school_answers(evidence: Evidence, policy: AnswerPolicy, answerable: float) -> bool:
    """The school's own guide leads wherever it is about as near to the question as the best article."""
    if _confidence(evidence.school) < answerable:
        return False
    best = max((article.match for article in evidence.articles), default=0.0)
    return max(own.match for own in evidence.school) >= best - policy.school_lead


def _own_steps(searcher: Searcher, evidence: Evidence, asker: Asker) -> list[_Candidate]:
    """For staff who name how much absence there is: their school's own passage on what to do from when.

    Looked for by its steps, since a number is worth little to a search by meaning.
    """
    asked = asked_amount(evidence.question)
    if asked is None or asker.audience != "staff":
        return []
    own = [p for p in searcher.index.passages if p.school is not None and may_see(p, asker, "document")]
    steps = [
        (count, passage) for passage in own if (count := steps_in(passage.text, asked.unit)) >= LEAST_STEPS
    ]
    return (
        [_Candidate(max(steps, key=lambda step: step[0])[1], evidence.answerable, 1.0, 0.0, -1)]
        if steps
        else []
    )


def _at_least(found: Sequence[_Candidate], confidence: float) -> list[_Candidate]:
    """Of the first few, those sure enough, in their order."""
    return [candidate for candidate in found[:TOP] if candidate.confidence >= confidence]


def _from_articles(
    evidence: Evidence, fitting: Sequence[_Candidate], articles: Articles, policy: AnswerPolicy
) -> Answer:
    first = fitting[0]
    rivals = [first, *_rivals(fitting, policy)]
    if len(rivals) > 1:
        return Answer("clarify", first.confidence, choices=_as_articles(rivals, articles, policy.choices))
    support = _quotes(evidence, _support(evidence, policy)[:1], policy)
    return Answer("answered", first.confidence, _as_articles([first], articles, 1)[0], support)


def _rivals(found: Sequence[_Candidate], policy: AnswerPolicy) -> list[_Candidate]:
    first = found[0]
    if first.confidence >= policy.clarify_below:
        return []
    near, ranked = first.confidence - policy.clarify_margin, first.score - policy.clarify_score
    return [c for c in found[1 : policy.choices] if c.confidence >= near and c.score >= ranked]


def _support(evidence: Evidence, policy: AnswerPolicy) -> Sequence[_Candidate]:
    """What stands beside an article: the school's own guide where it is near enough, else a strong document."""
    own, least = evidence.school[:1], evidence.articles[0].match - policy.school_beside
    if _confidence(own) >= policy.strong_document and own[0].match >= least:
        return own
    return evidence.documents if _confidence(evidence.documents[:1]) >= policy.strong_document else ()


def _from_documents(evidence: Evidence, found: Sequence[_Candidate], policy: AnswerPolicy) -> Answer:
    best = _confidence(found)
    outcome: AnswerOutcome = "answered" if best >= policy.strong_document else "partly_answered"
    sure = [c for c in found if c.confidence >= best - policy.beside_best]
    near = _of_different_sections(sure)[: policy.quotes]
    return Answer(
        outcome, best, quotes=_to_the_point(evidence.question, _quotes(evidence, near or found[:1], policy))
    )


def _of_different_sections(found: Sequence[_Candidate]) -> list[_Candidate]:
    """The best of each section: a table and the text above it say the same twice."""
    best: dict[tuple[str, tuple[str, ...]], _Candidate] = {}
    for candidate in found:
        best.setdefault((candidate.passage.document, candidate.passage.heading_path), candidate)
    return list(best.values())


def _to_the_point(question: str, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quote that shares most with the question first, of equals as ranked; one that shares far less stays out."""
    if len(quotes) < 2:
        return quotes
    weighed = [(shared_words(question, one), one) for one in quotes]
    weighed.sort(key=lambda pair: -pair[0])
    most = weighed[0][0]
    return tuple(quote for weight, quote in weighed if weight >= BESIDE_THE_POINT * most)


def _not_covered(evidence: Evidence, articles: Articles, policy: AnswerPolicy) -> Answer:
    near = [candidate for candidate in evidence.articles if candidate.confidence >= policy.nearest_topics]
    return Answer("not_covered", evidence.answerable, choices=_as_articles(near, articles, policy.choices))


def _as_articles(found: Sequence[_Candidate], articles: Articles, limit: int) -> tuple[Article, ...]:
    return tuple(articles[c.passage.document, c.passage.language] for c in found[:limit])


def _quotes(evidence: Evidence, found: Sequence[_Candidate], policy: AnswerPolicy) -> tuple[Quote, ...]:
    return tuple(best_quote(evidence.question, c.passage, c.window, policy) for c in found)
