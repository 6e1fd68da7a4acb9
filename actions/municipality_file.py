"""From one municipality's YAML file to a checked `Municipality`."""

import re
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from actions.municipality import Coordinator, DutyLine, Link, Municipality, School
from actions.office_hours import ClosedPeriod, OfficeHours
from actions.policy_fields import LANGUAGES, WEEKDAYS, Field, read_file
from knowledge.model import Country, Language

TOPICS = ("absence", "anxiety", "bullying", "family", "transition", "special_needs", "community")
TERMS = ("coordinator", "class_teacher", "psychology_service", "notification")
TOP = (
    *("id", "name", "country", "language", "timezone", "origins", "terms", "schools", "coordinators"),
    *("fallback", "closed", "outside_hours", "links"),
)
CONTACT = ("id", "name", "role", "phone", "email", "hours", "languages")
PERSON = (*CONTACT, "schools", "grades", "topics")
SCHOOL = ("id", "name", "address", "phone", "grades", "leader_role", "office_hours", "coordinators")


def read_municipality(path: Path) -> Municipality:
    """Read and check one file. Raises PolicyFileError, worded for an editor, at the first thing wrong."""
    top = read_file(path)
    top.keys(TOP)
    timezone = _timezone(top.child("timezone"))
    closed = tuple(_closed(item) for item in _items(top, "closed"))
    people = tuple(_person(item, timezone, closed) for item in top.child("coordinators").items())
    municipality = Municipality(
        id=_id(top),
        name=top.child("name").text(),
        country=cast(Country, top.child("country").one_of(("dk", "no"))),
        language=cast(Language, top.child("language").one_of(LANGUAGES)),
        timezone=timezone.key,
        origins=tuple(_origin(item) for item in top.child("origins").items()),
        terms=_terms(top.child("terms")),
        schools=tuple(_school(item, top, timezone, closed) for item in top.child("schools").items()),
        coordinators=people,
        fallback=_team(top.child("fallback"), timezone, closed),
        outside_hours=_duty_line(top.child("outside_hours")),
        links=tuple(_link(item) for item in _items(top, "links")),
    )
    _check_people(top, municipality)
    return municipality


def _school(field: Field, top: Field, timezone: ZoneInfo, closed: tuple[ClosedPeriod, ...]) -> School:
    field.keys(SCHOOL)
    return School(
        id=_id(field),
        name=field.child("name").text(),
        municipality=_id(top),
        country=cast(Country, top.child("country").one_of(("dk", "no"))),
        language=cast(Language, top.child("language").one_of(LANGUAGES)),
        address=field.child("address").text(),
        phone=_phone(field.child("phone")),
        grades=field.child("grades").numbers(),
        leader_role=field.child("leader_role").by_language(),
        hours=OfficeHours(_week(field.child("office_hours")), timezone, closed),
        coordinators=field.child("coordinators").texts(),
    )


def _contact(field: Field, timezone: ZoneInfo, closed: tuple[ClosedPeriod, ...]) -> Coordinator:
    return Coordinator(
        id=_id(field),
        name=field.child("name").text(),
        role=field.child("role").by_language(),
        phone=_phone(field.child("phone")),
        email=_email(field.child("email")),
        hours=OfficeHours(_week(field.child("hours")), timezone, closed),
        languages=field.child("languages").texts(),
    )


def _person(field: Field, timezone: ZoneInfo, closed: tuple[ClosedPeriod, ...]) -> Coordinator:
    field.keys(PERSON)
    return replace(
        _contact(field, timezone, closed),
        schools=field.child("schools").texts(),
        grades=field.child("grades").numbers(),
        topics=tuple(item.one_of(TOPICS) for item in _items(field, "topics")),
    )


def _team(field: Field, timezone: ZoneInfo, closed: tuple[ClosedPeriod, ...]) -> Coordinator:
    field.keys(CONTACT)
    return replace(_contact(field, timezone, closed), is_team=True)


def _check_people(top: Field, municipality: Municipality) -> None:
    """Every school has somebody, and school and coordinator say the same about each other."""
    people = {person.id: person for person in municipality.coordinators}
    school_ids = {school.id for school in municipality.schools}
    for field, school in zip(top.child("schools").items(), municipality.schools, strict=True):
        place = Field(field.file, f"{field.place}.coordinators", school.coordinators)
        if not school.coordinators:
            raise place.wrong(
                f"nobody is designated for {school.name}", "Name at least one coordinator's id."
            )
        for key in school.coordinators:
            if key not in people:
                raise place.wrong(f"'{key}' is not under 'coordinators'", f"Known ids: {', '.join(people)}.")
            if school.id not in people[key].schools:
                raise place.wrong(
                    f"'{key}' does not list '{school.id}' among their schools",
                    "Add the school there, or remove the person here.",
                )
    for field, person in zip(top.child("coordinators").items(), municipality.coordinators, strict=True):
        unknown = [key for key in person.schools if key not in school_ids]
        if unknown:
            raise field.wrong(f"school '{unknown[0]}' does not exist", f"Known: {', '.join(school_ids)}.")


def _items(field: Field, key: str) -> list[Field]:
    found = field.optional(key)
    return list(found.items()) if found else []


def _id(field: Field) -> str:
    found = field.child("id")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.text()):
        raise found.wrong(f"{found.value!r} is not an id", "Use small letters a-z, digits and hyphens.")
    return found.text()


def _phone(field: Field) -> str:
    if not re.fullmatch(r"\+\d[\d ]{6,18}", field.text()):
        raise field.wrong(f"{field.value!r} is not a phone number", 'Write "+45 12 34 56 78", in quotes.')
    return field.text()


def _email(field: Field) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", field.text()):
        raise field.wrong(f"{field.value!r} is not an e-mail address", "Write name@place.org.")
    return field.text()


def _origin(field: Field) -> str:
    parts = urlsplit(field.text())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise field.wrong(
            f"{field.value!r} is not a web origin", "Write https://school.org, nothing after it."
        )
    return field.text()


def _timezone(field: Field) -> ZoneInfo:
    try:
        return ZoneInfo(field.text())
    except (ZoneInfoNotFoundError, ValueError):
        raise field.wrong(f"{field.value!r} is not a time zone", "Write e.g. Europe/Copenhagen.") from None


def _week(field: Field) -> dict[int, tuple[tuple[time, time], ...]]:
    days = field.keys(WEEKDAYS)
    if not days:
        raise field.wrong("is never open", 'Write at least one day, e.g. mon: "09:00-14:00".')
    return {WEEKDAYS.index(day): field.child(day).stretches() for day in days}


def _closed(field: Field) -> ClosedPeriod:
    field.keys(("from", "to", "why"))
    period = ClosedPeriod(
        field.child("from").day(), field.child("to").day(), field.child("why").by_language()
    )
    if period.last < period.first:
        raise field.wrong("ends before it starts", "Exchange 'from' and 'to'.")
    return period


def _terms(field: Field) -> dict[str, dict[str, str]]:
    field.keys(TERMS)
    return {term: field.child(term).by_language() for term in TERMS}


def _duty_line(field: Field) -> DutyLine:
    field.keys(("name", "phone"))
    return DutyLine(field.child("name").by_language(), _phone(field.child("phone")))


def _link(field: Field) -> Link:
    field.keys(("title", "url"))
    return Link(field.child("title").by_language(), field.child("url").text())
