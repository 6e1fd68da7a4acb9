"""What a mail in the outbox is about, read back and checked against the municipality files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.contacts import Act, Slot, Status
from actions.contacts.mail_queue import QueuedMail
from actions.contacts.outbox import Reader
from actions.schools import Coordinator, Municipalities, Municipality, School, UnknownSchoolError


class LetterError(ValueError):
    """This mail can never be written: its school is gone from the files, or it is damaged. Names no person."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`slot` None: no time is agreed. `withdrawn`: a time told before that no longer stands."""

    act: Act
    reader: Reader
    recipient: str
    reference: str
    place: Municipality
    school: School
    coordinator: Coordinator
    language: str
    status: Status
    sequence: int
    slot: Slot | None
    withdrawn: Slot | None
    urgent: bool
    by_phone: bool
    created_at: datetime


def read_facts(mail: QueuedMail, municipalities: Municipalities, languages: tuple[str, ...]) -> Facts:
    """The facts of a queued mail; the parent's language, or the municipality's for the coordinator.

    Raises LetterError.
    """
    try:
        return _read(mail, municipalities, languages)
    except UnknownSchoolError as error:
        raise LetterError("the school is no longer in the municipality files") from error
    except (KeyError, TypeError, ValueError) as error:
        raise LetterError(f"damaged: {type(error).__name__}") from error


def _read(mail: QueuedMail, municipalities: Municipalities, languages: tuple[str, ...]) -> Facts:
    payload = mail.payload
    act, _, reader = mail.kind.partition(".")
    place = municipalities.municipality_of(payload["school"])
    school = next(school for school in place.schools if school.id == payload["school"])
    zone = ZoneInfo(place.timezone)
    own = place.language if reader == Reader.COORDINATOR else payload["language"]
    return Facts(
        act=Act(act),
        reader=Reader(reader),
        recipient=mail.recipient,
        reference=mail.reference,
        place=place,
        school=school,
        coordinator=municipalities.coordinator(payload["coordinator"])
        or municipalities.coordinator_for(school.id),
        language=own if own in languages else place.language,
        status=Status(payload["status"]),
        sequence=int(payload["sequence"]),
        slot=_slot(payload, payload["coordinator"], zone),
        withdrawn=_slot(payload.get("withdrawn") or {}, payload["coordinator"], zone),
        urgent=bool(payload.get("urgent")),
        by_phone=bool(payload.get("by_phone", True)),
        created_at=mail.created_at,
    )


def _slot(span: Mapping[str, Any], coordinator: str, zone: ZoneInfo) -> Slot | None:
    start, end = span.get("starts_at"), span.get("ends_at")
    if start is None or end is None:
        return None
    return Slot(coordinator, datetime.fromisoformat(start), datetime.fromisoformat(end), zone)
