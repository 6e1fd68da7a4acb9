"""Composes the answer to one question from what was found. Nothing here writes a sentence of its own.

An article answers wherever one fits, with the school's own words before it and a document's after it where those are
about the same; a school's own procedure that is very close answers alone; documents answer where no article fits, or
where one is very close and no article is likely, or one of its places is likelier meant than any article; the rest is not covered.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from knowledge.evidence import TOP, Articles, Candidate, Evidence, confidence_of, gather
from knowledge.model import Answer, AnswerOutcome, Article, Asker, Quote
from knowledge.quotes import best_quote, shared_words
from knowledge.scales import Floats
from knowledge.search import Searcher
from knowledge.search_policy import AnswerPolicy, SearchPolicy

BESIDE_THE_POINT = 0.6
"""A further quote must share this much of what the first shares with the question."""


def answer(searcher: Searcher, articles: Articles, question: str, vector: Floats, asker: Asker) -> Answer:
    """The answer to `question` (in its normal form; `vector` is its encoding) for this asker."""
    told = _told(searcher, articles, gather(searcher, articles, question, vector, asker))
    details = searcher.details
    placed = tuple(replace(q, place=details.place(q.passage, vector)) for q in told.quotes)
    beside = {article.id: details.asked(article, vector, asker).direct for article in told.choices}
    told = replace(told, quotes=placed, details_of_choices={a: d for a, d in beside.items() if d})
    if told.article is None:
        return told
    precisely = details.asked(told.article, vector, asker)
    if precisely.direct:
        told = replace(told, quotes=tuple(q for q in told.quotes if _adds(q, searcher, vector)))
    return replace(told, detail=precisely.direct, surely_asked=precisely.surely, also=precisely.also)


def _adds(quote: Quote, searcher: Searcher, vector: Floats) -> bool:
    """Whether a quote stands below an article of which just what was asked is told: long replies are not read."""
    if quote.passage.school:
        return True
    return searcher.details.closeness(quote.passage, vector) >= searcher.policy.answer.place_beside


def _told(searcher: Searcher, articles: Articles, evidence: Evidence) -> Answer:
    policy = searcher.policy
    if evidence.answerable < policy.answerable and not evidence.steps:
        if _surely_meant(evidence, policy):
            sure = _from_articles(evidence, evidence.articles[:1], articles, policy.answer)
            return replace(sure, outcome="answered")  # its confidence is low, for the gate's doubt is in it
        return _not_covered(evidence, articles, policy.answer)
    if _hardly_ours(evidence, policy):
        return _not_covered(evidence, articles, policy.answer)
    return decide(evidence, articles, policy.answer)


def _surely_meant(evidence: Evidence, policy: SearchPolicy) -> bool:
    """Whether a message that seems not ours is so surely about one article that it is told all the same."""
    first = evidence.articles[:1]
    return bool(first) and first[0].likely >= policy.surely_meant and evidence.answerable >= policy.hopeless


def _hardly_ours(evidence: Evidence, policy: SearchPolicy) -> bool:
    """Whether a message that may be ours is about none of our articles in particular, and no document is near."""
    if evidence.answerable >= policy.doubtful or evidence.steps:
        return False
    likely = max((c.likely for c in evidence.articles[:TOP]), default=0.0)
    near = any(_near(document, policy.answer) for document in evidence.documents[:1])
    own = any(c.closeness >= policy.answer.school_beside for c in evidence.school[:1])
    return 0 < likely < policy.unlikely and not (near or own)


def decide(evidence: Evidence, articles: Articles, policy: AnswerPolicy) -> Answer:
    """The answer to a question that is one of ours, from what was found for it."""
    if _school_answers(evidence, policy):
        return _from_documents(evidence, evidence.school, policy)
    if _documents_answer(evidence, policy):
        return _from_documents(evidence, evidence.documents, policy)
    if _place_likelier(evidence, policy):
        others = _as_articles(evidence.articles, articles, policy.others)
        return replace(_from_documents(evidence, evidence.documents[:1], policy), choices=others)
    if _documents_lead(evidence, policy):
        others = _as_articles(evidence.articles, articles, policy.others)
        return replace(_from_documents(evidence, evidence.documents, policy), choices=others)
    if fitting := _at_least(evidence.articles, policy.article_near):
        return _from_articles(evidence, fitting, articles, policy)
    if evidence.steps:
        return _from_documents(evidence, evidence.steps, policy)
    if any(_near(document, policy) for document in evidence.documents[:1]):
        return _from_documents(evidence, evidence.documents, policy)
    if near := evidence.articles[:TOP]:
        return Answer("clarify", near[0].confidence, choices=_as_articles(near, articles, policy.choices))
    return _not_covered(evidence, articles, policy)


def _school_answers(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether the school's own guide holds just what is asked."""
    asked = max((article.asked for article in evidence.articles[:1]), default=0.0)
    close = max((own.closeness for own in evidence.school), default=0.0) >= policy.school_alone
    return close and not evidence.steps and asked < policy.school_beside_from


def _documents_answer(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether a document holds what is asked and no article surely does."""
    if evidence.steps or confidence_of(evidence.articles[:TOP]) >= policy.article_applies:
        return False
    first = evidence.documents[:1]
    return confidence_of(first) >= policy.strong_document and first[0].closeness >= policy.document_alone


def _place_likelier(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether one place of the first document is likelier to be meant than anything in the first articles."""
    if evidence.steps or not (evidence.documents and evidence.articles) or _outdone(evidence, policy):
        return False
    first = evidence.documents[0]
    most = max((c.aimed for c in evidence.articles[:TOP] if not math.isnan(c.aimed)), default=math.nan)
    near = first.asked >= policy.place_near and first.aimed >= math.log(policy.place_likely)
    return near and first.aimed - most >= policy.place_likelier


def _documents_lead(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether a document is very close to what is asked, and no article is likely to be about it."""
    if evidence.steps or not (evidence.documents and evidence.articles):
        return False
    first, likely = evidence.documents[0], max(c.likely for c in evidence.articles[:TOP])
    if 0 < likely < policy.lead_below and first.closeness >= policy.document_leads:
        return not _outdone(evidence, policy)
    return (
        likely < policy.place_lead_below
        and first.asked >= policy.place_leads
        and _ahead(evidence) >= policy.place_ahead
    )


def _outdone(evidence: Evidence, policy: AnswerPolicy) -> bool:
    """Whether a question written for an article is so much closer that no document leads."""
    return evidence.documents[0].asked > 0 and -_ahead(evidence) >= policy.place_outdone


def _ahead(evidence: Evidence) -> float:
    """How much closer the question is to those of the first document's places than to those of the first articles."""
    return evidence.documents[0].asked - max(c.asked for c in evidence.articles[:TOP])


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
    return document.closeness >= policy.document_beside or document.asked >= policy.place_beside


def _from_documents(evidence: Evidence, found: Sequence[Candidate], policy: AnswerPolicy) -> Answer:
    best = confidence_of(found)
    outcome: AnswerOutcome = "answered" if best >= policy.strong_document else "partly_answered"
    sure = [c for c in found if c.confidence >= best - policy.beside_best]
    near = _of_different_sections(sure)[: policy.quotes] or found[:1]
    if placed := _asked_for(near, policy):
        return Answer(outcome, best, quotes=_quotes(evidence, placed, policy))
    return Answer(outcome, best, quotes=to_the_point(evidence.question, _quotes(evidence, near, policy)))


def _asked_for(found: Sequence[Candidate], policy: AnswerPolicy) -> list[Candidate]:
    """Those with a place whose questions are close, the closest first, and others nearly as close."""
    first = max(found, key=lambda candidate: candidate.asked)
    near = [c for c in found if c.asked >= max(policy.place_beside, BESIDE_THE_POINT * first.asked)]
    return sorted(near, key=lambda candidate: -candidate.asked)


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
