"""Who to talk to at a school, when and how, in words."""

from datetime import datetime

from babel.dates import format_skeleton

from actions.schools import Coordinator, Municipalities, OfficeHours
from channels.reply import CallNumber
from channels.texts import Texts

WEEK = 7
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Contacts:
    """The lines about a school's coordinator, its office and what answers outside hours."""

    def __init__(self, municipalities: Municipalities, texts: Texts) -> None:
        self._municipalities = municipalities
        self._texts = texts

    def text(self, school_id: str, language: str, now: datetime) -> str:
        """Coordinator, opening, office, outside hours, and what happens when one calls.

        Raises UnknownSchoolError.
        """
        school = self._municipalities.school(school_id)
        place = self._municipalities.municipality_of(school_id)
        coordinator = self._municipalities.coordinator_for(school_id)
        lines = [
            self._texts(
                language,
                "contact.coordinator",
                name=coordinator.name,
                role=coordinator.role[language],
                school=school.name if school else place.name,
                phone=coordinator.phone,
                email=coordinator.email,
            ),
            self._opening(coordinator.hours, language, now),
            self._texts(language, "contact.school", phone=school.phone if school else ""),
        ]
        if not coordinator.is_open(now):
            duty = place.outside_hours
            lines.append(self._texts(language, "contact.outside", name=duty.name[language], phone=duty.phone))
        return (
            " ".join(line for line in lines if line) + "\n\n" + self._texts(language, "contact.what_happens")
        )

    def numbers(self, school_id: str, language: str) -> list[CallNumber]:
        """The coordinator's and the office's number, for call buttons. Raises UnknownSchoolError."""
        school = self._municipalities.school(school_id)
        coordinator = self._municipalities.coordinator_for(school_id)
        numbers = [self._line(coordinator, language)]
        if school:
            numbers.append(CallNumber(label=school.name, tel=school.phone))
        return numbers

    def _line(self, coordinator: Coordinator, language: str) -> CallNumber:
        return CallNumber(label=f"{coordinator.name}, {coordinator.role[language]}", tel=coordinator.phone)

    def _opening(self, hours: OfficeHours, language: str, now: datetime) -> str:
        opens = hours.next_opening(now)
        if hours.is_open(now) or opens is None:
            return self._texts(language, "contact.open") if opens else ""
        days = (opens.date() - now.astimezone(opens.tzinfo).date()).days
        day = self._day(opens, days, language)
        return self._texts(language, "contact.opens", day=day, time=opens.strftime("%H:%M"))

    def _day(self, opens: datetime, days: int, language: str) -> str:
        """A weekday's name is enough within a week; after a holiday it would be the wrong one."""
        if days >= WEEK:
            date = format_skeleton("MMMMd", opens, locale=language)
            return self._texts(language, "days.date", date=date)
        name = ("today", "tomorrow")[days] if days < 2 else WEEKDAYS[opens.weekday()]
        return self._texts(language, f"days.{name}")
