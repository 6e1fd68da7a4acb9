"""The calendar file that goes with a mail."""

from dataclasses import dataclass

from actions.contacts import Status
from actions.contacts.outbox import Reader
from channels.calendar import Appointment, Method, Organiser, Standing, invitation, uid_of
from channels.mail.facts import Facts
from channels.texts import Texts

OFF = (Status.CANCELLED, Status.DECLINED)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """`method` also stands in the mail's headers: Outlook and Google read it there. `invites`: the reader is a
    guest, whose mail program may show the file as an invitation."""

    method: Method
    content: bytes
    invites: bool


def enclosure(facts: Facts, texts: Texts, sender: str | None, organiser: str, page: str) -> Enclosure | None:
    """The file for this reader; None where no time was ever agreed.

    The coordinator is the organiser, and calendars ignore an organiser's invitation to herself: she gets the
    appointment to add by hand. Each parent gets an invitation of her own that names nobody else.
    """
    slot = facts.slot or facts.withdrawn
    if slot is None:
        return None
    standing = _standing(facts)
    method = _method(facts.reader, standing)
    appointment = Appointment(
        uid=uid_of(facts.school.id, facts.reference),
        start=slot.start,
        end=slot.end,
        sequence=facts.sequence,
        standing=standing,
        organiser=Organiser(organiser, facts.coordinator.email, sender),
        summary=texts(facts.language, "summary"),
        location=texts(facts.language, "location.phone" if facts.by_phone else "location.agree"),
        description=texts(
            facts.language, f"description.{facts.reader}", reference=facts.reference, page=page
        ),
        stamp=facts.created_at,
    )
    attendee = facts.recipient if facts.reader is Reader.PARENT else None
    return Enclosure(method, invitation(appointment, method, attendee), invites=attendee is not None)


def _standing(facts: Facts) -> Standing:
    if facts.slot is None or facts.status in OFF:
        return Standing.CANCELLED
    return Standing.CONFIRMED if facts.status is Status.CONFIRMED else Standing.TENTATIVE


def _method(reader: Reader, standing: Standing) -> Method:
    if standing is Standing.CANCELLED:
        return Method.CANCEL
    return Method.REQUEST if reader is Reader.PARENT else Method.PUBLISH
