"""How the pages put things into words: people, times, grades, languages."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from actions.contacts import Slot
from actions.contacts.request import PARENT
from actions.contacts.slots import CLOCK, LOCALES
from actions.measures import Agreed
from actions.sheets.lines import until_shown
from api.desk.services import Desk

SPOKEN = (
    "da",
    "nb",
    "en",
    "sv",
    "ar",
    "fa",
    "ku",
    "pl",
    "ro",
    "so",
    "ti",
    "tr",
    "uk",
    "ur",
    "vi",
    "de",
    "fr",
    "es",
    "lt",
)
"""Languages offered first when a talk is arranged; a parent may have named any other in the chat."""
DAY = {"da": "EEEE 'den' d. MMMM", "nb": "EEEE d. MMMM", "en": "EEEE d MMMM"}


@dataclass(frozen=True, slots=True)
class Words:
    """One language's wording, for the templates."""

    desk: Desk
    language: str

    def t(self, key: str, /, **values: object) -> str:
        return self.desk.texts(self.language, key, **values)

    def school(self, school: str) -> str:
        found = self.desk.municipalities.school(school)
        return found.name if found else school

    def person(self, coordinator: str) -> str:
        found = self.desk.municipalities.coordinator(coordinator)
        return found.name if found else coordinator

    def role(self, coordinator: str) -> str:
        found = self.desk.municipalities.coordinator(coordinator)
        return found.role[self.language] if found else ""

    def who(self, who: str) -> str:
        """The parent, or the coordinator by name."""
        return self.t("request.parent") if who == PARENT else self.person(who.partition(":")[2])

    def grade(self, grade: int) -> str:
        return self.t("grade", number=grade)

    def when(self, slot: Slot | None) -> str:
        """Day and time; without a slot the coordinator calls."""
        if slot is None:
            return self.t("time.call")
        return self.t("time.slot", day=slot.shown_day(self.language), time=slot.shown_time(self.language))

    def day(self, day: date) -> str:
        return format_date(day, DAY[self.language], locale=LOCALES[self.language])

    def moment(self, moment: datetime, school: str) -> str:
        """`22. nov. 14.20`, on the school's clock."""
        local = moment.astimezone(self.zone(school))
        shown = format_date(
            local.date(), "d MMM" if self.language == "en" else "d. MMM", locale=LOCALES[self.language]
        )
        return f"{shown} {local:{CLOCK.get(self.language, '%H:%M')}}"

    def zone(self, school: str) -> ZoneInfo:
        return ZoneInfo(self.desk.municipalities.municipality_of(school).timezone)

    def until(self, agreed: Agreed) -> str:
        """Until when something was agreed: the parent's words, the day they name, or both."""
        return until_shown(agreed, self.language)

    def language_name(self, code: str) -> str:
        """`arabisk`; the code itself for one nobody has named."""
        names = Locale.parse(LOCALES[self.language]).languages
        return str(names.get(code, code))

    def spoken_languages(self) -> list[tuple[str, str]]:
        """Codes and names to choose from."""
        return [(code, self.language_name(code)) for code in SPOKEN]
