"""Who to talk to, and when the phone is answered next, in both countries and three languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.schools import UnknownSchoolError
from channels.contact import Contacts

DK, NO = ZoneInfo("Europe/Copenhagen"), ZoneInfo("Europe/Oslo")


def at(school: str, when: str) -> datetime:
    return datetime.fromisoformat(when).replace(tzinfo=NO if school.startswith("demo-no") else DK)


@pytest.mark.parametrize(
    ("school", "language", "when", "line"),
    [
        ("demo-dk", "da", "2026-11-23T09:00", "Telefonen er åben nu."),  # Monday
        ("demo-dk", "en", "2026-11-23T07:00", "It opens today at 08:30."),
        ("demo-dk", "en", "2026-11-23T16:00", "It opens tomorrow at 08:30."),
        ("demo-dk", "en", "2026-11-25T12:00", "It opens today at 12:30."),  # Wednesday's lunch
        ("demo-dk", "en", "2026-11-27T09:00", "It opens on Monday at 08:30."),  # Friday
        ("demo-dk", "da", "2026-11-28T09:00", "mandag"),
        ("demo-no", "nb", "2026-11-23T09:00", "Telefonen er åpen nå."),
        ("demo-no", "en", "2026-11-23T15:00", "It opens tomorrow at 08:30."),
        ("demo-no", "en", "2026-11-27T10:00", "It opens on Monday at 08:30."),
        ("demo-no", "nb", "2026-11-27T10:00", "mandag"),
        ("demo-dk", "en", "2026-12-22T09:00", "It opens on January 4 at 08:30."),  # Christmas holiday
        ("demo-dk", "da", "2026-12-22T09:00", "4. januar"),
        ("demo-no", "nb", "2026-12-22T09:00", "4. januar"),
    ],
)
def test_when_the_phone_is_answered(
    contacts: Contacts, school: str, language: str, when: str, line: str
) -> None:
    assert line in contacts.text(school, language, at(school, when))


@pytest.mark.parametrize("school", ["demo-dk", "demo-no"])
@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_duty_line_stands_there_only_when_nobody_answers(
    contacts: Contacts, school: str, language: str
) -> None:
    duty = "+45 00 00 00 99" if school == "demo-dk" else "+47 00 00 00 99"
    assert duty not in contacts.text(school, language, at(school, "2026-11-23T10:00"))
    closed = contacts.text(school, language, at(school, "2026-11-28T10:00"))
    assert duty in closed
    assert "  " not in closed and "{" not in closed


def test_the_hour_is_the_schools_own(contacts: Contacts) -> None:
    utc = datetime(2026, 11, 23, 7, 45, tzinfo=ZoneInfo("UTC"))
    assert "åben nu" in contacts.text("demo-dk", "da", utc)


def test_the_numbers_are_the_coordinators_and_the_offices(contacts: Contacts) -> None:
    assert [n.tel for n in contacts.numbers("demo-no", "nb")] == ["+47 00 00 00 12", "+47 00 00 00 10"]
    assert contacts.numbers("demo-no", "en")[0].label.startswith("Ragnhild Tangvoll, ")


def test_an_unknown_school_is_an_error_not_a_strangers_number(contacts: Contacts) -> None:
    with pytest.raises(UnknownSchoolError):
        contacts.numbers("nowhere", "da")
    with pytest.raises(UnknownSchoolError):
        contacts.text("nowhere", "da", datetime(2026, 11, 23, tzinfo=DK))


@pytest.mark.parametrize(
    ("school", "language", "when", "lines"),
    [
        ("demo-dk", "da", "2026-12-22T09:00", ["Det er juleferie.", "åbner den 4. januar kl. 08:30"]),
        ("demo-dk", "en", "2026-12-22T09:00", ["It is the Christmas holiday.", "opens on January 4"]),
        (
            "demo-dk",
            "da",
            "2027-05-06T10:30",
            ["Det er helligdag i dag.", "åbner"],
        ),  # Ascension Day, a Thursday
        ("demo-no", "nb", "2027-05-17T10:00", ["Det er helligdag i dag.", "åpner i morgen"]),
        ("demo-no", "en", "2027-05-17T10:00", ["It is a public holiday today.", "opens tomorrow at 08:30"]),
        ("demo-no", "da", "2027-05-17T10:00", ["Det er helligdag i dag.", "i morgen"]),
    ],
)
def test_a_holiday_is_named_and_the_next_day_is_the_right_one(
    contacts: Contacts, school: str, language: str, when: str, lines: list[str]
) -> None:
    text = contacts.text(school, language, at(school, when))
    assert all(line in text for line in lines), text


@pytest.mark.parametrize(
    ("language", "office", "until_then"),
    [
        ("da", "Skolens kontor er åbent nu: +45 00 00 00 10.", "bestille en tid her i chatten"),
        ("nb", "Skolens kontor er åpent nå: +45 00 00 00 10.", "bestille en time her i chatten"),
        ("en", "The school office is open now: +45 00 00 00 10.", "book a time here in the chat"),
    ],
)
def test_while_only_the_office_answers_it_is_named_first(
    contacts: Contacts, language: str, office: str, until_then: str
) -> None:
    friday = at("demo-dk", "2026-11-27T09:00")
    text = contacts.text("demo-dk", language, friday)
    assert office in text and until_then in text and "+45 00 00 00 99" not in text
    assert [n.tel for n in contacts.numbers_now("demo-dk", language, friday)] == [
        "+45 00 00 00 10",
        "+45 00 00 00 12",
    ]


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_while_nobody_answers_the_duty_line_comes_first(contacts: Contacts, language: str) -> None:
    saturday = at("demo-no", "2026-11-28T10:00")
    numbers = contacts.numbers_now("demo-no", language, saturday)
    assert [n.tel for n in numbers] == ["+47 00 00 00 99", "+47 00 00 00 12", "+47 00 00 00 10"]


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_in_opening_hours_nothing_is_said_of_meanwhile(contacts: Contacts, language: str) -> None:
    monday = at("demo-dk", "2026-11-23T10:00")
    text = contacts.text("demo-dk", language, monday)
    assert "chat" not in text.split("\n\n")[1]
    assert next(n.tel for n in contacts.numbers_now("demo-dk", language, monday)) == "+45 00 00 00 12"


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_staff_are_not_told_what_parents_are(contacts: Contacts, language: str) -> None:
    monday = at("demo-dk", "2026-11-23T10:00")
    for_staff = contacts.text("demo-dk", language, monday, "staff")
    assert contacts.text("demo-dk", language, monday).startswith(for_staff)
    assert for_staff != contacts.text("demo-dk", language, monday)


@pytest.mark.parametrize("school", ["demo-dk", "demo-no"])
@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_emergency_numbers_stand_only_where_they_fit(contacts: Contacts, language: str, school: str) -> None:
    for when in ("2026-11-23T10:00", "2026-11-28T10:00", "2026-12-22T09:00"):
        moment = at(school, when)
        tels = {n.tel for n in contacts.numbers_now(school, language, moment)}
        assert not tels & {"112", "113", "116 111", "116 117"}
