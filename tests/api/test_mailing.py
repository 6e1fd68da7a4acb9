"""The mail server's settings: what is refused, in words that name setting and remedy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.contacts.mail_queue import MailQueue
from actions.store import Store, open_store
from api.mailing import open_sender, smtp_of
from api.settings import Settings, UnsafeSettingsError, read_settings
from channels.mail import OutboxSender
from tests.contact_world import MUNICIPALITIES

GOOD = {"SMTP_HOST": "mail.example.org", "SMTP_MAIL_FROM": "Skolen <noreply@example.org>"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    opened.close()


def settings(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(f"SKOLEVEJ_{name}", value)
    return read_settings()


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"SMTP_SECURITY": "none"}, "SKOLEVEJ_SMTP_SECURITY"),
        ({"SMTP_SECURITY": "ssl"}, "SKOLEVEJ_SMTP_SECURITY"),
        ({"SMTP_USER": "skolevej"}, "SKOLEVEJ_SMTP_PASSWORD"),
        ({"SMTP_PASSWORD": "hemmelig"}, "SKOLEVEJ_SMTP_USER"),
        ({"SMTP_MAIL_FROM": ""}, "SKOLEVEJ_SMTP_MAIL_FROM"),
        ({"SMTP_MAIL_FROM": "skolen"}, "SKOLEVEJ_SMTP_MAIL_FROM"),
        ({"SMTP_MAIL_FROM": "a@example.org\r\nBcc: b@example.org"}, "SKOLEVEJ_SMTP_MAIL_FROM"),
        ({"SMTP_PORT": "0"}, "SKOLEVEJ_SMTP_PORT"),
        ({"SMTP_CA_FILE": "nowhere.pem"}, "SKOLEVEJ_SMTP_CA_FILE"),
    ],
)
def test_refused(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], names: str) -> None:
    with pytest.raises(UnsafeSettingsError) as raised:
        settings(monkeypatch, **{**GOOD, **environment})
    assert names in str(raised.value)
    assert "hemmelig" not in str(raised.value)


def test_a_mail_server_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnsafeSettingsError, match="SKOLEVEJ_SMTP_HOST"):
        settings(monkeypatch, SMTP_MAIL_FROM="noreply@example.org")


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465)])
def test_the_usual_port_of_each_protection(monkeypatch: pytest.MonkeyPatch, security: str, port: int) -> None:
    smtp = smtp_of(settings(monkeypatch, **GOOD, SMTP_SECURITY=security))
    assert smtp is not None
    assert (smtp.port, smtp.security) == (port, security)


def test_in_the_open_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    read = settings(
        monkeypatch, **{**GOOD, "SMTP_HOST": "127.0.0.1", "SMTP_SECURITY": "none", "SMTP_PORT": "1025"}
    )
    smtp = smtp_of(read)
    assert smtp is not None
    assert (smtp.host, smtp.port, smtp.security) == ("127.0.0.1", 1025, "none")


def test_login_is_passed_on_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    read = settings(monkeypatch, **GOOD, SMTP_USER="skolevej", SMTP_PASSWORD="hemmelig")
    smtp = smtp_of(read)
    assert smtp is not None
    assert (smtp.user, smtp.password) == ("skolevej", "hemmelig")
    assert "hemmelig" not in repr(read) + repr(smtp)


def test_no_mail_server_is_fine(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    read = settings(monkeypatch)
    assert smtp_of(read) is None
    assert isinstance(open_sender(read, store, MUNICIPALITIES, "http://127.0.0.1:8000"), OutboxSender)
    assert MailQueue(store).counts().waiting == 0


def test_certificates_that_are_none_are_refused(
    monkeypatch: pytest.MonkeyPatch, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "ca.pem"
    file.write_text("nothing")
    read = settings(monkeypatch, **GOOD, SMTP_CA_FILE=str(file))
    with pytest.raises(UnsafeSettingsError, match="SKOLEVEJ_SMTP_CA_FILE"):
        open_sender(read, store, MUNICIPALITIES, "https://skolevej.example.org")
