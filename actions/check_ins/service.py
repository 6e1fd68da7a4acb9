"""Check-ins that parents keep, under a reference and a private code of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, delete, select
from sqlalchemy.orm import Session

from actions.check_ins.arithmetic import place
from actions.check_ins.policy import CheckInPolicy
from actions.contacts.codes import PrivateCodes, new_reference
from actions.contacts.door import Door, wrong_code
from actions.contacts.retention import RetentionPolicy
from actions.contacts.writing import writing
from actions.flows.drafts import FlowDrafts
from actions.flows.model import FlowDraft
from actions.store.contact_tables import CodeAttemptRow
from actions.store.engine import Store
from actions.store.flow_tables import CheckInRow, FlowDraftRow

FLOW = "check_in"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Answers of four weeks, and the stage they led to; None where too little was known.

    `reference` is None for one that is not kept (yet). `before` is the reference it was compared with.
    """

    school: str
    answers: Mapping[str, Any] = field(repr=False)
    stage: int | None
    at: datetime
    reference: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept check-in with its private code, which is shown this once."""

    check_in: CheckIn
    code: str = field(repr=False)


class CheckIns:
    """Every method with reference and code raises CodeWrongError or CodeLockedError unless they belong together."""

    def __init__(
        self,
        store: Store,
        codes: PrivateCodes,
        drafts: FlowDrafts,
        policy: CheckInPolicy,
        retention: RetentionPolicy,
    ) -> None:
        self._store = store
        self._codes = codes
        self._drafts = drafts
        self._retention = retention
        self._door = Door(store, codes, find=check_in_key)
        self.policy = policy

    def keep(self, draft: FlowDraft, stage: int | None, before: str | None, now: datetime) -> None:
        """Keep the draft's answers; again from the same draft, nothing more is kept."""
        with writing(self._store) as session:
            session.get(FlowDraftRow, draft.id, with_for_update=True)
            if session.scalar(select(CheckInRow.id).where(CheckInRow.draft == draft.id)):
                return
            reference = _free_reference(session)
            session.add(
                CheckInRow(
                    reference=reference,
                    code_hash=self._codes.digest(reference, self._codes.code(draft.seed)),
                    draft=draft.id,
                    before=_id(session, before) if before else None,
                    school=draft.school,
                    answers={q: draft.answers.get(q) for q in self.policy.questions},
                    stage=stage,
                    created_at=now,
                )
            )

    def kept_from(self, draft: FlowDraft) -> Kept | None:
        """What was kept from a draft, with the code that its seed yields."""
        with self._store.transaction() as session:
            row = session.scalar(select(CheckInRow).where(CheckInRow.draft == draft.id))
            return Kept(_view(session, row), self._codes.code(draft.seed)) if row else None

    def of_conversation(self, conversation: str, now: datetime) -> CheckIn | None:
        """The one this conversation has led to: answered in full and not ended yet, or kept. None without a stage."""
        draft = self._drafts.of_conversation(conversation, FLOW)
        if draft and (stage := place(self.policy, draft.answers).stage) is not None:
            return CheckIn(draft.school, draft.answers, stage, now)
        draft = self._drafts.of_conversation(conversation, FLOW, finished=True)
        kept = self.kept_from(draft) if draft else None
        return kept.check_in if kept else None

    def look_up(self, reference: str, code: str, now: datetime) -> CheckIn:
        found = self._door.enter(reference, code, now)
        with self._store.transaction() as session:
            return _view(session, _there(session, found))

    def find(self, reference: str) -> CheckIn | None:
        """The one with a reference whose code has been checked before; None once it is erased."""
        with self._store.transaction() as session:
            row = session.scalar(select(CheckInRow).where(CheckInRow.reference == reference))
            return _view(session, row) if row else None

    def chain(self, reference: str, code: str, now: datetime) -> list[CheckIn]:
        """The check-in and those it was compared with, each opened with its own code at the time; newest first."""
        found: int | None = self._door.enter(reference, code, now)
        chain: list[CheckIn] = []
        with self._store.transaction() as session:
            while found is not None:
                row = _there(session, found)
                chain.append(_view(session, row))
                found = row.before
        return chain

    def forget(self, reference: str, code: str, now: datetime) -> dict[str, int]:
        """Erase it everywhere; returns how many rows went from each table."""
        found = self._door.enter(reference, code, now)
        with writing(self._store) as session:
            row = _there(session, found)
            return {
                "flow_draft": _gone(session, delete(FlowDraftRow).where(FlowDraftRow.id == row.draft)),
                "code_attempt": _gone(
                    session, delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference)
                ),
                "check_in": _gone(session, delete(CheckInRow).where(CheckInRow.id == row.id)),
            }

    def expire(self, now: datetime) -> dict[str, int]:
        """Erase what has been kept as long as retention.yml says; returns rows per table."""
        over = self._retention.before("check_in", now)
        with writing(self._store) as session:
            return {"check_in": _gone(session, delete(CheckInRow).where(CheckInRow.created_at < over))}


def check_in_key(reference: str) -> Select[int, str]:
    """Id and code hash of the check-in with a reference: what a door needs."""
    return select(CheckInRow.id, CheckInRow.code_hash).where(CheckInRow.reference == reference)


def _id(session: Session, reference: str) -> int | None:
    return session.scalar(select(CheckInRow.id).where(CheckInRow.reference == reference))


def _free_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        if _id(session, reference) is None:
            return reference


def _there(session: Session, found: int) -> CheckInRow:
    """The row; forgotten meanwhile, it is as if it never was."""
    row = session.get(CheckInRow, found)
    if row is None:
        raise wrong_code()
    return row


def _view(session: Session, row: CheckInRow) -> CheckIn:
    before = session.get(CheckInRow, row.before) if row.before else None
    return CheckIn(
        school=row.school,
        answers=row.answers,
        stage=row.stage,
        at=row.created_at,
        reference=row.reference,
        before=before.reference if before else None,
    )


def _gone(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
