"""The store of unfinished answers: one short transaction a method."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from actions.contacts.codes import new_seed
from actions.contacts.writing import writing
from actions.flows.model import FlowDraft
from actions.store.engine import Store
from actions.store.flow_tables import FlowDraftRow


class FlowDrafts:
    """Every method that takes a draft's id does nothing for one that is gone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def start(self, conversation: str, flow: str, *, school: str, language: str, now: datetime) -> FlowDraft:
        """A new, empty draft; an unfinished one of the same flow and conversation makes way for it."""
        row = FlowDraftRow(
            id=secrets.token_hex(16),
            conversation=conversation,
            flow=flow,
            school=school,
            language=language,
            answers={},
            asking=None,
            misses=0,
            seed=new_seed(),
            finished_at=None,
            created_at=now,
            changed_at=now,
        )
        with writing(self._store) as session:
            session.execute(
                delete(FlowDraftRow).where(
                    FlowDraftRow.conversation == conversation,
                    FlowDraftRow.flow == flow,
                    FlowDraftRow.finished_at.is_(None),
                )
            )
            session.add(row)
            return _view(row)

    def open(self, draft: str) -> FlowDraft | None:
        with self._store.transaction() as session:
            row = session.get(FlowDraftRow, draft)
            return _view(row) if row else None

    def of_conversation(
        self, conversation: str, flow: str | None = None, *, finished: bool = False
    ) -> FlowDraft | None:
        """The draft touched last in a conversation: of one flow or any, unfinished or `finished`."""
        ended = FlowDraftRow.finished_at
        wanted = select(FlowDraftRow).where(
            FlowDraftRow.conversation == conversation, ended.is_not(None) if finished else ended.is_(None)
        )
        if flow:
            wanted = wanted.where(FlowDraftRow.flow == flow)
        with self._store.transaction() as session:
            row = session.scalar(wanted.order_by(FlowDraftRow.changed_at.desc(), FlowDraftRow.id).limit(1))
            return _view(row) if row else None

    def change(self, draft: str, now: datetime, **columns: Any) -> None:
        """Set `answers`, `asking`, `misses` or `language`."""
        with writing(self._store) as session:
            row = session.get(FlowDraftRow, draft, with_for_update=True)
            if row is None:
                return
            for column, value in columns.items():
                setattr(row, column, _copied(value))
            row.changed_at = now

    def empty(self, draft: str, now: datetime) -> None:
        """Finished, with something kept from it: the answers go, the seed stays for the receipt's code."""
        self.change(draft, now, answers={}, asking=None, misses=0, finished_at=now)

    def discard(self, draft: str) -> None:
        with writing(self._store) as session:
            session.execute(delete(FlowDraftRow).where(FlowDraftRow.id == draft))


def _copied(value: Any) -> Any:
    """A new dict, so that SQLAlchemy sees the change."""
    return dict(value) if isinstance(value, Mapping) else value


def _view(row: FlowDraftRow) -> FlowDraft:
    return FlowDraft(
        id=row.id,
        conversation=row.conversation,
        flow=row.flow,
        school=row.school,
        language=row.language,
        answers=row.answers,
        asking=row.asking,
        misses=row.misses,
        seed=row.seed,
        finished=row.finished_at is not None,
    )
