"""The mails of a community group in every language, and the way from the letter box back to the list."""

import re
from email.message import EmailMessage

import pytest

from actions.contacts import load_retention
from actions.groups import GroupServices, load_groups, open_groups
from channels.mail import LetterError
from channels.mail.message import message_id, wrap
from tests.actions.groups.families import MOTHER, confirmed, interests, sign_up
from tests.channels.mail.mail_desk import SENDER, MailDesk, letters, queued, send
from tests.channels.mail.mail_server import Postbox
from tests.channels.mail.sensitive import sensitive_in
from tests.contact_world import BIRKEMOSE, MUNICIPALITIES, NOW, SECRET

CODE = "K7M4-QX9H-JRTW-3467"
PAYLOADS = {
    "interest.confirm": {"code": CODE, "days": 7},
    "interest.invite": {
        "coordinator": "dk-birkemose",
        "text": "Vi ses onsdag.\n\nTag gerne kaffe med {kop}.",
    },
}


@pytest.fixture
def groups(desk: MailDesk) -> GroupServices:
    return open_groups(desk.world.store, MUNICIPALITIES, load_groups(), SECRET, load_retention(), mails=True)


def mail(kind: str, **payload: object) -> EmailMessage:
    told = queued(kind, **{**PAYLOADS[kind], **payload})
    return wrap(letters().write(told), SENDER, message_id(told, SENDER), NOW)


def shown(message: EmailMessage) -> str:
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(message["Subject"]), *parts])


@pytest.mark.parametrize("school", [school.id for school in MUNICIPALITIES.schools()])
@pytest.mark.parametrize("language", ["da", "nb", "en"])
@pytest.mark.parametrize("kind", PAYLOADS)
def test_complete_and_neutral(kind: str, language: str, school: str) -> None:
    text = shown(mail(kind, language=language, school=school))
    assert sensitive_in(text) == []
    assert not re.search(r"\{(?!kop)", text)
    assert f"https://skolevej.example.org/group?language={language}" in text


@pytest.mark.parametrize("language", ["da", "nb", "en"])
def test_the_code_is_to_be_typed_and_stands_in_no_address(language: str) -> None:
    message = mail("interest.confirm", language=language)
    plain = message.get_body(("plain",))
    assert plain is not None
    assert f"\n{CODE}\n" in plain.get_content().replace("\r", "")
    addresses = re.findall(r"https?://\S+", shown(message))
    assert addresses and not any(CODE in a or CODE.replace("-", "") in a for a in addresses)
    assert message["Reply-To"] is None


def test_an_invitation_carries_her_words_and_answers_go_to_her() -> None:
    message = mail("interest.invite")
    assert "Vi ses onsdag." in shown(message) and "{kop}" in shown(message)
    assert "signe.birkemose@soelvbaek.example.org" in str(message["Reply-To"])


def test_her_words_are_no_markup() -> None:
    html = mail("interest.invite", text="<b>Onsdag</b> & torsdag").get_body(("html",))
    assert html is not None
    assert "&lt;b&gt;Onsdag&lt;/b&gt; &amp; torsdag" in html.get_content()


@pytest.mark.parametrize("payload", [{"school": "nowhere"}, {"school": None}])
def test_a_damaged_one_is_given_up(payload: dict[str, object]) -> None:
    with pytest.raises(LetterError):
        mail("interest.confirm", **payload)


def test_from_the_letter_box_to_the_list_and_to_the_invitation(
    desk: MailDesk, groups: GroupServices, postbox: Postbox, port: int
) -> None:
    registered = sign_up(groups)
    sender = desk.sender(port)
    assert send(sender) == 1
    (message,) = postbox.messages
    assert postbox.recipients == [MOTHER]
    assert registered.code not in shown(message)
    found = re.search(r"\b(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}\b", shown(message))
    assert found
    assert groups.desk.waiting(BIRKEMOSE) == ()
    groups.interests.confirm(found[0], NOW)
    (group,) = groups.desk.waiting(BIRKEMOSE)
    groups.desk.invite(BIRKEMOSE, [group.key], "Onsdag kl. 17.", NOW)
    assert send(sender) == 1
    assert "Onsdag kl. 17." in shown(postbox.messages[-1])


def test_withdrawn_before_the_invitation_leaves_nothing_is_sent(
    desk: MailDesk, groups: GroupServices, postbox: Postbox, port: int
) -> None:
    registered = confirmed(groups, desk.world)
    (group,) = groups.desk.waiting(BIRKEMOSE)
    groups.desk.invite(BIRKEMOSE, [group.key], "Onsdag kl. 17.", NOW)
    groups.interests.withdraw(registered.interest.reference, registered.code, NOW)
    assert send(desk.sender(port)) == 0
    assert interests(desk.world) == [] and postbox.messages == []
