"""The rows of kept check-ins: looking one up, and a check-in made of it."""

from typing import Any, cast

from sqlalchemy import CursorResult, Select, select
from sqlalchemy.orm import Session

from actions.check_ins.check_in import CheckIn
from actions.contacts.codes import new_reference
from actions.contacts.door import wrong_code
from actions.store.flow_tables import CheckInRow


def check_in_key(reference: str) -> Select[int, str]:
    """Id and code hash of the check-in with a reference: what a door needs."""
    return select(CheckInRow.id, CheckInRow.code_hash).where(CheckInRow.reference == reference)


def id_of(session: Session, reference: str) -> int | None:
    return session.scalar(select(CheckInRow.id).where(CheckInRow.reference == reference))


def free_reference(session: Session) -> str:
    while True:
        reference = new_reference()
        if id_of(session, reference) is None:
            return reference


def there(session: Session, found: int) -> CheckInRow:
    """The row; forgotten meanwhile, it is as if it never was."""
    row = session.get(CheckInRow, found)
    if row is None:
        raise wrong_code()
    return row


def view(session: Session, row: CheckInRow) -> CheckIn:
    before = session.get(CheckInRow, row.before) if row.before else None
    return CheckIn(
        school=row.school,
        answers=row.answers,
        stage=row.stage,
        at=row.created_at,
        reference=row.reference,
        before=before.reference if before else None,
    )


def gone(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
