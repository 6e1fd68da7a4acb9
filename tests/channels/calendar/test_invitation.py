"""The calendar file, read back as a calendar reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from channels.calendar import Appointment, Method, Organiser, Standing, invitation, uid_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
APPOINTMENT = Appointment(
    uid=uid_of("demo-dk", "K7M-4QX"),
    start=datetime(2026, 11, 24, 9, 30, tzinfo=COPENHAGEN),
    end=datetime(2026, 11, 24, 10, 0, tzinfo=COPENHAGEN),
    sequence=3,
    standing=Standing.CONFIRMED,
    organiser=Organiser("Signe Birkemose", "signe@example.org", "noreply@example.org"),
    summary="Samtale med skolens tovholder",
    location="Telefonsamtale",
    description="Reference: K7M-4QX",
    stamp=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
)
GUEST = "mor@example.org"


def read(content: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    assert not event.errors
    return calendar, event


def test_read_back() -> None:
    calendar, event = read(invitation(APPOINTMENT, Method.REQUEST, GUEST))
    assert (calendar["version"], calendar["method"], calendar["calscale"]) == ("2.0", "REQUEST", "GREGORIAN")
    assert event["uid"] == APPOINTMENT.uid
    assert event["sequence"] == 3
    assert event.start == APPOINTMENT.start
    assert event.end == APPOINTMENT.end
    assert event["dtstamp"].dt == APPOINTMENT.stamp
    assert (event["status"], event["class"]) == ("CONFIRMED", "PRIVATE")
    assert event["summary"] == "Samtale med skolens tovholder"
    assert event["location"] == "Telefonsamtale"
    assert event["organizer"] == "mailto:signe@example.org"
    assert event["organizer"].params["CN"] == "Signe Birkemose"
    assert event["organizer"].params["SENT-BY"] == "mailto:noreply@example.org"
    assert event["attendee"] == f"mailto:{GUEST}"
    assert event["attendee"].params["RSVP"] == "FALSE"


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 10, 23), 7),  # Friday before the clocks go back
        (date(2026, 10, 26), 8),  # Monday after
        (date(2027, 3, 26), 8),  # Friday before they go forward
        (date(2027, 3, 29), 7),
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "Europe/Oslo"])
def test_half_past_nine_is_half_past_nine_summer_and_winter(day: date, utc: int, zone: str) -> None:
    start = datetime.combine(day, time(9, 30), ZoneInfo(zone))
    moved = replace(APPOINTMENT, start=start, end=start + timedelta(minutes=30))
    _, event = read(invitation(moved, Method.REQUEST, GUEST))
    assert event.start.utcoffset() == timedelta(0)
    assert event.start.hour == utc
    shown = event.start.astimezone(ZoneInfo(zone))
    assert (shown.hour, shown.minute) == (9, 30)


def test_a_talk_across_the_change_of_clocks_keeps_its_length() -> None:
    start = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45 in summer time; the clocks go back at 03:00
    end = start + timedelta(minutes=30)
    moved = replace(APPOINTMENT, start=start.astimezone(COPENHAGEN), end=end.astimezone(COPENHAGEN))
    _, event = read(invitation(moved, Method.REQUEST, GUEST))
    assert event.end - event.start == timedelta(minutes=30)


def test_an_identity_for_each_booking_and_for_all_its_changes() -> None:
    assert uid_of("demo-dk", "K7M-4QX") == APPOINTMENT.uid
    assert len({APPOINTMENT.uid, uid_of("demo-dk", "K7M-4QY"), uid_of("demo-no", "K7M-4QX")}) == 3
    assert "K7M" not in APPOINTMENT.uid


def test_called_off() -> None:
    off = replace(APPOINTMENT, standing=Standing.CANCELLED, sequence=4)
    calendar, event = read(invitation(off, Method.CANCEL, GUEST))
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 4)
    assert event["uid"] == APPOINTMENT.uid


def test_to_add_by_hand_names_no_guest() -> None:
    calendar, event = read(invitation(APPOINTMENT, Method.PUBLISH, GUEST))
    assert calendar["method"] == "PUBLISH"
    assert "attendee" not in event


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_no_text_can_start_a_property_of_its_own(name: str, summary: str, description: str) -> None:
    nasty = replace(
        APPOINTMENT,
        organiser=Organiser(f"{name}\r\nATTENDEE:mailto:x@example.org", "signe@example.org"),
        summary=f"{summary}\r\nATTENDEE:mailto:x@example.org",
        description=f"{description}\nEND:VEVENT\r\nBEGIN:VALARM",
    )
    calendar, event = read(invitation(nasty, Method.REQUEST, GUEST))
    assert event["attendee"] == f"mailto:{GUEST}"
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert event["organizer"] == "mailto:signe@example.org"


def test_lines_are_folded_and_end_as_they_must() -> None:
    content = invitation(replace(APPOINTMENT, description="æøå " * 100), Method.REQUEST, GUEST)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert lines[-1] == b""


@pytest.mark.parametrize(
    "broken",
    [
        replace(APPOINTMENT, start=APPOINTMENT.start.replace(tzinfo=None)),
        replace(APPOINTMENT, stamp=APPOINTMENT.stamp.replace(tzinfo=None)),
        replace(APPOINTMENT, end=APPOINTMENT.start),
    ],
)
def test_nonsense_is_refused(broken: Appointment) -> None:
    with pytest.raises(ValueError, match="appointment"):
        invitation(broken, Method.REQUEST, GUEST)


def test_an_invitation_needs_a_guest() -> None:
    with pytest.raises(ValueError, match="invite"):
        invitation(APPOINTMENT, Method.REQUEST)
