"""The municipalities the assistant serves: one file each, read and checked at the start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from actions.municipality import Coordinator, DutyLine, Link, Municipality, School
from actions.municipality_file import read_municipality
from actions.office_hours import ClosedPeriod, OfficeHours
from knowledge.policy_files import PolicyError

__all__ = [
    "ClosedPeriod",
    "Coordinator",
    "DutyLine",
    "Link",
    "Municipalities",
    "Municipality",
    "OfficeHours",
    "PolicyError",
    "PolicyFileError",
    "School",
    "UnknownSchoolError",
    "load_municipalities",
]


PolicyFileError = PolicyError
"""The name api.cli still catches; drop it when that module says PolicyError."""


class UnknownSchoolError(LookupError):
    """No municipality file has a school with this id."""


@dataclass(frozen=True, slots=True)
class Municipalities:
    """Everything known of every municipality, found by school id."""

    all: tuple[Municipality, ...]

    def school(self, school_id: str) -> School | None:
        """The school with this id, or None for an id nobody has."""
        return next((school for school in self.schools() if school.id == school_id), None)

    def schools(self) -> tuple[School, ...]:
        return tuple(school for municipality in self.all for school in municipality.schools)

    def municipality_of(self, school_id: str) -> Municipality:
        """The municipality of a school. Raises UnknownSchoolError."""
        school = self.school(school_id)
        if school is None:
            raise UnknownSchoolError(school_id)
        return next(place for place in self.all if place.id == school.municipality)

    def coordinator(self, coordinator_id: str) -> Coordinator | None:
        """The person or team with this id, or None."""
        everyone = (who for place in self.all for who in (*place.coordinators, place.fallback))
        return next((who for who in everyone if who.id == coordinator_id), None)

    def coordinator_for(
        self, school_id: str, grade: int | None = None, topic: str | None = None
    ) -> Coordinator:
        """Who a parent at this school is put in touch with; the municipality's team when nobody takes the grade.

        Raises UnknownSchoolError: a request must never end with a stranger's coordinator.
        """
        municipality = self.municipality_of(school_id)
        school = next(school for school in municipality.schools if school.id == school_id)
        return municipality.coordinator_for(school, grade, topic)


def load_municipalities(folder: Path) -> Municipalities:
    """Read every `*.yml` in `folder`. Raises PolicyError: the assistant does not start on a doubtful file."""
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise PolicyError(f"{folder.name}: holds no municipality file. Copy an example and fill it in.")
    places = [(file.name, read_municipality(file)) for file in files]
    _refuse_doubles(places, "municipality", lambda place: [place.id])
    _refuse_doubles(places, "school", lambda place: [school.id for school in place.schools])
    _refuse_doubles(places, "coordinator", lambda place: [*_people(place), place.fallback.id])
    return Municipalities(tuple(place for _, place in places))


def _people(place: Municipality) -> Iterable[str]:
    return (person.id for person in place.coordinators)


def _refuse_doubles(
    places: list[tuple[str, Municipality]], what: str, ids: Callable[[Municipality], list[str]]
) -> None:
    seen: dict[str, str] = {}
    for file, place in places:
        for key in ids(place):
            if key in seen:
                raise PolicyError(
                    f"{file}: the {what} id '{key}' already stands in {seen[key]}. Give one of them another id."
                )
            seen[key] = file
