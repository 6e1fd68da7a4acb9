"""Sheets kept under a reference and a private code: made, opened, told on, forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from actions.contacts.codes import PrivateCodes
from actions.contacts.door import Door, wrong_code
from actions.contacts.writing import writing
from actions.measures.measure import TRIED, Agreed, Told
from actions.sheets.errors import EmptySheetError
from actions.sheets.rows import free_reference, measure_row, measures_of, view
from actions.sheets.sheet import KeptSheet, MeetingSheet, Sheet, SheetKind
from actions.store.contact_tables import CodeAttemptRow, OutboxRow
from actions.store.engine import Store
from actions.store.sheet_tables import MeasureRow, SheetRow

MOST_MEASURES = 8


class Sheets:
    """Every method that takes reference and code raises CodeWrongError or CodeLockedError unless they belong together.

    A sheet opened once may be used by its `id` for as long as the conversation that opened it lives; the methods
    that take one raise CodeWrongError where it has been forgotten meanwhile.
    """

    def __init__(self, store: Store, codes: PrivateCodes, door: Door) -> None:
        self._store = store
        self._codes = codes
        self._door = door

    def keep_meeting(
        self, draft: str, seed: str, meeting: MeetingSheet, *, school: str, language: str, now: datetime
    ) -> KeptSheet:
        """Keep a sheet for a meeting; the same draft again is the same sheet, with what stands on it now.

        `seed` is the draft's, and yields the code. Raises EmptySheetError.
        """
        if meeting.is_empty:
            raise EmptySheetError
        with writing(self._store) as session:
            row = self._row(session, draft, seed, SheetKind.MEETING, school, language, now)
            row.content, row.changed_at = meeting.as_content(), now
            return self._kept(session, row, seed)

    def keep_measures(
        self, draft: str, seed: str, agreed: Sequence[Agreed], *, school: str, language: str, now: datetime
    ) -> KeptSheet:
        """Keep what was agreed; the same draft again is the same sheet, with these measures. Raises EmptySheetError."""
        if not agreed:
            raise EmptySheetError
        with writing(self._store) as session:
            row = self._row(session, draft, seed, SheetKind.MEASURES, school, language, now)
            session.execute(delete(MeasureRow).where(MeasureRow.sheet == row.id))
            session.add_all(measure_row(row.id, each) for each in agreed[:MOST_MEASURES])
            row.changed_at = now
            return self._kept(session, row, seed)

    def of_draft(self, draft: str, seed: str) -> KeptSheet | None:
        """What has been kept of a draft, with its code."""
        with self._store.transaction() as session:
            row = session.scalar(select(SheetRow).where(SheetRow.draft == draft))
            return self._kept(session, row, seed) if row else None

    def open(self, reference: str, code: str, now: datetime) -> Sheet:
        return self.opened(self._door.enter(reference, code, now))

    def has(self, reference: str) -> bool:
        """Whether a reference is a sheet's. Never to be told to anybody without the code."""
        with self._store.transaction() as session:
            return session.scalar(select(SheetRow.id).where(SheetRow.reference == reference)) is not None

    def opened(self, sheet: int) -> Sheet:
        with self._store.transaction() as session:
            return view(session, _there(session, sheet))

    def find(self, sheet: int) -> Sheet | None:
        """The same, or None for one forgotten meanwhile."""
        with self._store.transaction() as session:
            row = session.get(SheetRow, sheet)
            return view(session, row) if row else None

    def tell(self, sheet: int, told: Mapping[int, Told], agreed: Sequence[Agreed], now: datetime) -> Sheet:
        """What became of its measures, by their ids, and measures agreed since.

        The same told twice changes nothing more: an `agreed` that stands there already is not added again.
        """
        with writing(self._store) as session:
            row = _there(session, sheet)
            rows = measures_of(session, row.id)
            for measure in rows:
                if (news := told.get(measure.id)) is not None:
                    _write(measure, news, now)
            known = {(each.what, each.who, each.until) for each in rows}
            new = [each for each in agreed if (each.what, each.who, each.until) not in known]
            session.add_all(measure_row(row.id, each) for each in new[: MOST_MEASURES - len(rows)])
            row.changed_at = now
            session.flush()
            return view(session, row)

    def forget(self, sheet: int) -> dict[str, int]:
        """Erase a sheet and all that hangs on it; returns how many rows went from each table."""
        with writing(self._store) as session:
            return erase_sheet(session, _there(session, sheet))

    def _row(
        self,
        session: Session,
        draft: str,
        seed: str,
        kind: SheetKind,
        school: str,
        language: str,
        now: datetime,
    ) -> SheetRow:
        row = session.scalar(select(SheetRow).where(SheetRow.draft == draft).with_for_update())
        if row is None:
            reference = free_reference(session)
            row = SheetRow(
                reference=reference,
                draft=draft,
                code_hash=self._codes.digest(reference, self._codes.code(seed)),
                kind=kind,
                school=school,
                content={},
                created_at=now,
                changed_at=now,
                text_language=language,
            )
            session.add(row)
        row.text_language = language
        session.flush()
        return row

    def _kept(self, session: Session, row: SheetRow, seed: str) -> KeptSheet:
        session.flush()
        return KeptSheet(view(session, row), self._codes.code(seed))


def erase_sheet(session: Session, row: SheetRow) -> dict[str, int]:
    """Erase one sheet with its measures, its mails and its wrong codes; returns rows per table."""
    measures = len(measures_of(session, row.id))
    mails = session.scalars(select(OutboxRow).where(OutboxRow.reference == row.reference)).all()
    for mail in mails:
        session.delete(mail)
    session.execute(delete(CodeAttemptRow).where(CodeAttemptRow.reference == row.reference))
    session.execute(delete(MeasureRow).where(MeasureRow.sheet == row.id))
    session.delete(row)
    return {"sheet": 1, "measure": measures, "outbox": len(mails)}


def _write(measure: MeasureRow, told: Told, now: datetime) -> None:
    measure.state = told.state
    measure.helped = told.helped if told.state in TRIED else None
    measure.note, measure.told_at = told.note, now


def _there(session: Session, sheet: int) -> SheetRow:
    """The row, locked; forgotten meanwhile, it is as if it never was."""
    row = session.get(SheetRow, sheet, with_for_update=True)
    if row is None:
        raise wrong_code()
    return row
