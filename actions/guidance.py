"""Answers from knowledge, as the messages a reply is composed from.

A message names articles and passages by id and quotes; how it looks is the channel's business.
"""

from typing import Any, Literal, cast, get_args

from knowledge.countries import other_country
from knowledge.model import Answer, Article, Asker, Country, Language
from knowledge.parts import question_parts
from knowledge.service import Knowledge
from knowledge.text import without_yes_or_no

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
            first = answer.choices[0]
            detail = answer.details_of_choices.get(first.id)
            answer = Answer("answered", answer.confidence, article=first, detail=detail)
        return {**answer_message(answer), **_of_other_country(question, answer, asker)}

    def answers(self, question: str, asker: Asker) -> list[Message]:
        """The answer; for a message that asks several things, one for each that is answered, and what is left open.

        Several parts are answered apart only where it is clear of one at least what is meant: "how long does it go on"
        says little without the sentence before it. Else, or if none is answered, the message is looked up as a whole.
        """
        parts = question_parts(question)
        found = [(part, self._knowledge.answer(part, asker)) for part in parts] if len(parts) > 1 else []
        told = _told(found)
        if not told or any(answer.outcome == "clarify" for _, answer in found):
            return [self.answer(question, asker)]
        left = [part for part, answer in found if answer.outcome == "not_covered"]
        distinct = _distinct(told)
        if len(distinct) == 1 and not left:
            return [answer_message(distinct[0][1])]
        return [_part_message(part, answer, left) for part, answer in distinct]

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
        "detail": answer.detail.topic if answer.detail else None,
        "surely_asked": answer.surely_asked,
        "also": [detail.topic for detail in answer.also],
        "quotes": [{"passage": q.passage.id, "quote": q.quote, "place": q.place} for q in answer.quotes],
        "topics": [{"id": a.id, "title": a.title, "in_short": _line(answer, a)} for a in answer.choices],
    }


def _line(answer: Answer, choice: Article) -> str:
    """What a choice answers in one line: just what was asked where it holds that, else what it says as a whole."""
    detail = answer.details_of_choices.get(choice.id)
    return without_yes_or_no(detail.answer if detail else choice.in_short)


def _of_other_country(question: str, answer: Answer, asker: Asker) -> Message:
    """Where the question names the other country and what answers is this one's law: that it is."""
    theirs = (asker.country,) if asker.country else ()
    told = [answer.article.country] if answer.article else [quote.passage.country for quote in answer.quotes]
    named = other_country(question, asker.country)
    return {"named_country": named} if named and any(country in theirs for country in told) else {}


def _told(found: list[tuple[str, Answer]]) -> list[tuple[str, Answer]]:
    """The parts that are answered; none of several where each may mean something else without the rest."""
    answered = [(part, answer) for part, answer in found if answer.outcome == "answered"]
    unsure = all(answer.choices for _, answer in answered)
    return [] if unsure and len(answered) > 1 else answered


def _distinct(told: list[tuple[str, Answer]]) -> list[tuple[str, Answer]]:
    """Parts that one article answers become one, under its first question."""
    seen: dict[str, tuple[str, Answer]] = {}
    for part, answer in told:
        seen.setdefault(answer.article.id if answer.article else part, (part, answer))
    return list(seen.values())


def _part_message(part: str, answer: Answer, left: list[str]) -> Message:
    """Where a part is left open, the whole message is answered in part only."""
    told = answer_message(answer)
    return {**told, "outcome": "partly_answered" if left else told["outcome"], "part": part, "open": left}


def not_covered() -> Message:
    """The answer to what lies outside the guidance."""
    return answer_message(Answer(outcome="not_covered", confidence=0.0))


def _may_answer(article: Article, asker: Asker) -> bool:
    right_country = article.country == "both" or asker.country in (None, article.country)
    right_reader = article.audience != "staff" or asker.audience in (None, "staff")
    return right_country and right_reader
