"""E-mail addresses as headers and envelopes need them: exactly one, on one line, its domain in ASCII."""

import re
from email.headerregistry import Address

from channels.calendar.invitation import one_line
from channels.mail.facts import LetterError

PART = r'[^\s\x00-\x1f<>()\[\],;:@"\\]+'
ONE_ADDRESS = re.compile(
    rf"(?P<bracket>(?P<name>[^<>@\r\n\0]*)<)?(?P<local>{PART})@(?P<domain>{PART})(?(bracket)>)"
)


def address_of(text: str, name: str = "") -> Address:
    """`Name <somebody@place>` or `somebody@place`, its domain in ASCII; `name` where it brings none.

    Raises LetterError for anything that isn't exactly one address, line breaks included.
    """
    found = ONE_ADDRESS.fullmatch(text)
    if found is None:
        raise LetterError("not an e-mail address")
    own_name, local, domain = found["name"], found["local"], found["domain"]
    try:
        return Address(
            one_line((own_name or "").replace('"', "")) or one_line(name),
            local,
            domain.encode("idna").decode(),
        )
    except (ValueError, LookupError) as error:
        raise LetterError("not an e-mail address") from error
