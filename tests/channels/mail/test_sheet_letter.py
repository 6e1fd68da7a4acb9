"""The mail with the way to a sheet: neutral, complete, and gone with the sheet."""

import re
from email.message import EmailMessage

import pytest

from actions.contacts.codes import new_seed
from actions.sheets import MeetingSheet, SheetServices, open_sheets
from channels.mail import LetterError
from channels.mail.message import message_id, wrap
from tests.channels.mail.mail_desk import MOTHER, SENDER, MailDesk, letters, queued, send
from tests.channels.mail.mail_server import Postbox
from tests.channels.mail.sensitive import sensitive_in
from tests.contact_world import MUNICIPALITIES, NOW, SECRET

WORRY = "Hun græder hver søndag aften"


@pytest.fixture
def sheets(desk: MailDesk) -> SheetServices:
    return open_sheets(desk.world.store, SECRET)


def mail(**payload: object) -> EmailMessage:
    told = queued("sheet.parent", **payload)
    return wrap(letters().write(told), SENDER, message_id(told, SENDER), NOW)


def shown(message: EmailMessage) -> str:
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(message["Subject"]), str(message["From"]), *parts])


@pytest.mark.parametrize("school", [school.id for school in MUNICIPALITIES.schools()])
@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_complete_and_neutral(language: str, school: str) -> None:
    message = mail(language=language, school=school)
    text = shown(message)
    assert sensitive_in(text) == []
    assert "{" not in text.replace("{font", "")
    assert "K7M-4QX" in text and f"https://skolevej.example.org/sheet?language={language}" in text
    assert not any("K7M" in address for address in re.findall(r"https?://\S+", text))
    assert message["Reply-To"] is None


def test_what_arrives_holds_neither_the_sheet_nor_the_code(
    desk: MailDesk, sheets: SheetServices, port: int, postbox: Postbox
) -> None:
    kept = sheets.sheets.keep_meeting(
        "a" * 32, new_seed(), MeetingSheet(worries=WORRY), school="demo-dk", language="da", now=NOW
    )
    sheets.mail.send(kept.sheet.id, MOTHER, "da", NOW)
    assert send(desk.sender(port)) == 1
    (arrived,) = postbox.messages
    text = shown(arrived)
    assert kept.sheet.reference in text
    assert kept.code and kept.code not in text and WORRY not in text


def test_nothing_is_sent_of_a_sheet_that_was_erased(
    desk: MailDesk, sheets: SheetServices, port: int, postbox: Postbox
) -> None:
    kept = sheets.sheets.keep_meeting(
        "a" * 32, new_seed(), MeetingSheet(worries=WORRY), school="demo-dk", language="da", now=NOW
    )
    sheets.mail.send(kept.sheet.id, MOTHER, "da", NOW)
    sheets.sheets.forget(kept.sheet.id)
    assert send(desk.sender(port)) == 0
    assert postbox.messages == []


@pytest.mark.parametrize("payload", [{"school": "nowhere"}, {"school": None}])
def test_a_damaged_one_is_given_up(payload: dict[str, object]) -> None:
    with pytest.raises(LetterError):
        mail(**payload)


def test_an_unknown_language_reads_as_the_schools_own() -> None:
    assert mail(language="pl", school="demo-no")["Content-Language"] == "nb"
