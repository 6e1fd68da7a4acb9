"""The mail server's answers, from a real server, as what they mean to us."""

import asyncio
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from actions.contacts.mail_queue import MailTrouble
from api.ports import free_port
from channels.mail import SmtpSettings, SmtpTransport, TransportError
from tests.channels.mail.mail_server import HOST, PASSWORD, USER, Postbox, mail_server, self_signed

SENDER = "noreply@skolevej.example.org"
TO = "mor@example.org"


def send(port: int, recipient: str = TO, **smtp: Any) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, recipient, "Prøve"
    message.set_content("Hej æøå")
    settings = SmtpSettings(**{"host": HOST, "port": port, "security": "none", "sender": SENDER, **smtp})
    asyncio.run(SmtpTransport(settings).send(message, recipient))


def refusal(port: int, **smtp: Any) -> TransportError:
    with pytest.raises(TransportError) as raised:
        send(port, **smtp)
    assert TO not in str(raised.value)
    return raised.value


def test_starttls_and_login(postbox: Postbox, certificate: Path) -> None:
    with mail_server(postbox, certificate=certificate, login=True) as port:
        send(port, security="starttls", ca_file=certificate, user=USER, password=PASSWORD)
    assert postbox.recipients == [TO]
    assert postbox.secure == [True]


def test_tls_from_the_start(postbox: Postbox, certificate: Path) -> None:
    with mail_server(postbox, certificate=certificate, implicit_tls=True) as port:
        send(port, security="tls", ca_file=certificate)
    assert postbox.secure == [True]


def test_in_the_open_on_this_machine(postbox: Postbox, port: int) -> None:
    send(port)
    assert postbox.accepted[0][:2] == (SENDER, [TO])


def test_a_wrong_password_is_our_trouble_not_the_mails(postbox: Postbox, certificate: Path) -> None:
    with mail_server(postbox, certificate=certificate, login=True) as port:
        smtp = {"security": "starttls", "ca_file": certificate, "user": USER}
        error = refusal(port, password="wrong", **smtp)
    assert (error.trouble, error.permanent, error.server_wide) == (MailTrouble.LOGIN, False, True)


def test_a_login_that_was_forgotten_is_our_trouble_too(postbox: Postbox, certificate: Path) -> None:
    with mail_server(postbox, certificate=certificate, login=True) as port:
        error = refusal(port, security="starttls", ca_file=certificate)
    assert (error.permanent, error.server_wide) == (False, True)


def test_an_unknown_certificate_gets_nothing(postbox: Postbox, certificate: Path) -> None:
    with mail_server(postbox, certificate=certificate) as port:
        error = refusal(port, security="starttls")
    assert (error.trouble, error.permanent) == (MailTrouble.INSECURE, False)
    assert postbox.accepted == []


def test_a_certificate_of_somebody_else_gets_nothing(postbox: Postbox, tmp_path: Path) -> None:
    other = self_signed(tmp_path, "DNS:somewhere.example.org")
    for implicit, security in ((False, "starttls"), (True, "tls")):
        with mail_server(postbox, certificate=other, implicit_tls=implicit) as port:
            error = refusal(port, security=security, ca_file=other)
        assert error.trouble is MailTrouble.INSECURE
    assert postbox.accepted == []


def test_a_server_without_starttls_gets_nothing(postbox: Postbox, port: int, certificate: Path) -> None:
    error = refusal(port, security="starttls", ca_file=certificate, user=USER, password=PASSWORD)
    assert (error.trouble, error.server_wide) == (MailTrouble.INSECURE, True)
    assert postbox.accepted == []


def test_nobody_there() -> None:
    error = refusal(free_port())
    assert (error.trouble, error.permanent, error.server_wide) == (MailTrouble.UNREACHABLE, False, True)


@pytest.mark.parametrize("where", ["refuse_rcpt", "refuse_data"])
@pytest.mark.parametrize(
    ("answer", "trouble", "permanent", "server_wide"),
    [
        ("450 mailbox busy", MailTrouble.TEMPORARY, False, False),
        ("452 too much", MailTrouble.TEMPORARY, False, False),
        ("421 closing", MailTrouble.UNREACHABLE, False, True),
        ("550 no such user", MailTrouble.REFUSED, True, False),
        ("554 looks like spam", MailTrouble.REFUSED, True, False),
        ("530 sign in first", MailTrouble.LOGIN, False, True),
    ],
)
def test_answers(
    postbox: Postbox,
    port: int,
    where: str,
    answer: str,
    trouble: MailTrouble,
    permanent: bool,
    server_wide: bool,
) -> None:
    getattr(postbox, where).append(answer)
    error = refusal(port)
    assert (error.trouble, error.permanent, error.server_wide) == (trouble, permanent, server_wide)
    assert error.code == int(answer[:3])


def test_a_refused_sender_is_our_trouble(postbox: Postbox, port: int) -> None:
    postbox.refuse_mail.append("550 who are you")
    error = refusal(port)
    assert (error.trouble, error.permanent, error.server_wide) == (MailTrouble.SENDER, False, True)


def test_an_address_outside_ascii_goes_as_smtputf8(postbox: Postbox, port: int) -> None:
    send(port, "søren@xn--bk-yia.example.org")
    assert postbox.recipients == ["søren@xn--bk-yia.example.org"]


def test_a_file_without_certificates_is_noticed_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ssl.SSLError):
        SmtpTransport(SmtpSettings(HOST, 25, "tls", SENDER, ca_file=tmp_path / "ca.pem"))


def test_settings_never_show_the_password() -> None:
    assert PASSWORD not in repr(SmtpSettings(HOST, 25, "tls", SENDER, USER, PASSWORD))
