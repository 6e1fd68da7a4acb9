"""The kinds of value an editor writes in a municipality's file: times, grades, phone numbers, ids."""

import re
from datetime import time
from itertools import pairwise
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from actions.contact_hours import STEP_MINUTES

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)")
Stretch = tuple[time, time]


def _stretches(value: object) -> tuple[Stretch, ...]:
    spans = tuple(_span(part) for part in (value if isinstance(value, list) else [value]))
    if any(start < end for (_, end), (start, _) in pairwise(spans)):
        raise ValueError("the times overlap; write the earliest first")
    return spans


def _span(value: object) -> Stretch:
    match = SPAN.fullmatch(str(value).strip())
    if match is None:
        raise ValueError('not a time of day; write "08:00-15:30", in quotes')
    hour, minute, last_hour, last_minute = map(int, match.groups())
    if (hour, minute) >= (last_hour, last_minute):
        raise ValueError("ends before it starts; exchange the two times")
    return time(hour, minute), time(last_hour, last_minute)


def _on_the_grid(week: dict[str, tuple[Stretch, ...]]) -> dict[str, tuple[Stretch, ...]]:
    for spans in week.values():
        for moment in (moment for span in spans for moment in span):
            if moment.minute % STEP_MINUTES:
                raise ValueError(f'{moment:%H:%M} is not on a five-minute step; write for example "09:15"')
    return week


def _grid_minutes(value: int) -> int:
    if value % STEP_MINUTES:
        raise ValueError("not in steps of five minutes; write for example 30 or 45")
    return value


def _grades(value: object) -> tuple[int, ...]:
    grades: list[int] = []
    for part in str(value).split(","):
        match = re.fullmatch(r"\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*", part)
        if match is None or int(match[2] or match[1]) < int(match[1]):
            raise ValueError('not grades; write "0-9" or "1, 2, 5", in quotes')
        grades.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(grades)


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ValueError("not a web origin; write https://school.org and nothing after it")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("not a time zone; write for example Europe/Copenhagen") from None
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(r"\+\d[\d ]{6,18}", value):
        raise ValueError('not a phone number; write "+45 12 34 56 78", in quotes')
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", value):
        raise ValueError("not an e-mail address; write name@place.org")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Email = Annotated[Text, AfterValidator(_email)]
Origin = Annotated[Text, AfterValidator(_origin)]
Phone = Annotated[Text, AfterValidator(_phone)]
Timezone = Annotated[Text, AfterValidator(_timezone)]
Grades = Annotated[tuple[int, ...], BeforeValidator(_grades)]
Week = Annotated[
    dict[
        Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        Annotated[tuple[Stretch, ...], BeforeValidator(_stretches)],
    ],
    Field(min_length=1),
]
ContactWeek = Annotated[Week, AfterValidator(_on_the_grid)]
SlotMinutes = Annotated[int, Field(ge=10, le=180), AfterValidator(_grid_minutes)]
Topic = Literal["absence", "anxiety", "bullying", "family", "transition", "special_needs", "community"]
Term = Literal["coordinator", "class_teacher", "psychology_service", "notification"]
