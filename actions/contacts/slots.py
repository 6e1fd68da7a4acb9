"""A slot: a stretch of one coordinator's time that a parent can book."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from actions.contact_hours import STEP_MINUTES

LOCALES = {"da": "da_DK", "nb": "nb_NO", "en": "en_GB"}
CLOCK = {"da": "%H.%M"}


@dataclass(frozen=True, slots=True)
class Slot:
    """`start` and `end` are aware UTC; `timezone` is where the coordinator works, for showing them."""

    coordinator: str
    start: datetime
    end: datetime
    timezone: ZoneInfo

    @property
    def day(self) -> date:
        """The day on the coordinator's wall calendar."""
        return self.start.astimezone(self.timezone).date()

    def shown_day(self, language: str) -> str:
        """`tirsdag den 24. november`, in the caller's language; unknown languages read English."""
        locale = LOCALES.get(language, LOCALES["en"])
        pattern = (
            "EEEE 'den' d. MMMM"
            if language == "da"
            else "EEEE d. MMMM"
            if language == "nb"
            else "EEEE d MMMM"
        )
        return format_date(self.day, pattern, locale=locale)

    def shown_time(self, language: str) -> str:
        """`09.30–10.00`, on the coordinator's clock."""
        form = CLOCK.get(language, "%H:%M")
        start, end = (moment.astimezone(self.timezone) for moment in (self.start, self.end))
        return f"{start:{form}}–{end:{form}}"

    def steps(self) -> range:
        """The five-minute steps it covers, counted from 1970; two slots overlap when they share one."""
        return range(_step(self.start), _step(self.end))


def first_step(moment: datetime) -> int:
    """The step that `moment` lies in."""
    return _step(moment)


def _step(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp()) // (STEP_MINUTES * 60)
