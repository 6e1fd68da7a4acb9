"""When a coordinator can be booked: contact hours cut into times, without holidays, closed days and past times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from actions.office_hours import OfficeHours
from actions.public_holidays import is_public_holiday
from knowledge.model import Country

STEP_MINUTES = 5
"""Times start and end on this grid, so that two times overlap exactly when they share a step."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class BookingRules:
    """How long a contact lasts, how far ahead it can be booked and how much notice the coordinator gets."""

    slot_minutes: int
    book_ahead_days: int
    notice_hours: int


@dataclass(frozen=True, slots=True)
class ContactHours:
    """A week of times a parent may book, in the time zone of `hours`."""

    hours: OfficeHours
    country: Country
    rules: BookingRules

    def bookable(self, now: datetime) -> Iterator[Span]:
        """Every time that may be booked at `now`, earliest first, as aware UTC datetimes.

        Raises ValueError on a naive `now`.
        """
        if now.tzinfo is None:
            raise ValueError("contact hours need a time with a time zone")
        today = now.astimezone(self.hours.timezone).date()
        earliest = now + timedelta(hours=self.rules.notice_hours)
        for ahead in range(self.rules.book_ahead_days + 1):
            for span in self.on(today + timedelta(days=ahead)):
                if span[0] >= earliest and span[0] > now:
                    yield span

    def on(self, day: date) -> Iterator[Span]:
        """The times of one day, whether or not they are past; none on a holiday or a closed day."""
        if self.hours.why_closed(day) is not None or is_public_holiday(self.country, day):
            return
        for stretch in self.hours.week.get(day.weekday(), ()):
            yield from self._cut(day, *stretch)

    def _cut(self, day: date, first: time, last: time) -> Iterator[Span]:
        length = timedelta(minutes=self.rules.slot_minutes)
        start = datetime.combine(day, first, tzinfo=self.hours.timezone).astimezone(UTC)
        close = datetime.combine(day, last, tzinfo=self.hours.timezone).astimezone(UTC)
        while start + length <= close:
            if self._reads_as_written(start, start + length, first, last):
                yield start, start + length
            start += length

    def _reads_as_written(self, start: datetime, end: datetime, first: time, last: time) -> bool:
        """Whether the clock on the wall agrees: false inside the hour that the clocks skip or repeat."""
        zone = self.hours.timezone
        opens, closes = start.astimezone(zone), end.astimezone(zone)
        if opens.fold or closes.replace(tzinfo=None) - opens.replace(tzinfo=None) != end - start:
            return False
        return first <= opens.time() and closes.time() <= last
