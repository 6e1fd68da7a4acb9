"""E-mail addresses as headers and envelopes need them: exactly one, on one line, its domain in ASCII."""

from email.headerregistry import Address
from email.utils import parseaddr

from channels.calendar.invitation import one_line
from channels.mail.facts import LetterError


def address_of(text: str, name: str = "") -> Address:
    """`Name <somebody@place>` or `somebody@place`, its domain in ASCII; `name` where it brings none.

    Raises LetterError for anything that isn't exactly one address, line breaks included.
    """
    if any(char in text for char in "\r\n\0"):
        raise LetterError("an address with a line break")
    own_name, spec = parseaddr(text)
    local, at, domain = spec.rpartition("@")
    if not local or not at or not domain or any(char.isspace() for char in spec):
        raise LetterError("not an e-mail address")
    try:
        return Address(one_line(own_name or name), local, domain.encode("idna").decode())
    except (ValueError, LookupError) as error:
        raise LetterError("not an e-mail address") from error
