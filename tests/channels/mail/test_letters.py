"""Every mail in every language: complete, neutral, and in the reader's own language."""

from email.message import EmailMessage
from itertools import product

import pytest
from icalendar import Calendar

from actions.contacts.outbox import READERS, Reader
from channels.mail import LetterError
from channels.mail.message import message_id, wrap
from tests.channels.mail.mail_desk import PAGES, SENDER, letters, queued
from tests.channels.mail.sensitive import sensitive_in
from tests.contact_world import MUNICIPALITIES, NOW

KINDS = [f"{act}.{reader}" for act, readers in READERS.items() for reader in readers]
STATUSES = {
    "book": "requested", "change": "requested", "accept": "confirmed", "confirm": "confirmed",
    "cancel": "cancelled", "decline": "declined", "propose_other": "proposed_other",
}  # fmt: skip
TIMES = {
    "time": {},
    "call me": {"starts_at": None, "ends_at": None},
    "call me instead": {
        "starts_at": None,
        "ends_at": None,
        "withdrawn": {"starts_at": "2026-11-24T08:30:00+00:00", "ends_at": "2026-11-24T09:00:00+00:00"},
    },
}
VARIETY = [
    *product(["demo-dk"], ["dk-birkemose"], (True, False), (True, False)),
    *(
        (school.id, coordinator, True, False)
        for place in MUNICIPALITIES.all
        for school in place.schools
        for coordinator in (*school.coordinators, place.fallback.id)
    ),
]


def mail(kind: str, **payload: object) -> EmailMessage:
    told = queued(kind, status=STATUSES[kind.split(".")[0]], **payload)
    return wrap(letters().write(told), SENDER, message_id(told, SENDER), NOW)


def everything_shown(message: EmailMessage) -> str:
    """Headers and parts as a reader's program shows them, without the addresses of sender and coordinator."""
    parts = [str(message["Subject"]), str(message["From"].addresses[0].display_name)]
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            file = part.get_payload(decode=True).decode().replace("\r\n ", "")
            parts += [line.partition(":mailto:")[0] for line in file.splitlines()]
        elif part.get_content_maintype() == "text":
            parts.append(part.get_content())
    return "\n".join(parts)


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_complete_and_neutral(kind: str, language: str, time: str) -> None:
    for school, coordinator, by_phone, urgent in VARIETY:
        message = mail(
            kind,
            language=language,
            school=school,
            coordinator=coordinator,
            by_phone=by_phone,
            urgent=urgent,
            **TIMES[time],
        )
        shown = everything_shown(message)
        assert sensitive_in(shown) == []
        assert "{" not in shown
        assert "}" not in shown
        assert "None" not in shown
        assert "K7M-4QX" in message["Subject"]


def test_a_sensitive_word_would_be_found() -> None:
    assert sensitive_in("Din datters skolefravær i 3. klasse") == ["fravær", "datter", "klasse"]


@pytest.mark.parametrize(
    ("school", "parent", "expected"),
    [("demo-dk", "nb", "nb"), ("demo-dk", "en", "en"), ("demo-no", "da", "da"), ("demo-no", "ar", "nb")],
)
def test_a_parent_reads_her_own_language_where_we_have_it(school: str, parent: str, expected: str) -> None:
    coordinator = MUNICIPALITIES.coordinator_for(school).id
    assert (
        letters().write(queued(school=school, coordinator=coordinator, language=parent)).language == expected
    )


@pytest.mark.parametrize(("school", "expected"), [("demo-dk", "da"), ("demo-no", "nb")])
def test_a_coordinator_reads_the_municipalitys_language(school: str, expected: str) -> None:
    coordinator = MUNICIPALITIES.coordinator_for(school).id
    letter = letters().write(
        queued("book.coordinator", school=school, coordinator=coordinator, language="en")
    )
    assert letter.language == expected


def test_the_coordinators_notice_says_when_and_whether_it_is_urgent_and_no_more() -> None:
    urgent = letters().write(queued("book.coordinator", urgent=True))
    calm = letters().write(queued("book.coordinator", urgent=False))
    assert urgent.paragraphs[1].splitlines() == [
        "Reference: K7M-4QX",
        "Hvornår: tirsdag den 24. november kl. 09.30–10.00",
        "Haster: ja, helst i denne uge",
    ]
    assert calm.paragraphs[1].splitlines()[2] == "Haster: nej"
    assert (urgent.urgent, calm.urgent) == (True, False)
    assert urgent.link[1] == PAGES.desk.format(reference="K7M-4QX")
    assert urgent.reply_to is None


def test_a_parents_mail_points_at_the_page_without_reference_or_code() -> None:
    letter = letters().write(queued(language="nb"))
    assert letter.link[1] == "https://skolevej.example.org/booking?language=nb"
    assert letter.reply_to == "signe.birkemose@soelvbaek.example.org"
    assert not letter.urgent


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "Hvornår: tirsdag den 24. november kl. 09.30–10.00"),
        ("nb", "Når: tirsdag 24. november kl. 09:30–10:00"),
        ("en", "When: Tuesday 24 November, 09:30–10:00"),
    ],
)
def test_the_time_is_on_the_coordinators_clock(language: str, words: str) -> None:
    assert words in letters().write(queued(language=language)).paragraphs[1]


def test_who_gave_no_number_is_not_told_that_somebody_calls() -> None:
    assert any("ringer til dig" in paragraph for paragraph in letters().write(queued()).paragraphs)
    by_mail = letters().write(queued(by_phone=False)).paragraphs
    assert not any("ringer til dig" in paragraph for paragraph in by_mail)
    assert any("skriver til dig" in paragraph for paragraph in by_mail)


def test_a_team_is_named_by_a_neutral_word_with_a_capital() -> None:
    letter = letters().write(queued("confirm.parent", coordinator="dk-team", status="confirmed"))
    assert letter.paragraphs[0].startswith("Kommunens team, Sølvbæk Skole, har bekræftet")


@pytest.mark.parametrize(
    ("kind", "payload", "method", "standing"),
    [
        ("book.parent", {}, "REQUEST", "TENTATIVE"),
        ("confirm.parent", {"status": "confirmed"}, "REQUEST", "CONFIRMED"),
        ("propose_other.parent", {"status": "proposed_other"}, "REQUEST", "TENTATIVE"),
        ("cancel.parent", {"status": "cancelled"}, "CANCEL", "CANCELLED"),
        ("decline.parent", {"status": "declined"}, "CANCEL", "CANCELLED"),
        ("change.parent", TIMES["call me instead"], "CANCEL", "CANCELLED"),
        ("book.coordinator", {}, "PUBLISH", "TENTATIVE"),
        ("accept.coordinator", {"status": "confirmed"}, "PUBLISH", "CONFIRMED"),
        ("cancel.coordinator", {"status": "cancelled"}, "CANCEL", "CANCELLED"),
    ],
)
def test_the_calendar_file_says_how_it_stands(
    kind: str, payload: dict[str, object], method: str, standing: str
) -> None:
    enclosure = letters().write(queued(kind, **payload)).enclosure
    assert enclosure is not None
    (event,) = Calendar.from_ical(enclosure.content).events
    assert (enclosure.method, event["status"]) == (method, standing)
    assert ("attendee" in event) == kind.endswith(Reader.PARENT)


def test_no_time_no_calendar_file() -> None:
    assert letters().write(queued(**TIMES["call me"])).enclosure is None


def test_mails_written_before_the_newer_fields_are_still_sent() -> None:
    old = queued()
    payload = {key: old.payload[key] for key in old.payload if key not in ("urgent", "by_phone", "withdrawn")}
    assert (
        letters().write(queued()).paragraphs
        == letters()
        .write(type(old)(old.id, old.kind, old.recipient, old.reference, payload, 1, NOW))
        .paragraphs
    )


@pytest.mark.parametrize(
    "payload",
    [{"school": "closed-down"}, {"status": "what"}, {"sequence": None}, {"starts_at": "soon"}],
)
def test_a_damaged_mail_is_refused_without_naming_anybody(payload: dict[str, object]) -> None:
    with pytest.raises(LetterError) as raised:
        letters().write(queued(**payload))
    assert "example.org" not in str(raised.value)


@pytest.mark.parametrize("kind", ["book", "book.stranger", "sell.parent"])
def test_an_unknown_kind_is_refused(kind: str) -> None:
    with pytest.raises(LetterError):
        letters().write(queued(kind))
