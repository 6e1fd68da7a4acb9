"""Between the table and what people see."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.codes import new_reference
from actions.groups.interest import Interest
from actions.store.contact_tables import ContactRequestRow, OutboxRow
from actions.store.group_tables import GroupInterestRow


def view(row: GroupInterestRow) -> Interest:
    return Interest(
        reference=row.reference,
        school=row.school,
        audience=row.audience,
        theme=row.theme,
        band=row.band,
        area=row.area,
        language=row.language,
        times=tuple(row.times),
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        invited_at=row.invited_at,
    )


def free_reference(session: Session) -> str:
    """One that no interest, no booking and no waiting mail has: mail is found, and erased, by its reference."""
    while True:
        made = new_reference()
        if not any(
            session.scalar(select(table.id).where(table.reference == made).limit(1))
            for table in (GroupInterestRow, ContactRequestRow, OutboxRow)
        ):
            return made
