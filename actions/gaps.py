"""Questions nothing answered, for editors: what is missing, how often it is asked, and nothing of who asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from actions.contacts.retention import RetentionPolicy
from actions.contacts.writing import writing
from actions.safety.names import Knows
from actions.safety.question import question_for_editors
from actions.store.counting import count
from actions.store.engine import Store
from actions.store.feedback_tables import GapRow
from knowledge.model import Asker
from knowledge.text import fold, words


@dataclass(frozen=True, slots=True)
class Gap:
    """One question, in the words of whoever asked it first, with what was masked in brackets."""

    question: str
    language: str
    audience: str
    school: str
    topics: tuple[str, ...]
    """Ids of the articles that came nearest when it was last asked."""
    count: int
    first_on: date
    last_on: date


class Gaps:
    """Records gaps, lists them, and forgets them when their time is over."""

    def __init__(
        self,
        store: Store,
        policy: RetentionPolicy,
        knows: Knows,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._policy, self._knows, self._now = store, policy, knows, now

    def record(self, text: str, heard: str, asker: Asker, topics: Sequence[str] = ()) -> bool:
        """Count a question nothing answered; whether it was fit to be kept.

        One in a language we do not speak (`heard`) is not kept: nobody here could tell a name in it.
        """
        question = question_for_editors(text, asker.country or "dk", self._knows)
        if question is None or heard != asker.language:
            return False
        today = self._now().date()
        key = {
            "normal_hash": sha256(normal_form(question).encode()).hexdigest(),
            "language": asker.language,
            "audience": asker.audience or "parent",
            "school": asker.school or "",
        }
        first = {"question": question, "first_on": today}
        with writing(self._store) as session:
            count(session, GapRow, key, 1, first, {"topics": list(topics), "last_on": today})
        return True

    def all(self, since: date | None = None) -> list[Gap]:
        """Gaps asked since that day, the most frequent first."""
        query = select(GapRow).order_by(GapRow.count.desc(), GapRow.last_on.desc(), GapRow.id)
        if since:
            query = query.where(GapRow.last_on >= since)
        with self._store.transaction() as session:
            return [_gap(row) for row in session.scalars(query)]

    def expire(self) -> int:
        """Forget what nobody has asked for as long as retention.yml says; how many went."""
        before = self._policy.before("gap", self._now()).date()
        with writing(self._store) as session:
            gone = session.execute(delete(GapRow).where(GapRow.last_on < before))
            return cast("CursorResult[Any]", gone).rowcount


def normal_form(question: str) -> str:
    """Two questions that differ only in case, punctuation, spaces or how æ, ø and å are typed are one."""
    return " ".join(fold(word) for word in words(question))


def _gap(row: GapRow) -> Gap:
    return Gap(
        row.question,
        row.language,
        row.audience,
        row.school,
        tuple(row.topics),
        row.count,
        row.first_on,
        row.last_on,
    )
