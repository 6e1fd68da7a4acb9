"""A time as a coordinator chooses it: one of the free ones, or a date and a time of day of her own."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from api.desk.form import Form

CALL = "call"
OTHER = "other"


class TimeMissingError(ValueError):
    """Nothing chosen. `field` is what to point at."""

    field = "time"
    key = "time_missing"


class TimeUnreadableError(ValueError):
    """Not a date and a time of day that the clock shows that day."""

    field = "date"
    key = "time_unreadable"


def chosen_time(form: Form, zone: ZoneInfo) -> datetime | None:
    """The chosen start in UTC, None for "call". Raises TimeMissingError, TimeUnreadableError."""
    choice = form["time"]
    if choice == CALL:
        return None
    if choice == OTHER or (not choice and form["date"]):
        return _typed(form["date"], form["clock"], zone)
    return slot_time(choice)


def slot_time(choice: str) -> datetime:
    """The start of an offered slot, as its radio button carries it. Raises TimeMissingError."""
    try:
        start = datetime.fromisoformat(choice)
    except ValueError:
        raise TimeMissingError from None
    if start.tzinfo is None:
        raise TimeMissingError
    return start.astimezone(UTC)


def _typed(day: str, clock: str, zone: ZoneInfo) -> datetime:
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", clock)
    try:
        moment = time(int(found[1]), int(found[2])) if found else None
        local = datetime.combine(date.fromisoformat(day), moment, tzinfo=zone) if moment else None
        start = local.astimezone(UTC) if local else None
    except (ValueError, OverflowError):
        raise TimeUnreadableError from None
    if (
        start is None
        or local is None
        or start.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None)
    ):
        raise TimeUnreadableError
    return start
