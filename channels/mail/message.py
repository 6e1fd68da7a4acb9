"""A letter wrapped as an e-mail: headers, plain text, HTML, calendar file."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.contacts.mail_queue import QueuedMail
from channels.calendar import Method
from channels.calendar.invitation import one_line
from channels.mail.addresses import address_of
from channels.mail.letter import Letter
from channels.mail.letters import HERE

_pages = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)


def message_id(mail: QueuedMail, sender: str) -> str:
    """The same for every attempt at the same mail, so that a repeated one is recognised as such.

    More than the row's number: a database may use the number of an erased row again.
    """
    same = f"{mail.id}:{mail.kind}:{mail.reference}:{mail.created_at.isoformat()}"
    digest = hashlib.sha256(same.encode()).hexdigest()[:24]
    return f"<{mail.id}.{digest}@{address_of(sender).domain}>"


def wrap(letter: Letter, sender: str, identity: str, now: datetime) -> EmailMessage:
    """The e-mail, sent from `sender` (an address, or a name and one). Raises LetterError for an address that
    can't be one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = address_of(sender, letter.sender_name)
    message["To"] = address_of(letter.recipient)
    if letter.reply_to:
        message["Reply-To"] = address_of(letter.reply_to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = identity
    # No out-of-office answers: nobody reads them here.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.urgent:
        message["Importance"] = "high"
    _fill(message, letter)
    message["Content-Language"] = letter.language  # filling removes every Content header set before
    return message


def _fill(message: EmailMessage, letter: Letter) -> None:
    message.set_content(plain_text(letter))
    message.add_alternative(_pages.get_template("letter.html").render(letter=letter), subtype="html")
    if letter.enclosure is None:
        return
    method, content = letter.enclosure.method, letter.enclosure.content
    if letter.enclosure.invites:
        message.add_alternative(content.decode(), subtype="calendar", params={"method": method.value})
    message.add_attachment(
        content,
        maintype="text",
        subtype="calendar",
        filename="cancel.ics" if method is Method.CANCEL else "invite.ics",
        params={"method": method.value, "charset": "utf-8"},
    )


def plain_text(letter: Letter) -> str:
    label, address = letter.link
    return "\n\n".join((*letter.paragraphs, f"{label}:\n{address}", letter.footer)) + "\n"
