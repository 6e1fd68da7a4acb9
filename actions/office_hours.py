"""When somebody answers: a week of opening times in a time zone, with closed days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions.public_holidays import is_public_holiday
from knowledge.model import Country

LOOK_AHEAD_DAYS = 120
"""Longer than any school holiday; beyond it, saying "opens then" would be a guess."""


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days when nobody answers, both included. `why` is keyed by language."""

    first: date
    last: date
    why: Mapping[str, str]

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Opening times per weekday (0 is Monday), each stretch from its first minute up to, not including, its last.

    Nobody answers on the public holidays of `country`.

    Every `now` must know its time zone: a naive time would be an hour or two wrong without anyone noticing.
    """

    week: Mapping[int, tuple[tuple[time, time], ...]]
    timezone: ZoneInfo
    closed: tuple[ClosedPeriod, ...] = ()
    country: Country | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether somebody is expected to answer at `now`. Raises ValueError on a naive time."""
        local = self._local(now)
        return any(start <= local.time() < end for start, end in self._stretches(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next time the office opens after `now`, in its own time zone; `now` itself while it is open.

        None when nothing opens within 120 days. Raises ValueError on a naive time.
        """
        local = self._local(now)
        if self.is_open(now):
            return local
        for ahead in range(LOOK_AHEAD_DAYS + 1):
            day = local.date() + timedelta(days=ahead)
            for start, _ in self._stretches(day):
                opens = datetime.combine(day, start, tzinfo=self.timezone)
                if opens > local:
                    return opens
        return None

    def why_closed(self, day: date) -> Mapping[str, str] | None:
        """The reason by language when `day` lies in a closed period, else None."""
        return next((period.why for period in self.closed if period.covers(day)), None)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday of the country, if one is given."""
        return self.country is not None and is_public_holiday(self.country, day)

    def _local(self, now: datetime) -> datetime:
        if now.tzinfo is None:
            raise ValueError("office hours need a time with a time zone")
        return now.astimezone(self.timezone)

    def _stretches(self, day: date) -> tuple[tuple[time, time], ...]:
        if self.why_closed(day) is not None or self.is_holiday(day):
            return ()
        return self.week.get(day.weekday(), ())
