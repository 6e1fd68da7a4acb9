"""Composes the answer to one question from what was found. Nothing here writes a sentence of its own.

An article answers wherever one fits, with the school's own words before it where those are about the same; a school's
own procedure that is very close answers alone; documents alone only where no article fits; the rest is not covered.
"""

from collections.abc import Sequence

from knowledge.evidence import TOP, Articles, Candidate, Evidence, confidence_of, gather
from knowledge.model import Answer, AnswerOutcome, Article, Asker, Quote
from knowledge.quotes import best_quote, shared_words
from knowledge.scales import Floats
from knowledge.search import Searcher
from knowledge.search_policy import AnswerPolicy

BESIDE_THE_POINT = 0.6
"""A further quote must share this much of what the first shares with the question."""


def answer(searcher: Searcher, articles: Articles, question: str, vector: Floats, asker: Asker) -> Answer:
    """The answer to `question` (in its normal form; `vector` is its encoding) for this asker."""
    evidence, policy = gather(searcher, articles, question, vector, asker), searcher.policy
    if evidence.answerable < policy.answerable:
        return _not_covered(evidence, articles, policy.answer)
    if _school_answers(evidence, policy.answer):
        return _from_documents(evidence, evidence.school, policy.answer)
    if _documents_answer(evidence, policy.answer):
        return _from_documents(evidence, evidence.documents, policy.answer)
    if fitting := _at_least(evidence.articles, policy.answer.article_near):
        return _from_articles(evidence, fitting, articles, policy.answer)
    if evidence.steps:
        return _from_documents(evidence, evidence.steps, policy.answer)
    if any(_near(document, policy.answer) for document in evidence.documents[:1]):
        return _from_documents(evidence, evidence.documents, policy.answer)
    if near := evidence.articles[:TOP]:
        return Answer(
            "clarify", near[0].confidence, choices=_as_articles(near, articles, policy.answer.choices)
        )
    return _not_covered(evidence, articles, policy.answer)


def _school_answers(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether the school's own guide holds just what is asked."""
    return (
        not evidence.steps
        and max((own.closeness for own in evidence.school), default=0.0) >= policy.school_alone
    )


def _documents_answer(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether a document holds what is asked and no article surely does."""
    if evidence.steps or confidence_of(evidence.articles[:TOP]) >= policy.article_applies:
        return False
    first = evidence.documents[:1]
    return confidence_of(first) >= policy.strong_document and first[0].closeness >= policy.document_alone


def _at_least(found: Sequence[Candidate], confidence: float) -> list[Candidate]:
    """Of the first few, those sure enough, in their order."""
    return [candidate for candidate in found[:TOP] if candidate.confidence >= confidence]


def _from_articles(
    evidence: Evidence, fitting: Sequence[Candidate], articles: Articles, policy: AnswerPolicy
) -> Answer:
    first = fitting[0]
    rivals = [first, *_rivals(fitting, policy)]
    if len(rivals) > 1:
        return Answer("clarify", first.confidence, choices=_as_articles(rivals, articles, policy.choices))
    sure = evidence.steps or first.confidence >= policy.article_applies
    outcome: AnswerOutcome = "answered" if sure else "partly_answered"
    support = _quotes(evidence, _support(evidence, policy)[:1], policy)
    unsure = 0 < first.likely < policy.others_below
    others = _as_articles(fitting[1:], articles, policy.others) if unsure else ()
    return Answer(outcome, first.confidence, _as_articles([first], articles, 1)[0], support, others)


def _rivals(found: Sequence[Candidate], policy: AnswerPolicy) -> list[Candidate]:
    """Those as likely meant as the first, where none is likely at all."""
    first = found[0]
    if not 0 < first.likely < policy.clarify_below or first.confidence >= policy.clarify_unsure:
        return []
    return [c for c in found[1 : policy.choices] if c.likely >= first.likely * policy.clarify_share]


def _support(evidence: Evidence, policy: AnswerPolicy) -> Sequence[Candidate]:
    """What stands beside an article: the school's own guide where it is near enough, else a strong document."""
    if evidence.steps:
        return evidence.steps
    own = evidence.school[:1]
    if own and own[0].closeness >= policy.school_beside:
        return own
    strong = confidence_of(evidence.documents[:1]) >= policy.strong_document
    return [c for c in evidence.documents[:1] if strong and _near(c, policy)]


def _near(document: Candidate, policy: AnswerPolicy) -> bool:
    return document.closeness >= policy.document_beside


def _from_documents(evidence: Evidence, found: Sequence[Candidate], policy: AnswerPolicy) -> Answer:
    best = confidence_of(found)
    outcome: AnswerOutcome = "answered" if best >= policy.strong_document else "partly_answered"
    sure = [c for c in found if c.confidence >= best - policy.beside_best]
    near = _of_different_sections(sure)[: policy.quotes]
    return Answer(
        outcome, best, quotes=to_the_point(evidence.question, _quotes(evidence, near or found[:1], policy))
    )


def _of_different_sections(found: Sequence[Candidate]) -> list[Candidate]:
    """The best of each section: a table and the text above it say the same twice."""
    best: dict[tuple[str, tuple[str, ...]], Candidate] = {}
    for candidate in found:
        best.setdefault((candidate.passage.document, candidate.passage.heading_path), candidate)
    return list(best.values())


def to_the_point(question: str, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
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


def _as_articles(found: Sequence[Candidate], articles: Articles, limit: int) -> tuple[Article, ...]:
    return tuple(articles[c.passage.document, c.passage.language] for c in found[:limit])


def _quotes(evidence: Evidence, found: Sequence[Candidate], policy: AnswerPolicy) -> tuple[Quote, ...]:
    return tuple(best_quote(evidence.question, c.passage, c.window, policy) for c in found)
