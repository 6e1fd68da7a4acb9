"""What every article must keep to, alone and together with the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from knowledge.lix import lix
from knowledge.model import Article
from knowledge.problems import Problem

SHORTEST_BODY, LONGEST_BODY = 60, 180
"""Words."""
LONGEST_LINE = 26
"""Words of the answer in short."""
LEAST_QUESTIONS = 6
LEAST_ASKED = 3
"""Ways of asking each detail."""
SHORTEST_DETAIL, LONGEST_DETAIL = 8, 60
"""Words."""
SENTENCE_ENDS = ".!?”»)"
HARDEST_LIX = 38
MOST_OVERLAP = 0.7
LAST_STAGE = 5
SHARED = ("audience", "country", "stages", "sources", "law_changed")
MARKUP = re.compile(
    r"^\s*(?:#{1,6}\s|>|\d+[.)]\s|[*+]\s|\|)|```|\*\*|__|!?\[[^\]]*\]\(|<[a-zA-Z/]", re.MULTILINE
)
NESTED = re.compile(r"^[ \t]+-\s", re.MULTILINE)
TOKEN = re.compile(r"[^\W_]+")


def validate_articles(
    articles: Sequence[Article], *, known_sources: Iterable[str], today: date
) -> list[Problem]:
    """Every problem found, errors and warnings, by file. `today` decides what is stale."""
    known = frozenset(known_sources)
    problems = [problem for article in articles for problem in _alone(article, known, today)]
    problems += _across_languages(articles)
    for language in sorted({article.language for article in articles}):
        group = [article for article in articles if article.language == language]
        problems += [*_shared_questions(group), *_alike(group)]
    return sorted(problems, key=lambda problem: (problem.file, problem.field))


def file_of(article: Article) -> str:
    return f"{article.language}/{article.id}.md"


def _alone(article: Article, known: frozenset[str], today: date) -> Iterator[Problem]:
    yield from _body(article)
    yield from _in_short(article)
    yield from _questions(article)
    yield from _details(article)
    yield from _sources(article, known)
    file = file_of(article)
    if any(not 0 <= stage <= LAST_STAGE for stage in article.stages):
        yield Problem(file, "stages", f"are {list(article.stages)}", f"Use numbers from 0 to {LAST_STAGE}.")
    if article.review_by <= article.reviewed:
        yield Problem(file, "review_by", "is not after reviewed", "Set the day it must be read again.")
    if article.law_changed:
        yield Problem(
            file, "law_changed", "is set", "Mend what it says of the law, then remove the line.", "warning"
        )
    if article.review_by < today:
        yield Problem(
            file, "review_by", f"stale since {article.review_by}", "Read it again, set new dates.", "warning"
        )


def _body(article: Article) -> Iterator[Problem]:
    file, words = file_of(article), len(article.body.split())
    if not SHORTEST_BODY <= words <= LONGEST_BODY:
        yield Problem(
            file, "body", f"has {words} words", f"Keep it between {SHORTEST_BODY} and {LONGEST_BODY}."
        )
    if found := MARKUP.search(article.body) or NESTED.search(article.body):
        sign = found[0].strip()
        yield Problem(file, "body", f"has markup ({sign})", "Use only paragraphs and lists with '- '.")
    measured = lix(article.body)
    if article.audience == "parent" and article.language in ("da", "nb") and measured > HARDEST_LIX:
        yield Problem(file, "body", f"is hard to read (LIX {measured:.0f}, at most {HARDEST_LIX})",
                      "Shorten sentences and long words.")  # fmt: skip


def _in_short(article: Article) -> Iterator[Problem]:
    file, words = file_of(article), len(article.in_short.split())
    if not words:
        yield Problem(file, "in_short", "is missing", "Write its answer in one line.", "warning")
    elif words > LONGEST_LINE or "\n" in article.in_short:
        yield Problem(file, "in_short", f"has {words} words", f"Keep it to {LONGEST_LINE}, on one line.")
    elif (
        MARKUP.search(article.in_short)
        or article.in_short.startswith("- ")
        or article.in_short[-1] not in SENTENCE_ENDS
    ):
        yield Problem(file, "in_short", "is not a plain sentence", "No markup, and a full stop at its end.")


def _questions(article: Article) -> Iterator[Problem]:
    distinct = {question_key(question) for question in article.questions}
    if len(distinct) < LEAST_QUESTIONS:
        fault = f"holds {len(distinct)} different questions"
        yield Problem(
            file_of(article), "questions", fault, f"Write at least {LEAST_QUESTIONS}, as people ask."
        )
    elif len(distinct) < len(article.questions):
        yield Problem(file_of(article), "questions", "holds the same question twice", "Remove one of them.")


def _details(article: Article) -> Iterator[Problem]:
    file, topics = file_of(article), [detail.topic for detail in article.details]
    if len(set(topics)) < len(topics):
        yield Problem(file, "details", "holds the same topic twice", "Give each its own name.")
    for detail in article.details:
        name, words = f"details, {detail.topic}", len(detail.answer.split())
        if len({question_key(question) for question in detail.asked}) < LEAST_ASKED:
            yield Problem(file, name, "is asked in too few ways", f"Write at least {LEAST_ASKED}.")
        if not SHORTEST_DETAIL <= words <= LONGEST_DETAIL:
            remedy = f"Keep it between {SHORTEST_DETAIL} and {LONGEST_DETAIL}."
            yield Problem(file, name, f"its answer has {words} words", remedy)
        elif (
            MARKUP.search(detail.answer) or detail.answer[0] == "-" or detail.answer[-1] not in SENTENCE_ENDS
        ):
            yield Problem(
                file, name, "its answer is not plain sentences", "No markup, and a full stop at its end."
            )


def _sources(article: Article, known: frozenset[str]) -> Iterator[Problem]:
    file = file_of(article)
    if not article.sources:
        yield Problem(file, "sources", "is empty", "Name at least one source.")
    for source in article.sources:
        if source.document not in known:
            yield Problem(
                file, "sources", f"unknown source {source.document}", "Use a key of policy/sources.yml."
            )


def question_key(question: str) -> str:
    """Questions that differ only in case, punctuation or spaces are the same."""
    return " ".join(TOKEN.findall(question.casefold()))


def _across_languages(articles: Sequence[Article]) -> Iterator[Problem]:
    by_id: dict[str, dict[str, Article]] = defaultdict(dict)
    for article in articles:
        by_id[article.id][article.language] = article
    for identity, versions in sorted(by_id.items()):
        for language in ("da", "nb", "en"):
            if language not in versions:
                yield Problem(
                    f"{language}/{identity}.md", "file", "is missing", "Write the article here too."
                )
        yield from _unequal(list(versions.values()))


def _unequal(versions: Sequence[Article]) -> Iterator[Problem]:
    first = versions[0]
    for other in versions[1:]:
        for name in SHARED:
            if getattr(other, name) != getattr(first, name):
                fault = f"differs from {file_of(first)}"
                yield Problem(file_of(other), name, fault, "Make it the same in every language.")
        if _named(other) != _named(first):
            fault = f"are not those of {file_of(first)}"
            yield Problem(file_of(other), "details", fault, "Write the same topics in every language.")


def _named(article: Article) -> set[tuple[str, str]]:
    return {(detail.topic, detail.country) for detail in article.details}


def _shared_questions(group: Sequence[Article]) -> Iterator[Problem]:
    """A parent's question may be one of staff's too: whom an article is for decides."""
    owner: dict[tuple[str, str], Article] = {}
    for article in group:
        for question in (*article.questions, *(q for detail in article.details for q in detail.asked)):
            first = owner.setdefault((article.audience, question_key(question)), article)
            if first is not article:
                fault = f"{question!r} also stands in {file_of(first)}"
                yield Problem(file_of(article), "questions", fault, "Keep it where it belongs best.")


def _alike(group: Sequence[Article]) -> Iterator[Problem]:
    for first, second in combinations(group, 2):
        if (share := overlap(first.body, second.body)) > MOST_OVERLAP:
            fault = f"shares {share:.0%} of its words with {file_of(first)}"
            yield Problem(
                file_of(second), "body", fault, "Merge the two, or say what is particular to this one."
            )


def overlap(first: str, second: str) -> float:
    """Share of the shorter text's words that the longer one holds too, each as often as it stands there."""
    one, two = (Counter(TOKEN.findall(text.casefold())) for text in (first, second))
    shorter = min(one.total(), two.total())
    return (one & two).total() / shorter if shorter else 0.0
