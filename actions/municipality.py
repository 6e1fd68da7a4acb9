"""A municipality as the assistant knows it: schools, coordinators, the team that steps in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from actions.contact_hours import ContactHours
from actions.office_hours import OfficeHours
from knowledge.model import Country, Language

LOOPBACK = ("localhost", "127.0.0.1", "::1")

LocalText = Mapping[str, str]
"""One short text by language: da, nb and en are always there."""


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Whoever parents are put in touch with: a person, or the municipality's team (`is_team`).

    `hours` is when the phone is answered, `contact_hours` when a contact can be booked.
    `grades` is empty for a team, which takes every grade; empty `topics` means every topic.
    """

    id: str
    name: str
    role: LocalText
    phone: str
    email: str
    hours: OfficeHours
    contact_hours: ContactHours
    languages: tuple[str, ...]
    schools: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    is_team: bool = False

    def takes_grade(self, grade: int | None) -> bool:
        return grade is None or not self.grades or grade in self.grades

    def takes_topic(self, topic: str | None) -> bool:
        return topic is None or not self.topics or topic in self.topics

    def is_open(self, now: datetime) -> bool:
        return self.hours.is_open(now)

    def next_opening(self, now: datetime) -> datetime | None:
        return self.hours.next_opening(now)


@dataclass(frozen=True, slots=True)
class School:
    """One school. `coordinators` are ids, the first one first; `hours` is when the school's own phone answers."""

    id: str
    name: str
    municipality: str
    country: Country
    language: Language
    address: str
    phone: str
    grades: tuple[int, ...]
    leader_role: LocalText
    hours: OfficeHours
    coordinators: tuple[str, ...]

    def is_open(self, now: datetime) -> bool:
        return self.hours.is_open(now)

    def next_opening(self, now: datetime) -> datetime | None:
        return self.hours.next_opening(now)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """The municipality's own line when everybody else has gone home."""

    name: LocalText
    phone: str


@dataclass(frozen=True, slots=True)
class Link:
    title: LocalText
    url: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality file, checked. `terms` holds the municipality's own words by concept and language."""

    id: str
    name: str
    country: Country
    language: Language
    timezone: str
    origins: tuple[str, ...]
    terms: Mapping[str, LocalText]
    schools: tuple[School, ...]
    coordinators: tuple[Coordinator, ...]
    fallback: Coordinator
    outside_hours: DutyLine
    links: tuple[Link, ...]

    def allows(self, origin: str) -> bool:
        """Whether a page at `origin` may show the chat. On this machine's own names any port counts."""
        return origin in self.origins or _without_loopback_port(origin) in self.origins

    def coordinator_for(self, school: School, grade: int | None, topic: str | None) -> Coordinator:
        """Who is designated: grade decides first, then topic, then the school's own order.

        A topic nobody takes goes to whoever takes the grade; a grade nobody takes goes to the team.
        """
        by_id = {person.id: person for person in self.coordinators}
        here = [by_id[key] for key in school.coordinators]
        candidates = [person for person in here if person.takes_grade(grade)]
        named = [person for person in candidates if topic is not None and topic in person.topics]
        general = [person for person in candidates if person.takes_topic(topic)]
        return next(iter([*named, *general, *candidates]), self.fallback)


def _without_loopback_port(origin: str) -> str:
    parts = urlsplit(origin)
    if parts.hostname not in LOOPBACK:
        return origin
    return f"{parts.scheme}://{parts.hostname}"
