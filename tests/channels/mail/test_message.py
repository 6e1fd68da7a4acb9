"""A letter as an e-mail: what other programs read must hold, whatever stands in names."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from channels.mail import Letter
from channels.mail.message import message_id, wrap
from tests.channels.mail.mail_desk import SENDER, letters, queued
from tests.contact_world import NOW

NASTY = 'Lyngvåg "skole" <b>\r\nBcc: alle@example.org\r\n\r\nHej\x00\u2028x'


def letter(kind: str = "book.parent", **payload: object) -> Letter:
    return letters().write(queued(kind, **payload))


def sent(letter: Letter, sender: str = SENDER) -> EmailMessage:
    """The message as it arrives: bytes on the wire, read again."""
    message = wrap(letter, sender, "<1.a@skolevej.example.org>", NOW)
    read = BytesParser(policy=policy.default).parsebytes(message.as_bytes())
    assert isinstance(read, EmailMessage)
    return read


def parts(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_headers() -> None:
    message = sent(letter())
    assert message["From"] == "Sølvbæk Skole <noreply@skolevej.example.org>"
    assert message["To"] == "mor@example.org"
    assert message["Reply-To"] == "signe.birkemose@soelvbaek.example.org"
    assert message["Message-ID"] == "<1.a@skolevej.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "da"
    assert message["Date"].datetime == NOW
    assert message["Importance"] is None
    assert sent(letter("book.coordinator", urgent=True))["Importance"] == "high"


def test_a_sender_with_a_name_of_its_own_keeps_it() -> None:
    named = sent(letter(), "Skolerne i Sølvbæk <noreply@example.org>")
    assert named["From"] == "Skolerne i Sølvbæk <noreply@example.org>"


def test_an_invitation_is_built_as_outlook_and_google_expect() -> None:
    message = sent(letter())
    assert parts(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
    ]
    inline, attached = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert inline.get_param("method") == attached.get_param("method") == "REQUEST"
    assert inline.get_filename() is None
    assert attached.get_filename() == "invite.ics"
    for part in (inline, attached):
        (event,) = Calendar.from_ical(part.get_payload(decode=True)).events
        assert event["summary"] == "Samtale med skolens tovholder"
        assert event["attendee"] == "mailto:mor@example.org"


def test_the_coordinators_file_is_there_to_add_not_an_invitation() -> None:
    message = sent(letter("book.coordinator"))
    files = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in files] == ["PUBLISH"]
    assert b"ATTENDEE" not in files[0].get_payload(decode=True)


def test_html_says_the_same_as_the_text_and_says_its_language() -> None:
    for language in ("da", "nb", "en"):
        made = letter(language=language)
        message = sent(made)
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        assert plain is not None
        assert html is not None
        page = LexborHTMLParser(html.get_content())
        words = " ".join(page.css_first("main").text(separator=" ").split())
        for paragraph in made.paragraphs:
            assert " ".join(paragraph.split()) in words
            assert paragraph in plain.get_content().replace("\r\n", "\n")
        assert page.css_first("html").attributes["lang"] == language
        assert page.css_first("title").text() == made.subject
        assert page.css_first("a").attributes["href"] == made.link[1] in plain.get_content()
        assert not page.css("img, script, link, form, iframe")


def test_names_cannot_start_a_header_or_markup() -> None:
    nasty = replace(
        letter(), sender_name=NASTY, subject=f"Din aftale {NASTY}", paragraphs=(NASTY, "<script>x</script>")
    )
    message = sent(nasty)
    assert message["Bcc"] is None
    assert "Bcc: alle@example.org" in message["Subject"]
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["To"] == "mor@example.org"
    html = message.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


@pytest.mark.parametrize("name", ["Ærø, Ø & Å skole", "Школа №1", "مدرسة", "名前", "a" * 300, 'O"Hara; x'])
def test_any_name_survives_the_wire(name: str) -> None:
    message = sent(replace(letter(), sender_name=name))
    assert message["From"].addresses[0].display_name == name.replace('"', "'")
    assert message["From"].addresses[0].addr_spec == SENDER


def test_lines_fit_the_wire() -> None:
    long = replace(letter(), paragraphs=("ord " * 1000, "x" * 3000))
    raw = wrap(long, SENDER, "<1.a@skolevej.example.org>", NOW).as_bytes()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))  # type: ignore[attr-defined]
    assert "x" * 3000 in body.get_content()


def test_a_message_id_is_the_same_for_the_same_row_and_no_other() -> None:
    mail = queued()
    again = replace(mail, attempts=7)
    assert message_id(mail, SENDER) == message_id(again, SENDER)
    others = [
        replace(mail, id=2),
        replace(mail, kind="cancel.parent"),
        replace(mail, reference="333-333"),
        replace(mail, created_at=NOW.replace(microsecond=1)),
    ]
    identities = {message_id(other, SENDER) for other in (mail, *others)}
    assert len(identities) == 5, "a number used again after erasing must not look like the old mail"
    assert message_id(mail, "Skolen <noreply@blåbær.example.org>").endswith("@xn--blbr-roah.example.org>")
