"""Between the rows of a sheet and what its reader sees."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from actions.contacts.codes import new_reference
from actions.measures.measure import Agreed, Helped, Measure, State, Told
from actions.sheets.sheet import MeetingSheet, Sheet, SheetKind
from actions.store.sheet_tables import MeasureRow, SheetRow


def sheet_key(reference: str) -> Select[int, str]:
    """For the door: id and code hash of a sheet."""
    return select(SheetRow.id, SheetRow.code_hash).where(SheetRow.reference == reference)


def view(session: Session, row: SheetRow) -> Sheet:
    """The whole sheet."""
    return Sheet(
        id=row.id,
        reference=row.reference,
        kind=SheetKind(row.kind),
        school=row.school,
        text_language=row.text_language,
        meeting=MeetingSheet.of(row.content),
        measures=tuple(map(_measure, measures_of(session, row.id))),
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def measures_of(session: Session, sheet: int) -> Sequence[MeasureRow]:
    """The rows of a sheet's measures, in the order they were told."""
    return session.scalars(select(MeasureRow).where(MeasureRow.sheet == sheet).order_by(MeasureRow.id)).all()


def measure_row(sheet: int, agreed: Agreed) -> MeasureRow:
    return MeasureRow(
        sheet=sheet, what=agreed.what, who=agreed.who, until=agreed.until, until_day=agreed.until_day
    )


def free_reference(session: Session) -> str:
    """One no sheet has."""
    while True:
        reference = new_reference()
        if not session.scalar(select(SheetRow.id).where(SheetRow.reference == reference)):
            return reference


def _measure(row: MeasureRow) -> Measure:
    return Measure(
        id=row.id,
        agreed=Agreed(row.what, row.who, row.until, row.until_day),
        told=Told(
            State(row.state) if row.state else None, Helped(row.helped) if row.helped else None, row.note
        ),
        told_at=row.told_at,
    )
