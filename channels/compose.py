"""Rasa's messages become replies: articles and quotes are fetched by id, checked, and cited.

Nothing is shown that its source does not say (channels/citing.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from actions.child import FOR_PARENTS as NOT_FOR_CHILDREN
from actions.conversations import Conversations, OfferedChoice, new_value
from actions.guidance import answer_message
from channels.citing import Citing, own_first
from channels.contact import Contacts
from channels.language.detector import REPLY_LANGUAGES
from channels.law_notes import LawNotes
from channels.reply import Choice, Numbers, Outcome, Reply, ReplyType
from channels.texts import Texts
from knowledge.model import Article, Asker
from knowledge.service import Knowledge
from knowledge.text import without_yes_or_no

Offer = tuple[str, str]
"""A choice before it has a value: label and payload."""
FOR_PARENTS = frozenset(NOT_FOR_CHILDREN) - {"/speak_to_person", "/privacy", "/manage_booking"}
"""Payloads of what only parents can begin."""
LONGEST_NAMED = 120
"""Characters of a person's own question that are said back."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A reply with what it offered and cited, and the outcome it stands for."""

    reply: Reply
    outcome: Outcome = "flow"
    choices: list[OfferedChoice] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    """Ids of the articles offered where nothing answered."""
    still_open: list[str] = field(default_factory=list)
    """Questions of the message that nothing answered, beside one that was."""
    details: dict[str, str] = field(default_factory=dict)
    """By the id of the article that is told: the topic of the detail that is told above it."""


class Composer:
    """Turns one Rasa message into replies."""

    def __init__(self, knowledge: Knowledge, contacts: Contacts, texts: Texts, law: LawNotes) -> None:
        self._knowledge = knowledge
        self._citing = Citing(knowledge, texts, law)
        self._contacts = contacts
        self._texts = texts

    def compose(self, message: dict[str, Any], asker: Asker, now: datetime) -> list[Composed]:
        """Replies for a text with buttons, an answer or a contact; an unknown message yields none."""
        custom = message.get("custom")
        if not isinstance(custom, dict):
            return self._uttered(message, asker)
        if custom.get("kind") == "answer":
            return [self._answer(custom, asker)]
        if custom.get("kind") == "contact":
            return [self._contact(asker, now)]
        return []

    def look_up(self, question: str, asker: Asker) -> Composed | None:
        """A straight answer from knowledge, without Rasa; None if nothing covers it."""
        message = answer_message(self._knowledge.answer(question, asker))
        if message["outcome"] not in ("answered", "partly_answered"):
            return None
        return self._answer({**message, "in_flow": True}, asker)

    def said(self, text: str, offers: list[Offer], language: str) -> Composed:
        """A written reply with the choices below it."""
        choices, shown = offered(offers)
        kind: ReplyType = "choices" if shown else "text"
        return Composed(Reply(type=kind, text=text, language=language, choices=shown), choices=choices)

    def person_instead(self, asker: Asker) -> Composed:
        """Who to talk to, where two messages in a row could not be answered."""
        language = asker.language
        person = self._contacts.coordinator(asker.school or "", language)
        offers = [] if asker.audience == "staff" else [self._offer(language, "book_contact")]
        return self.said(f"{self._texts(language, 'answer.unclear_twice')} {person}", offers, language)

    def repeated(self, conversations: Conversations, conversation: str) -> list[Composed]:
        """The last replies again, with fresh choices; the line in a language of the person's own is said once only."""
        said = [Reply.model_validate(r) for r in conversations.last_replies(conversation)]
        replies = [reply for reply in said if reply.language in REPLY_LANGUAGES]
        values = [choice.value for reply in replies for choice in reply.choices]
        payloads = conversations.payloads(conversation, values)
        return [self._again(reply, payloads) for reply in replies]

    def _again(self, reply: Reply, payloads: dict[str, str]) -> Composed:
        offers = [(c.label, payloads[c.value]) for c in reply.choices if c.value in payloads]
        choices, shown = offered(offers)
        return Composed(reply.model_copy(update={"choices": shown}), choices=choices)

    def _uttered(self, message: dict[str, Any], asker: Asker) -> list[Composed]:
        text = str(message.get("text") or "").strip()
        if not text:
            return []
        offers = [(str(b["title"]), str(b["payload"])) for b in message.get("buttons") or ()]
        return [self.said(text, for_audience(offers, asker.audience), asker.language)]

    def _contact(self, asker: Asker, now: datetime) -> Composed:
        school = asker.school or ""
        reply = Reply(
            type="text",
            text=self._contacts.text(school, asker.language, now, asker.audience),
            language=asker.language,
            data=Numbers(numbers=self._contacts.numbers_now(school, asker.language, now)),
        )
        if asker.audience == "staff":
            return Composed(reply, "handed_over")
        choices, shown = offered([(self._texts(asker.language, "choices.book_contact"), "/book_contact")])
        return Composed(reply.model_copy(update={"choices": shown}), "handed_over", choices)

    def _answer(self, message: dict[str, Any], asker: Asker) -> Composed:
        outcome: Outcome = message["outcome"]
        article = self._article(message.get("article"))
        quotes = list(self._citing.quotes(message.get("quotes") or ()))
        own, beside = own_first(quotes)
        if article:
            around = [self._citing.told(one, asker, beside=True) for one in (own, beside)]
            direct = "".join(d.answer for d in article.details if d.topic == message.get("detail"))
            if not message.get("surely_asked", True):
                direct = without_yes_or_no(direct)
            parts = (around[0], direct, article.body, self._also(article, message, asker), around[1])
            text = "\n\n".join(part for part in parts if part)
        elif quotes:
            text = self._citing.told(quotes, asker)
        else:
            return self._without_source(message, asker)
        others = _topics_of(message)
        if line := self._introduction(message, asker.language):
            text = f"{line}\n\n{text}"
        if message.get("named_country"):
            text = f"{self._texts(asker.language, f'answer.law_of_{asker.country}')}\n\n{text}"
        if others:
            text = f"{text}\n\n{self._texts(asker.language, 'answer.others')}{_lines(others)}"
        citations = [
            *(self._citing.cite(quote, asker.language) for quote in own),
            *self._citing.cite_article(article, asker.language),
            *(self._citing.cite(quote, asker.language) for quote in beside),
        ]
        near = [_topic_offer(topic) for topic in others]
        offers = [] if message.get("in_flow") else [*near, *self._next_steps(asker, brief=bool(others))]
        choices, shown = offered(offers)
        language = article.language if article else asker.language
        reply = Reply(type="answer", text=text, language=language, citations=citations, choices=shown)
        still_open = list(message.get("open") or ())
        details = {article.id: message["detail"]} if article and message.get("detail") else {}
        cited = [citation.passage for citation in citations]
        return Composed(reply, outcome, choices, cited, still_open=still_open, details=details)

    def _also(self, article: Article, message: dict[str, Any], asker: Asker) -> str:
        """Precise questions of the article that may be the one meant, each with its answer; none in the middle of a flow."""
        topics = () if message.get("in_flow") else message.get("also") or ()
        near = [d for topic in topics for d in article.details if d.topic == topic]
        lines = "".join(f"\n- {detail.question(article.language)} {detail.answer}" for detail in near)
        return f"{self._texts(asker.language, 'answer.also')}{lines}" if lines else ""

    def _introduction(self, message: dict[str, Any], language: str) -> str | None:
        """Before an answer: which of several questions it is for, and which are left open; or that it is half."""
        part, left = message.get("part"), message.get("open") or ()
        if part and left:
            named = " ".join(f"“{_named(one)}”" for one in left)
            return self._texts(language, "answer.partly_parts", part=_named(part), open=named)
        if part:
            return self._texts(language, "answer.part", part=_named(part))
        half = message["outcome"] == "partly_answered" and not _topics_of(message)
        return self._texts(language, "answer.partly") if half else None

    def _without_source(self, message: dict[str, Any], asker: Asker) -> Composed:
        """Clarify, or refuse: with the topics that come nearest and a person."""
        language, topics = asker.language, message.get("topics") or ()
        offers: list[Offer] = [_topic_offer(topic) for topic in topics]
        if message["outcome"] == "clarify" and offers:
            text, outcome = f"{self._texts(language, 'answer.clarify')}{_lines(topics)}", "clarify"
        else:
            key = "answer.not_covered_nearest" if offers else "answer.not_covered_person"
            text = self._texts(language, "answer.not_covered")
            if offers or not message.get("in_flow"):
                text = f"{text} {self._texts(language, key)}"
            outcome = "not_covered"
        if not message.get("in_flow") or outcome == "clarify":
            offers.append((self._texts(language, "choices.speak_to_person"), "/speak_to_person"))
        choices, shown = offered(offers)
        reply = Reply(type="choices" if shown else "text", text=text, language=language, choices=shown)
        near = [topic["id"] for topic in topics]
        return Composed(reply, "clarify" if outcome == "clarify" else "not_covered", choices, topics=near)

    def _next_steps(self, asker: Asker, *, brief: bool = False) -> list[Offer]:
        """`brief` leaves out what can wait, where other topics are offered too."""
        steps = [("speak_to_person", "/speak_to_person")]
        if asker.audience != "staff":
            signs = [] if brief else [("early_signs", "/early_signs")]
            steps = [("book_contact", "/book_contact"), *signs, *steps]
        return [(self._texts(asker.language, f"choices.{key}"), payload) for key, payload in steps]

    def _offer(self, language: str, intent: str) -> Offer:
        return self._texts(language, f"choices.{intent}"), f"/{intent}"

    def _article(self, named: dict[str, str] | None) -> Article | None:
        return self._knowledge.article(named["id"], named["language"]) if named else None


def _named(part: str) -> str:
    """A question of the person's own, short enough to be named."""
    words = part.strip().rstrip("?!. ")
    return words if len(words) <= LONGEST_NAMED else words[:LONGEST_NAMED].rsplit(" ", 1)[0] + " …"


def _topics_of(message: dict[str, Any]) -> list[dict[str, str]]:
    """Topics that may have been meant instead of the one that is told; none in the middle of a flow."""
    return [] if message.get("in_flow") or message.get("part") else list(message.get("topics") or ())


def _lines(topics: Iterable[dict[str, str]]) -> str:
    """Each topic with its answer in one line, so that the right one helps before it is chosen."""
    return "".join(f"\n- {topic['title']}: {topic['in_short']}" for topic in topics if topic.get("in_short"))


def _topic_offer(topic: dict[str, str]) -> Offer:
    return topic["title"], f'/choose_topic{{"topic": "{topic["id"]}"}}'


def for_audience(offers: list[Offer], audience: str | None) -> list[Offer]:
    """Staff are not offered what is made for parents."""
    return [each for each in offers if audience != "staff" or each[1] not in FOR_PARENTS]


def offered(offers: list[Offer]) -> tuple[list[OfferedChoice], list[Choice]]:
    """Give each offer its opaque value: what to store, and what to show."""
    choices = [OfferedChoice(new_value(), label, payload) for label, payload in offers]
    return choices, [Choice(label=c.label, value=c.value) for c in choices]
