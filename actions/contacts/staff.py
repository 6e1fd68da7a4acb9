"""Who works at the desk, and which requests are theirs."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_

from actions.store.contact_tables import ContactRequestRow


@dataclass(frozen=True, slots=True)
class Staff:
    """A coordinator as signed in: sees the requests of `schools` and those designated to her or her team."""

    coordinator: str
    schools: frozenset[str] = frozenset()

    @property
    def who(self) -> str:
        """How the history names her."""
        return f"coordinator:{self.coordinator}"

    def may_see(self, row: ContactRequestRow) -> bool:
        return row.school in self.schools or row.coordinator == self.coordinator

    def theirs(self) -> ColumnElement[bool]:
        """The same as a condition."""
        return or_(*self.shares())

    def shares(self) -> list[ColumnElement[bool]]:
        """The same in parts, each of which an index answers in the order of the list; they may overlap."""
        of_schools = [ContactRequestRow.school == school for school in sorted(self.schools)]
        return [*of_schools, ContactRequestRow.coordinator == self.coordinator]
