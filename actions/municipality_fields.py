"""What may stand in a municipality's YAML file, and what must."""

from datetime import date, datetime, timedelta
from typing import Annotated, Self, get_args

from pydantic import Field, model_validator

from actions.municipality import LocalText
from actions.municipality_values import (
    ContactWeek,
    Email,
    Grades,
    Id,
    Origin,
    Phone,
    SlotMinutes,
    Stretch,
    Term,
    Text,
    Timezone,
    Topic,
    Week,
)
from knowledge.model import Country, Language
from knowledge.policy_files import PolicyModel


class LocalTextFields(PolicyModel):
    da: Text
    nb: Text
    en: Text

    def texts(self) -> LocalText:
        return {"da": self.da, "nb": self.nb, "en": self.en}


class SchoolFields(PolicyModel):
    id: Id
    name: Text
    address: Text
    phone: Phone
    grades: Grades
    leader_role: LocalTextFields
    office_hours: Week
    coordinators: tuple[Id, ...]


class TeamFields(PolicyModel):
    id: Id
    name: Text
    role: LocalTextFields
    phone: Phone
    email: Email
    hours: Week
    contact_hours: ContactWeek
    languages: tuple[Text, ...]


class PersonFields(TeamFields):
    schools: tuple[Id, ...]
    grades: Grades
    topics: tuple[Topic, ...] = ()


class BookingFields(PolicyModel):
    slot_minutes: SlotMinutes
    book_ahead_days: Annotated[int, Field(ge=1, le=120)]
    notice_hours: Annotated[int, Field(ge=0, le=168)]

    @model_validator(mode="after")
    def _something_to_book(self) -> Self:
        if self.notice_hours >= self.book_ahead_days * 24:
            raise ValueError("notice_hours reaches past book_ahead_days; nothing could ever be booked")
        return self


class ClosedFields(PolicyModel):
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    why: LocalTextFields

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("ends before it starts; exchange 'from' and 'to'")
        return self


class DutyLineFields(PolicyModel):
    name: LocalTextFields
    phone: Phone


class LinkFields(PolicyModel):
    title: LocalTextFields
    url: Text


class MunicipalityFields(PolicyModel):
    """The whole file. Field by field it is explained in the example files themselves."""

    id: Id
    name: Text
    country: Country
    language: Language
    timezone: Timezone
    origins: tuple[Origin, ...]
    terms: Annotated[dict[Term, LocalTextFields], Field(min_length=len(get_args(Term)))]
    schools: Annotated[tuple[SchoolFields, ...], Field(min_length=1)]
    coordinators: tuple[PersonFields, ...]
    fallback: TeamFields
    booking: BookingFields
    closed: tuple[ClosedFields, ...] = ()
    outside_hours: DutyLineFields
    links: tuple[LinkFields, ...] = ()

    @model_validator(mode="after")
    def _somebody_answers_everywhere(self) -> Self:
        """Every school has somebody, and school and coordinator say the same about each other."""
        people = {person.id: person for person in self.coordinators}
        for school in self.schools:
            if not school.coordinators:
                raise ValueError(f"nobody is designated for school '{school.id}'; name a coordinator's id")
            for key in school.coordinators:
                if key not in people:
                    raise ValueError(f"school '{school.id}' names '{key}', who is not under coordinators")
                if school.id not in people[key].schools:
                    raise ValueError(f"school '{school.id}' names '{key}', who does not list that school")
        return self

    @model_validator(mode="after")
    def _only_known_schools(self) -> Self:
        known = {school.id for school in self.schools}
        for person in self.coordinators:
            for key in person.schools:
                if key not in known:
                    raise ValueError(f"coordinator '{person.id}' lists school '{key}', which does not exist")
        return self

    @model_validator(mode="after")
    def _room_for_a_contact(self) -> Self:
        length = timedelta(minutes=self.booking.slot_minutes)
        for who in (*self.coordinators, self.fallback):
            for day, spans in who.contact_hours.items():
                if any(_lasts(span) < length for span in spans):
                    raise ValueError(
                        f"'{who.id}', contact_hours, {day}: shorter than one contact of "
                        f"{self.booking.slot_minutes} minutes; make it longer or leave it out"
                    )
        return self


def _lasts(span: Stretch) -> timedelta:
    start, end = (datetime.combine(date.min, moment) for moment in span)
    return end - start
