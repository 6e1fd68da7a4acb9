"""What a group can be about, for whom, where and when: knowledge/policy/groups.yml, checked."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from actions.municipality_fields import LocalTextFields
from actions.municipality_values import Grades
from knowledge.model import Country
from knowledge.policy_files import POLICY, PolicyModel, load_policy

ShortId = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,22}$")]


class Choice(PolicyModel):
    """One thing to choose: its id, and what people read, by language."""

    id: ShortId
    label: LocalTextFields

    def shown(self, language: str) -> str:
        return self.label.texts()[language]


class Band(Choice):
    """Grades that can sit in one group."""

    grades: Grades


class GroupPolicy(PolicyModel):
    """The whole file."""

    owner: Annotated[str, Field(min_length=1)]
    enough: Annotated[int, Field(ge=2, le=20)]
    confirmations_a_day: Annotated[int, Field(ge=1, le=20)]
    themes: Annotated[tuple[Choice, ...], Field(min_length=1)]
    bands: dict[Country, tuple[Band, ...]]
    times: Annotated[tuple[Choice, ...], Field(min_length=1)]
    areas: Annotated[tuple[Choice, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        for name, choices in self._lists():
            ids = [choice.id for choice in choices]
            double = {each for each in ids if ids.count(each) > 1}
            if double:
                raise ValueError(f"{name}: the id {double.pop()!r} stands twice; give one of them another")
        return self

    def _lists(self) -> list[tuple[str, tuple[Choice, ...]]]:
        bands = [(f"bands, {country}", tuple(bands)) for country, bands in self.bands.items()]
        return [("themes", self.themes), ("times", self.times), ("areas", self.areas), *bands]

    def band_of(self, country: Country, grade: int | None) -> str | None:
        """The id of the band a grade belongs to, or None."""
        return next((band.id for band in self.bands.get(country, ()) if grade in band.grades), None)


def load_groups(path: Path = POLICY / "groups.yml") -> GroupPolicy:
    """Read and check the file. Raises PolicyError."""
    return load_policy(path, GroupPolicy)
