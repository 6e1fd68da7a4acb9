"""Between the rows of a request and what its readers see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.contacts.attachments import attached
from actions.contacts.draft import Urgency
from actions.contacts.request import ContactRequest, Event, Listed
from actions.contacts.slots import Slot
from actions.contacts.statuses import Act, Status
from actions.contacts.ways import Way
from actions.municipality import Coordinator
from actions.schools import Municipalities
from actions.store.contact_tables import ContactEventRow, ContactRequestRow, ContactWayRow


class RequestRows:
    """Reads requests; the municipality files say who a coordinator is and which clock she lives by."""

    def __init__(self, municipalities: Municipalities) -> None:
        self._municipalities = municipalities

    def coordinator(self, row: ContactRequestRow) -> Coordinator:
        """Who has the request; if she is no longer in the file, whoever is designated now."""
        known = self._municipalities.coordinator(row.coordinator)
        return known or self._municipalities.coordinator_for(row.school, row.grade, row.topic)

    def view(
        self,
        session: Session,
        row: ContactRequestRow,
        *,
        with_notes: bool = False,
        together: tuple[str, ...] = (),
    ) -> ContactRequest:
        """The whole request; the coordinators' notes only where asked for."""
        return ContactRequest(
            reference=row.reference,
            status=Status(row.status),
            school=row.school,
            coordinator=row.coordinator,
            taken_by=row.taken_by,
            text_language=row.text_language,
            topic=row.topic,
            grade=row.grade,
            name=row.name,
            about=row.about,
            urgency=_urgency(row),
            language=row.language,
            interpreter=row.interpreter,
            ways=ways_of(session, row.id),
            slot=self._slot(row, row.starts_at, row.ends_at),
            sequence=row.sequence,
            created_at=row.created_at,
            changed_at=row.changed_at,
            events=tuple(
                self._event(row, event)
                for event in _events(session, row.id)
                if with_notes or event.act != Act.NOTE
            ),
            together=together,
            attachments=attached(session, request=row.id),
        )

    def listed(self, row: ContactRequestRow, together: Sequence[str]) -> Listed:
        """The request as a line of a list."""
        return Listed(
            reference=row.reference,
            status=Status(row.status),
            school=row.school,
            coordinator=row.coordinator,
            grade=row.grade,
            urgency=_urgency(row),
            language=row.language,
            interpreter=row.interpreter,
            slot=self._slot(row, row.starts_at, row.ends_at),
            created_at=row.created_at,
            together=tuple(together),
        )

    def _event(self, row: ContactRequestRow, event: ContactEventRow) -> Event:
        slot = self._slot(row, event.starts_at, event.ends_at)
        return Event(event.at, event.who, Act(event.act), Status(event.status), slot, event.text)

    def _slot(self, row: ContactRequestRow, start: datetime | None, end: datetime | None) -> Slot | None:
        if start is None or end is None:
            return None
        return Slot(row.coordinator, start, end, self.coordinator(row).contact_hours.hours.timezone)


def ways_of(session: Session, request: int) -> tuple[Way, ...]:
    """How the parent of a request can be reached, in her order."""
    rows = session.scalars(
        select(ContactWayRow).where(ContactWayRow.request == request).order_by(ContactWayRow.id)
    )
    return tuple(Way("email" if row.kind == "email" else "phone", row.value, row.label) for row in rows)


def _events(session: Session, request: int) -> Sequence[ContactEventRow]:
    return session.scalars(
        select(ContactEventRow).where(ContactEventRow.request == request).order_by(ContactEventRow.id)
    ).all()


def _urgency(row: ContactRequestRow) -> Urgency | None:
    return Urgency(row.urgency) if row.urgency else None
