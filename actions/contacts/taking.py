"""Taking a coordinator's time and giving it back. The table's primary key lets only one take it."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from actions.contacts.errors import SlotTakenError
from actions.contacts.slots import Slot, first_step
from actions.store.contact_tables import ContactRequestRow, TakenTimeRow


def take(session: Session, row: ContactRequestRow, slot: Slot | None) -> None:
    """Take `slot` for a new or known request instead of what it had; None only gives that back.

    The new time is taken before the old one is given back, so that two who want each other's times are both
    refused at once instead of waiting for each other. Raises SlotTakenError: the transaction is then spent.
    """
    session.flush()
    wanted = set(slot.steps()) if slot else set()
    if slot:
        _insert(session, row, slot, wanted - _own(session, row, slot.coordinator))
        row.coordinator = slot.coordinator
    session.execute(
        delete(TakenTimeRow).where(
            TakenTimeRow.request == row.id,
            (TakenTimeRow.coordinator != row.coordinator) | TakenTimeRow.step.not_in(wanted),
        )
    )
    row.starts_at, row.ends_at, row.local_day = (
        (slot.start, slot.end, slot.day) if slot else (None, None, None)
    )


def refuse_taken(session: Session, slot: Slot) -> None:
    """Raises SlotTakenError if somebody has any of it; a quick answer before work that would be in vain."""
    if taken_steps(session, slot.coordinator, slot.start).intersection(slot.steps()):
        raise SlotTakenError


def taken_steps(session: Session, coordinator: str, since: datetime) -> set[int]:
    """The steps of a coordinator's time that somebody has, from `since` on."""
    return set(
        session.scalars(
            select(TakenTimeRow.step).where(
                TakenTimeRow.coordinator == coordinator, TakenTimeRow.step >= first_step(since)
            )
        )
    )


def give_back(session: Session, row: ContactRequestRow) -> None:
    """Free the time of a request that will not need it; the request still says which time it was."""
    session.execute(delete(TakenTimeRow).where(TakenTimeRow.request == row.id))


def _own(session: Session, row: ContactRequestRow, coordinator: str) -> set[int]:
    return set(
        session.scalars(
            select(TakenTimeRow.step).where(
                TakenTimeRow.request == row.id, TakenTimeRow.coordinator == coordinator
            )
        )
    )


def _insert(session: Session, row: ContactRequestRow, slot: Slot, steps: set[int]) -> None:
    values = [{"coordinator": slot.coordinator, "step": step, "request": row.id} for step in sorted(steps)]
    try:
        if values:
            session.execute(insert(TakenTimeRow).values(values))
    except IntegrityError as error:
        raise SlotTakenError from error
