"""Who to talk to at a school, when and how, in words."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton

from actions.schools import Coordinator, Municipalities, Municipality, OfficeHours, School
from channels.reply import CallNumber
from channels.texts import Texts

WEEK = 7
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class People:
    """Whoever can be called for one school."""

    place: Municipality
    school: School | None
    coordinator: Coordinator

    def anybody_answers(self, now: datetime) -> bool:
        return self.coordinator.is_open(now) or bool(self.school and self.school.is_open(now))


class Contacts:
    """The lines about a school's coordinator, its office and what answers outside hours."""

    def __init__(self, municipalities: Municipalities, texts: Texts) -> None:
        self._municipalities = municipalities
        self._texts = texts

    def text(self, school_id: str, language: str, now: datetime, audience: str | None = "parent") -> str:
        """Coordinator, opening, office, duty line, what to do until then, and what happens when one calls.

        Raises UnknownSchoolError.
        """
        people = self._people(school_id)
        first = [
            self._coordinator(people, language),
            self._opening(people.coordinator.hours, language, now),
        ]
        paragraphs = [" ".join(line for line in first if line), self._others(people, language, now)]
        if audience != "staff":
            paragraphs.append(self._texts(language, "contact.what_happens"))
        return "\n\n".join(paragraphs)

    def coordinator(self, school_id: str, language: str) -> str:
        """Who the coordinator is, with number and address. Raises UnknownSchoolError."""
        return self._coordinator(self._people(school_id), language)

    def numbers(self, school_id: str, language: str) -> list[CallNumber]:
        """The coordinator's and the office's number, for call buttons. Raises UnknownSchoolError."""
        people = self._people(school_id)
        numbers = [self._line(people.coordinator, language)]
        if people.school:
            numbers.append(CallNumber(label=people.school.name, tel=people.school.phone))
        return numbers

    def numbers_now(self, school_id: str, language: str, now: datetime) -> list[CallNumber]:
        """The same; whoever answers at `now` first, and the duty line on top while nobody does."""
        people, numbers = self._people(school_id), self.numbers(school_id, language)
        if not people.anybody_answers(now):
            duty = people.place.outside_hours
            return [CallNumber(label=duty.name[language], tel=duty.phone), *numbers]
        return numbers if people.coordinator.is_open(now) else numbers[::-1]

    def _people(self, school_id: str) -> People:
        return People(
            self._municipalities.municipality_of(school_id),
            self._municipalities.school(school_id),
            self._municipalities.coordinator_for(school_id),
        )

    def _coordinator(self, people: People, language: str) -> str:
        return self._texts(
            language,
            "contact.coordinator",
            name=people.coordinator.name,
            role=people.coordinator.role[language],
            school=people.school.name if people.school else people.place.name,
            phone=people.coordinator.phone,
            email=people.coordinator.email,
        )

    def _others(self, people: People, language: str, now: datetime) -> str:
        """The school's office, the duty line while nobody answers, and what can be done meanwhile."""
        lines, closed = [], not people.coordinator.is_open(now)
        if people.school:
            key = "contact.school_open" if closed and people.school.is_open(now) else "contact.school"
            lines.append(self._texts(language, key, phone=people.school.phone))
        if not people.anybody_answers(now):
            duty = people.place.outside_hours
            lines.append(self._texts(language, "contact.outside", name=duty.name[language], phone=duty.phone))
        if closed:
            lines.append(self._texts(language, "contact.meanwhile"))
        return " ".join(lines)

    def _line(self, coordinator: Coordinator, language: str) -> CallNumber:
        return CallNumber(label=f"{coordinator.name}, {coordinator.role[language]}", tel=coordinator.phone)

    def _opening(self, hours: OfficeHours, language: str, now: datetime) -> str:
        opens = hours.next_opening(now)
        if hours.is_open(now):
            return self._texts(language, "contact.open")
        closed = [self._why(hours, language, now), self._texts(language, "contact.closed")]
        if opens:
            days = (opens.date() - now.astimezone(opens.tzinfo).date()).days
            day = self._day(opens, days, language)
            closed.append(self._texts(language, "contact.opens", day=day, time=opens.strftime("%H:%M")))
        return " ".join(part for part in closed if part)

    def _why(self, hours: OfficeHours, language: str, now: datetime) -> str:
        """ "It is Christmas holiday", where today's closing has a name."""
        today = now.astimezone(hours.timezone).date()
        if why := hours.why_closed(today):
            return self._texts(language, "contact.why_closed", why=why[language])
        return self._texts(language, "contact.public_holiday") if hours.is_holiday(today) else ""

    def _day(self, opens: datetime, days: int, language: str) -> str:
        """A weekday's name is enough within a week; after a holiday it would be the wrong one."""
        if days >= WEEK:
            date = format_skeleton("MMMMd", opens, locale=language)
            return self._texts(language, "days.date", date=date)
        name = ("today", "tomorrow")[days] if days < 2 else WEEKDAYS[opens.weekday()]
        return self._texts(language, f"days.{name}")
