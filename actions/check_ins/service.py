"""Check-ins that parents keep, under a reference and a private code of their own."""

from datetime import datetime

from sqlalchemy import delete, select

from actions.check_ins.arithmetic import place
from actions.check_ins.check_in import FLOW, CheckIn, Kept
from actions.check_ins.policy import CheckInPolicy
from actions.check_ins.rows import check_in_key, free_reference, gone, id_of, there, view
from actions.contacts.codes import PrivateCodes
from actions.contacts.door import Door
from actions.contacts.retention import RetentionPolicy
from actions.contacts.writing import writing
from actions.flows.drafts import FlowDrafts
from actions.flows.model import FlowDraft
from actions.store.contact_tables import CodeAttemptRow
from actions.store.engine import Store
from actions.store.flow_tables import CheckInRow, FlowDraftRow


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
            reference = free_reference(session)
            session.add(
                CheckInRow(
                    reference=reference,
                    code_hash=self._codes.digest(reference, self._codes.code(draft.seed)),
                    draft=draft.id,
                    before=id_of(session, before) if before else None,
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
            return Kept(view(session, row), self._codes.code(draft.seed)) if row else None

    def of_conversation(self, conversation: str, now: datetime) -> CheckIn | None:
        """The one this conversation has led to: answered in full and not ended yet, or kept. None without a stage."""
        draft = self._drafts.of_conversation(conversation, FLOW)
        if draft and (stage := place(self.policy, draft.answers).stage) is not None:
            return CheckIn(draft.school, draft.answers, stage, now)
        draft = self._drafts.of_conversation(conversation, FLOW, finished=True)
        kept = self.kept_from(draft) if draft else None
        return kept.check_in if kept else None

    def has(self, reference: str) -> bool:
        """Whether a reference is a check-in's. Never to be told to anybody without the code."""
        return self.find(reference) is not None

    def look_up(self, reference: str, code: str, now: datetime) -> CheckIn:
        found = self._door.enter(reference, code, now)
        with self._store.transaction() as session:
            return view(session, there(session, found))

    def find(self, reference: str) -> CheckIn | None:
        """The one with a reference whose code has been checked before; None once it is erased."""
        with self._store.transaction() as session:
            row = session.scalar(select(CheckInRow).where(CheckInRow.reference == reference))
            return view(session, row) if row else None

    def chain(self, reference: str, code: str, now: datetime) -> list[CheckIn]:
        """The check-in and those it was compared with, each opened with its own code at the time; newest first."""
        found: int | None = self._door.enter(reference, code, now)
        chain: list[CheckIn] = []
        with self._store.transaction() as session:
            while found is not None:
                row = there(session, found)
                chain.append(view(session, row))
                found = row.before
        return chain

    def forget(self, reference: str, code: str, now: datetime) -> dict[str, int]:
        """Erase it everywhere; returns how many rows went from each table."""
        found = self._door.enter(reference, code, now)
        with writing(self._store) as session:
            row = there(session, found)
            return {
                "flow_draft": gone(session, delete(FlowDraftRow).where(FlowDraftRow.id == row.draft)),
                "code_attempt": gone(
                    session, delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference)
                ),
                "check_in": gone(session, delete(CheckInRow).where(CheckInRow.id == row.id)),
            }

    def expire(self, now: datetime) -> dict[str, int]:
        """Erase what has been kept as long as retention.yml says; returns rows per table."""
        over = self._retention.before("check_in", now)
        with writing(self._store) as session:
            return {"check_in": gone(session, delete(CheckInRow).where(CheckInRow.created_at < over))}
