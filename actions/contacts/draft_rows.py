"""Between a draft's row and what its reader sees."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.draft import ContactDraft, Item, Urgency
from actions.contacts.errors import AlreadyBookedError, DraftGoneError
from actions.contacts.slots import Slot
from actions.contacts.ways import Way
from actions.municipality import Coordinator
from actions.store.contact_tables import ContactDraftRow, ContactRequestRow


def draft_view(row: ContactDraftRow, coordinator: Coordinator) -> ContactDraft:
    """What its reader sees."""
    zone = coordinator.contact_hours.hours.timezone
    return ContactDraft(
        id=row.id,
        school=row.school,
        coordinator=coordinator.id,
        conversation=row.conversation,
        taken_by=row.taken_by,
        text_language=row.text_language,
        topic=row.topic,
        grade=row.grade,
        name=row.name,
        about=row.about,
        urgency=Urgency(row.urgency) if row.urgency else None,
        language=row.language,
        interpreter=row.interpreter,
        ways=tuple(Way(**way) for way in row.ways),
        call_me=row.call_me,
        slot=Slot(coordinator.id, row.starts_at, row.ends_at, zone)
        if row.starts_at and row.ends_at
        else None,
        consent=row.consent_at is not None,
        skipped=frozenset(Item(item) for item in row.skipped),
        booked=row.booked_at is not None,
    )


def found(row: ContactDraftRow | None) -> ContactDraftRow:
    """The row. Raises DraftGoneError for None."""
    if row is None:
        raise DraftGoneError
    return row


def refuse_booked(session: Session, row: ContactDraftRow) -> None:
    """Raises AlreadyBookedError."""
    if row.booked_at is not None:
        reference = session.scalar(
            select(ContactRequestRow.reference).where(ContactRequestRow.draft == row.id)
        )
        raise AlreadyBookedError(reference=reference or "")


def set_time(row: ContactDraftRow, slot: Slot | None, *, call_me: bool) -> None:
    """One of the two, or neither."""
    row.call_me = call_me
    row.starts_at, row.ends_at = (slot.start, slot.end) if slot else (None, None)


def clear(row: ContactDraftRow, item: Item) -> None:
    """Take an answer back."""
    match item:
        case Item.TIME:
            set_time(row, None, call_me=False)
        case Item.WAYS:
            row.ways = []
        case Item.CONSENT:
            row.consent_at = None
        case _:
            setattr(row, item.value, None)
