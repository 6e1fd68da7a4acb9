"""Mail about booked contacts: words as data, calendar files, and the sender that empties the outbox."""

from channels.mail.facts import LetterError
from channels.mail.letter import Letter
from channels.mail.letters import Letters, Pages
from channels.mail.sender import OutboxSender
from channels.mail.transport import SmtpSettings, SmtpTransport, TransportError

__all__ = [
    "Letter",
    "LetterError",
    "Letters",
    "OutboxSender",
    "Pages",
    "SmtpSettings",
    "SmtpTransport",
    "TransportError",
]
