"""Answers from knowledge, as the messages a reply is composed from.

A message names articles and passages by id and quotes; how it looks is the channel's business.
"""

from typing import Any, Literal, cast, get_args

from knowledge.model import Answer, Article, Asker, Country, Language
from knowledge.service import Knowledge

Message = dict[str, Any]


def asker_of(metadata: dict[str, Any]) -> Asker:
    """Who asks, from the metadata the turn sent along with the message."""
    language = metadata.get("language")
    country = metadata.get("country")
    audience = metadata.get("audience")
    return Asker(
        language=cast("Language", language) if language in get_args(Language) else "da",
        country=cast("Country", country) if country in get_args(Country) else None,
        audience=cast("Literal['parent', 'staff']", audience) if audience in ("parent", "staff") else None,
        school=metadata.get("school"),
    )


class Guidance:
    """Questions to knowledge, topics by id, and the crisis-free refusal."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def answer(self, question: str, asker: Asker, *, decide: bool = False) -> Message:
        """The answer to a question; `decide` takes the nearest topic where two compete, instead of asking which."""
        answer = self._knowledge.answer(question, asker)
        if decide and answer.outcome == "clarify":
            answer = Answer("answered", answer.confidence, article=answer.choices[0])
        return answer_message(answer)

    def topic(self, article_id: str, asker: Asker) -> Message | None:
        """The article an asker chose, or None where there is none that may answer them."""
        article = self._knowledge.article(article_id, asker.language)
        if article is None or not _may_answer(article, asker):
            return None
        return answer_message(Answer(outcome="answered", confidence=1.0, article=article))


def answer_message(answer: Answer) -> Message:
    """An answer as a message: ids, verbatim quotes and the topics to choose from, nothing rendered."""
    return {
        "kind": "answer",
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 4),
        "article": {"id": answer.article.id, "language": answer.article.language} if answer.article else None,
        "quotes": [{"passage": q.passage.id, "quote": q.quote} for q in answer.quotes],
        "topics": [{"id": a.id, "title": a.title} for a in answer.choices],
    }


def not_covered() -> Message:
    """The answer to what lies outside the guidance."""
    return answer_message(Answer(outcome="not_covered", confidence=0.0))


def _may_answer(article: Article, asker: Asker) -> bool:
    right_country = article.country == "both" or asker.country in (None, article.country)
    right_reader = article.audience != "staff" or asker.audience in (None, "staff")
    return right_country and right_reader
