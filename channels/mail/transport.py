"""Hands a message to the mail server, and says what its refusal means."""

import asyncio
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from actions.contacts.mail_queue import MailTrouble
from channels.mail.addresses import address_of

Security = Literal["starttls", "tls", "none"]
STEP_SECONDS = 30
WHOLE_SECONDS = 120
"""Well within the lease of a queued mail, so that nobody else takes it while it is being sent."""
SERVER_WIDE = (MailTrouble.UNREACHABLE, MailTrouble.INSECURE, MailTrouble.LOGIN, MailTrouble.SENDER)
LOGIN_CODES = (530, 534, 535, 538)
CLOSING = 421


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """`sender` is what mails are from: an address, or a name and one in angle brackets.

    `ca_file` holds the certificates to trust instead of the machine's own.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None


class TransportError(Exception):
    """The message was not accepted. `permanent`: it never will be. Names neither recipient nor text."""

    def __init__(self, trouble: MailTrouble, *, permanent: bool = False, code: int | None = None) -> None:
        super().__init__(f"{trouble.value}{f' ({code})' if code else ''}")
        self.trouble = trouble
        self.permanent = permanent
        self.code = code

    @property
    def server_wide(self) -> bool:
        """Whether every other message would meet the same."""
        return self.trouble in SERVER_WIDE


class SmtpTransport:
    """One connection per message: few are sent, and a hanging one then holds up nothing else."""

    def __init__(self, settings: SmtpSettings) -> None:
        """Raises OSError for a `ca_file` that can't be read, ssl.SSLError for one that holds no certificate."""
        self._settings = settings
        self._tls = None
        if settings.security != "none":
            self._tls = ssl.create_default_context(cafile=settings.ca_file)

    async def send(self, message: EmailMessage, recipient: str) -> None:
        """Returns once the server has taken responsibility for it. Raises TransportError."""
        client = SMTP(
            hostname=self._settings.host,
            port=self._settings.port,
            timeout=STEP_SECONDS,
            use_tls=self._settings.security == "tls",
            start_tls=False,  # by our own step in _open, whose failure is then known for what it is
            tls_context=self._tls,
        )
        try:
            async with asyncio.timeout(WHOLE_SECONDS):
                await self._open(client)
                await self._hand_over(client, message, recipient)
                await _leave(client)
        except TimeoutError as error:
            raise TransportError(MailTrouble.UNREACHABLE) from error
        finally:
            client.close()

    async def _open(self, client: SMTP) -> None:
        try:
            await client.connect()
            if self._settings.security == "starttls":
                await client.starttls(tls_context=self._tls)
        except (SMTPServerDisconnected, SMTPTimeoutError):
            raise TransportError(MailTrouble.UNREACHABLE) from None
        except (SMTPException, OSError) as error:
            raise TransportError(_unopened(error, client)) from None
        if self._settings.user is not None:
            await self._sign_in(client, self._settings.user, self._settings.password or "")

    async def _sign_in(self, client: SMTP, user: str, password: str) -> None:
        try:
            await client.login(user, password)
        except (SMTPServerDisconnected, SMTPTimeoutError):
            raise TransportError(MailTrouble.UNREACHABLE) from None
        except (SMTPException, OSError) as error:
            raise TransportError(MailTrouble.LOGIN, code=getattr(error, "code", None)) from None

    async def _hand_over(self, client: SMTP, message: EmailMessage, recipient: str) -> None:
        try:
            await client.send_message(
                message, sender=address_of(self._settings.sender).addr_spec, recipients=[recipient]
            )
        except SMTPRecipientsRefused as error:
            raise _refusal(error.recipients[0].code) from None
        except SMTPSenderRefused as error:
            raise TransportError(MailTrouble.SENDER, code=error.code) from None
        except SMTPResponseException as error:
            raise _refusal(error.code) from None
        except (SMTPNotSupported, ValueError):
            raise TransportError(MailTrouble.REFUSED, permanent=True) from None
        except (SMTPException, OSError):
            raise TransportError(MailTrouble.UNREACHABLE) from None


def _unopened(error: Exception, client: SMTP) -> MailTrouble:
    """A certificate that isn't to be trusted, or no STARTTLS, is no reason to send in the open."""
    causes = (error, error.__cause__, error.__context__)
    if client.is_connected or any(isinstance(cause, ssl.SSLError) for cause in causes):
        return MailTrouble.INSECURE
    return MailTrouble.UNREACHABLE


def _refusal(code: int) -> TransportError:
    """5xx is about this message and final, unless it is about us; the rest may pass."""
    if code == CLOSING:
        return TransportError(MailTrouble.UNREACHABLE, code=code)
    if code in LOGIN_CODES:
        return TransportError(MailTrouble.LOGIN, code=code)
    if 500 <= code < 600:
        return TransportError(MailTrouble.REFUSED, permanent=True, code=code)
    return TransportError(MailTrouble.TEMPORARY, code=code)


async def _leave(client: SMTP) -> None:
    """The message is accepted: a server that closes the line without a goodbye changes nothing."""
    try:
        await client.quit()
    except (SMTPException, OSError):
        return
