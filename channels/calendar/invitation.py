"""One appointment as an iCalendar file (RFC 5545, RFC 5546) for Outlook, Google and Apple."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Skolevej//Skolevej 1//EN"


class Method(StrEnum):
    """REQUEST and CANCEL are for whoever is invited; PUBLISH is for the organiser, whom nobody invites."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


class Standing(StrEnum):
    """Whether the appointment stands."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Organiser:
    """Whose calendar it belongs to, and who wrote the file on her behalf (an address, or None)."""

    name: str
    address: str
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """What stands in the file. The texts are seen on locked phones and shared calendars: nothing sensitive.

    `start`, `end` and `stamp` (when this version was made) are aware; `sequence` grows with every change.
    """

    uid: str
    start: datetime
    end: datetime
    sequence: int
    standing: Standing
    organiser: Organiser
    summary: str
    location: str
    description: str
    stamp: datetime


def uid_of(school: str, reference: str) -> str:
    """The same for the same booking through all its changes, and nobody else's."""
    return str(uuid5(NAMESPACE_URL, f"skolevej:contact:{school}:{reference}"))


def invitation(appointment: Appointment, method: Method, attendee: str | None = None) -> bytes:
    """The file, UTF-8 with CRLF. `attendee` is the address of whoever is invited; PUBLISH has none.

    Raises ValueError for a naive time, an end before the start, or a REQUEST without an attendee.
    """
    _refuse_nonsense(appointment, method, attendee)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_event(appointment, method, attendee))
    return bytes(calendar.to_ical())


def _refuse_nonsense(appointment: Appointment, method: Method, attendee: str | None) -> None:
    times = (appointment.start, appointment.end, appointment.stamp)
    if any(moment.tzinfo is None for moment in times):
        raise ValueError("an appointment's times need a time zone")
    # In UTC: two times of one zone compare by their clocks, which may have been put back in between.
    if appointment.end.astimezone(UTC) <= appointment.start.astimezone(UTC):
        raise ValueError("an appointment ends after it starts")
    if method is Method.REQUEST and attendee is None:
        raise ValueError("an invitation needs somebody to invite")


def _event(appointment: Appointment, method: Method, attendee: str | None) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    # UTC rather than a time zone of our own: every calendar shows it on its owner's clock, summer and winter.
    event.add("dtstamp", appointment.stamp.astimezone(UTC))
    event.add("dtstart", appointment.start.astimezone(UTC))
    event.add("dtend", appointment.end.astimezone(UTC))
    event.add("summary", vText(one_line(appointment.summary)))
    event.add("location", vText(one_line(appointment.location)))
    event.add("description", vText(appointment.description))
    event.add("status", appointment.standing.value)
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("organizer", _organiser(appointment.organiser), encode=False)
    if attendee and method is not Method.PUBLISH:
        event.add("attendee", _attendee(attendee, appointment.standing), encode=False)
    return event


def _organiser(organiser: Organiser) -> vCalAddress:
    address = vCalAddress(f"mailto:{one_line(organiser.address)}")
    address.params["CN"] = one_line(organiser.name)
    if organiser.sent_by:
        address.params["SENT-BY"] = f"mailto:{one_line(organiser.sent_by)}"
    return address


def _attendee(attendee: str, standing: Standing) -> vCalAddress:
    """No answer is asked for: it would go to the coordinator's mailbox, where the desk doesn't see it."""
    address = vCalAddress(f"mailto:{one_line(attendee)}")
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "ACCEPTED" if standing is Standing.CONFIRMED else "NEEDS-ACTION"
    address.params["RSVP"] = "FALSE"
    return address


def one_line(text: str) -> str:
    """Without line breaks and other control characters, which could start a property of their own."""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return " ".join(shown.replace('"', "'").split())
