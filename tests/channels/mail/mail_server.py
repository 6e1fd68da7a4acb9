"""A real SMTP server on this machine for the tests: it keeps what it accepts and can be told to refuse."""

import gc
import ssl
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from api.ports import free_port

HOST = "127.0.0.1"
USER, PASSWORD = "skolevej", "søndagsro-øæå"


@dataclass
class Postbox:
    """`refuse_rcpt` and `refuse_data` hold answers to give instead of accepting, first one first."""

    accepted: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    refuse_mail: list[str] = field(default_factory=list)
    refuse_rcpt: list[str] = field(default_factory=list)
    refuse_data: list[str] = field(default_factory=list)
    secure: list[bool] = field(default_factory=list)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_mail:
            return self.refuse_mail.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_rcpt:
            return self.refuse_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.refuse_data:
            return self.refuse_data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.accepted.append((envelope.mail_from or "", envelope.rcpt_tos, envelope.content))
        self.secure.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"

    @property
    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(content, policy=policy.default)  # type: ignore[arg-type]
            for _, _, content in self.accepted
        ]

    @property
    def recipients(self) -> list[str]:
        return [address for _, addresses, _ in self.accepted for address in addresses]


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(
    postbox: Postbox,
    *,
    port: int | None = None,
    certificate: Path | None = None,
    implicit_tls: bool = False,
    login: bool = False,
) -> Iterator[int]:
    """A running server; yields its port. With a certificate it insists on STARTTLS, or speaks TLS at once."""
    port = port or free_port()
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    controller = Controller(
        postbox,
        hostname=HOST,
        port=port,
        ssl_context=context if implicit_tls else None,
        tls_context=None if implicit_tls else context,
        require_starttls=context is not None and not implicit_tls,
        authenticator=_check if login else None,
        auth_required=login,
        enable_SMTPUTF8=True,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
        _collect_broken_lines()


def _collect_broken_lines() -> None:
    """aiosmtpd and asyncio leave the sockets of handshakes that failed to the collector, which warns whenever it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def self_signed(folder: Path, name: str = f"IP:{HOST}") -> Path:
    """A certificate nobody else vouches for, with its key, in one PEM file."""
    path = folder / f"{name.replace(':', '-')}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mail",
         "-addext", f"subjectAltName={name}", "-keyout", str(path), "-out", str(path) + ".crt"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    path.write_text(path.read_text() + Path(str(path) + ".crt").read_text())
    return path
