"""The outbox's sender, put together from the settings."""

import ssl
from datetime import UTC, datetime

from actions.contacts.mail_queue import MailQueue
from actions.schools import Municipalities
from actions.store import Store
from api.settings import Settings, UnsafeSettingsError
from channels.mail import Letters, OutboxSender, Pages, SmtpSettings

OWN_PAGE = "/booking?language={language}"
"""Where a parent sees, changes or cancels her appointment."""
GROUP_PAGE = "/group?language={language}"
"""Where a parent confirms her address for a community group, or takes herself off."""
SHEET_PAGE = "/sheet?language={language}"
"""Where a parent opens, prints and erases her own sheet."""
DESK_PAGE = "/desk/requests/{reference}"
PORTS = {"starttls": 587, "tls": 465, "none": 25}


def open_sender(
    settings: Settings, store: Store, municipalities: Municipalities, address: str
) -> OutboxSender:
    """The sender; one without a mail server lets mails wait. `address` is where people reach the app.

    Raises UnsafeSettingsError for certificates that can't be used, TextsError for words that are missing.
    """
    smtp = smtp_of(settings)
    base = address.rstrip("/")
    pages = Pages(
        own=base + OWN_PAGE, desk=base + DESK_PAGE, group=base + GROUP_PAGE, sheet=base + SHEET_PAGE
    )
    letters = Letters(municipalities, pages, smtp.sender if smtp else None)
    try:
        return OutboxSender(MailQueue(store), letters, smtp, lambda: datetime.now(UTC))
    except (OSError, ssl.SSLError) as error:
        raise UnsafeSettingsError(
            "SKOLEVEJ_SMTP_CA_FILE: holds no certificate that can be read. Give a PEM file."
        ) from error


def smtp_of(settings: Settings) -> SmtpSettings | None:
    """The mail server, or None where none is set."""
    if settings.smtp_host is None or settings.smtp_mail_from is None:
        return None
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port or PORTS[settings.smtp_security],
        security=settings.smtp_security,
        sender=settings.smtp_mail_from,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        ca_file=settings.smtp_ca_file,
    )
