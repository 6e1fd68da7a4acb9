"""What readers say of an answer: helpful or not, and why not. Counted by the day, never kept with a conversation.

While a conversation lives it remembers what it said of which answer, so that a second tap changes the first
instead of counting twice; that memory is erased with it and leads to no counter.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, cast, get_args

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from actions.contacts.retention import RetentionPolicy
from actions.contacts.writing import writing
from actions.conversations import Conversation
from actions.store.counting import count
from actions.store.engine import Store
from actions.store.feedback_tables import FeedbackGivenRow, FeedbackRow
from actions.store.tables import ConversationRow, TurnRow
from knowledge.model import Passage

FeedbackKind = Literal["helpful", "not_helpful", "wrong", "missing", "outdated", "other_question"]
"""`not_helpful` is the first tap; the four after it say what was the matter."""
KINDS: tuple[FeedbackKind, ...] = get_args(FeedbackKind)


class UnknownAnswerError(Exception):
    """No answer in this conversation cites these passages."""


@dataclass(frozen=True, slots=True)
class SourceFeedback:
    """What was said of one article or document: how often each kind."""

    source: str
    language: str
    counts: dict[str, int]

    @property
    def troubles(self) -> int:
        return sum(times for kind, times in self.counts.items() if kind != "helpful")


class Feedback:
    """Takes feedback, sums it up for editors, and forgets it when its time is over."""

    def __init__(
        self, store: Store, policy: RetentionPolicy, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._policy, self._now = store, policy, now

    def give(self, own: Conversation, cited: Sequence[Passage], kind: FeedbackKind) -> None:
        """Count `kind` for the answer that cites these passages, in place of what was said of it before.

        Raises UnknownAnswerError.
        """
        passages = sorted({passage.id for passage in cited})
        said = FeedbackGivenRow(
            conversation=own.id,
            passages=" ".join(passages),
            source=_source(cited),
            kind=kind,
            language=own.language,
            day=self._now().date(),
        )
        with writing(self._store) as session:
            session.get(ConversationRow, own.id, with_for_update=True)
            if not passages or not _was_cited(session, own.id, passages):
                raise UnknownAnswerError
            before = _given(session, own.id, said.passages)
            if before is not None and before.kind == kind:
                return
            if before is not None:
                _count(session, own, before, -1)
                session.delete(before)
                session.flush()
            session.add(said)
            _count(session, own, said, +1)

    def by_source(self, since: date | None = None) -> list[SourceFeedback]:
        """The sums by article or document and language, those with most trouble first."""
        query = select(
            FeedbackRow.source, FeedbackRow.language, FeedbackRow.kind, func.sum(FeedbackRow.count)
        )
        if since:
            query = query.where(FeedbackRow.day >= since)
        query = query.group_by(FeedbackRow.source, FeedbackRow.language, FeedbackRow.kind)
        sums: dict[tuple[str, str], dict[str, int]] = {}
        with self._store.transaction() as session:
            for source, language, kind, times in session.execute(query):
                sums.setdefault((source, language), {})[kind] = int(times)
        found = [SourceFeedback(source, language, counts) for (source, language), counts in sums.items()]
        return sorted(found, key=lambda one: (-one.troubles, one.source, one.language))

    def expire(self) -> int:
        """Forget what is older than retention.yml says; how many counters went."""
        before = self._policy.before("feedback", self._now()).date()
        with writing(self._store) as session:
            gone = session.execute(delete(FeedbackRow).where(FeedbackRow.day < before))
            return cast("CursorResult[Any]", gone).rowcount


def _source(cited: Iterable[Passage]) -> str:
    """What the answer rests on: its article, else the first document."""
    ordered = sorted(cited, key=lambda passage: passage.kind != "article")
    return ordered[0].document if ordered else ""


def _was_cited(session: Session, conversation: str, passages: Sequence[str]) -> bool:
    turns = session.scalars(select(TurnRow.passages).where(TurnRow.conversation == conversation))
    return any(set(passages) <= set(cited) for cited in turns)


def _given(session: Session, conversation: str, passages: str) -> FeedbackGivenRow | None:
    rows = select(FeedbackGivenRow).where(
        FeedbackGivenRow.conversation == conversation, FeedbackGivenRow.passages == passages
    )
    return session.scalar(rows)


def _count(session: Session, own: Conversation, said: FeedbackGivenRow, by: int) -> None:
    key = {
        "passages": said.passages,
        "day": said.day,
        "kind": said.kind,
        "source": said.source,
        "language": said.language,
        "audience": own.audience,
        "school": own.school,
    }
    count(session, FeedbackRow, key, by)
