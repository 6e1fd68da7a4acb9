"""A form as it was posted: who sent it is checked before anybody reads what stands in it."""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

URLENCODED = "application/x-www-form-urlencoded"
MOST_FIELDS = 60


class ForgedFormError(Exception):
    """The form does not come from a page we gave this browser. Nothing was done."""


@dataclass(slots=True)
class Form:
    """Values as typed, and what is wrong with them by field; both go back into the page."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """What stands in a field, without space around it; empty for one that wasn't sent."""
        return self.values.get(name, "").strip()


async def posted(request: Request) -> Form:
    """The posted form. Raises ForgedFormError for one that another site's page has sent."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForgedFormError
    if not request.headers.get("content-type", "").startswith(URLENCODED):
        return Form()
    async with request.form(max_fields=MOST_FIELDS) as fields:
        return Form({name: value for name, value in fields.items() if isinstance(value, str)})


Posted = Annotated[Form, Depends(posted)]


def csrf_of(token: str) -> str:
    """The proof a signed-in page carries in its forms: made of the session's token, which no script can read."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def refuse_forged(form: Form, expected: str | None) -> None:
    """Raises ForgedFormError unless the form carries `expected`; compared in constant time."""
    given = form.values.get("csrf", "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForgedFormError
