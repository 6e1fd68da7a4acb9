"""From one municipality's YAML file to a checked `Municipality`."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.contact_hours import BookingRules, ContactHours
from actions.municipality import Coordinator, DutyLine, Link, Municipality, School
from actions.municipality_fields import MunicipalityFields, PersonFields, SchoolFields, TeamFields
from actions.municipality_values import WEEKDAYS, Week
from actions.office_hours import ClosedPeriod, OfficeHours
from knowledge.policy_files import load_policy


def read_municipality(path: Path) -> Municipality:
    """Read and check one file. Raises PolicyError, which names every field an editor must mend."""
    return _municipality(load_policy(path, MunicipalityFields))


def _municipality(fields: MunicipalityFields) -> Municipality:
    return Municipality(
        id=fields.id,
        name=fields.name,
        country=fields.country,
        language=fields.language,
        timezone=fields.timezone,
        origins=fields.origins,
        terms={term: words.texts() for term, words in fields.terms.items()},
        schools=tuple(_school(school, fields) for school in fields.schools),
        coordinators=tuple(_person(person, fields) for person in fields.coordinators),
        fallback=_contact(fields.fallback, fields, is_team=True),
        outside_hours=DutyLine(fields.outside_hours.name.texts(), fields.outside_hours.phone),
        links=tuple(Link(link.title.texts(), link.url) for link in fields.links),
    )


def _school(school: SchoolFields, fields: MunicipalityFields) -> School:
    return School(
        id=school.id,
        name=school.name,
        municipality=fields.id,
        country=fields.country,
        language=fields.language,
        address=school.address,
        phone=school.phone,
        grades=school.grades,
        leader_role=school.leader_role.texts(),
        hours=_hours(school.office_hours, fields),
        coordinators=school.coordinators,
    )


def _person(person: PersonFields, fields: MunicipalityFields) -> Coordinator:
    contact = _contact(person, fields, is_team=False)
    return replace(contact, schools=person.schools, grades=person.grades, topics=person.topics)


def _contact(who: TeamFields, fields: MunicipalityFields, *, is_team: bool) -> Coordinator:
    return Coordinator(
        id=who.id,
        name=who.name,
        role=who.role.texts(),
        phone=who.phone,
        email=who.email,
        hours=_hours(who.hours, fields),
        contact_hours=_contact_hours(who.contact_hours, fields),
        languages=who.languages,
        is_team=is_team,
    )


def _hours(week: Week, fields: MunicipalityFields) -> OfficeHours:
    closed = tuple(ClosedPeriod(each.first, each.last, each.why.texts()) for each in fields.closed)
    days = {WEEKDAYS.index(day): spans for day, spans in week.items()}
    return OfficeHours(days, ZoneInfo(fields.timezone), closed, fields.country)


def _contact_hours(week: Week, fields: MunicipalityFields) -> ContactHours:
    rules = BookingRules(**fields.booking.model_dump())
    return ContactHours(_hours(week, fields), fields.country, rules)
