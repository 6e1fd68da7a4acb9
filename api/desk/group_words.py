"""How the pages put groups into words: themes, grades, areas, times, as the policy file names them."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.groups import Choice, Group, Interest
from api.desk.services import Desk
from api.desk.words import Words


@dataclass(frozen=True, slots=True)
class GroupWords:
    """One language's wording, for the templates. What was left out reads as such."""

    desk: Desk
    language: str

    def theme(self, theme: str) -> str:
        return self._named(self.desk.groups.policy.themes, theme)

    def band(self, school: str, band: str | None) -> str:
        country = self.desk.municipalities.municipality_of(school).country
        return self._named(self.desk.groups.policy.bands[country], band, "groups.any_grade")

    def area(self, area: str | None) -> str:
        return self._named(self.desk.groups.policy.areas, area, "groups.any_area")

    def spoken(self, language: str | None) -> str:
        words = Words(self.desk, self.language)
        return words.language_name(language) if language else words.t("groups.any_language")

    def time(self, time: str) -> str:
        return self._named(self.desk.groups.policy.times, time)

    def line(self, group: Group | Interest) -> str:
        """What those in a group share, in one line."""
        return " · ".join(
            (self.band(group.school, group.band), self.area(group.area), self.spoken(group.language))
        )

    def _named(self, choices: Iterable[Choice], wanted: str | None, nothing: str | None = None) -> str:
        found = next((choice for choice in choices if choice.id == wanted), None)
        if found:
            return found.shown(self.language)
        return self.desk.texts(self.language, nothing) if nothing and wanted is None else str(wanted)
