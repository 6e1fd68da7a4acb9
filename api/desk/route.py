"""What the pages' routes have in common: whatever goes wrong ends in a page, not in JSON."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from actions.contacts.errors import ContactError
from actions.staff import OutOfPlaceError
from actions.store import StoreUnavailableError
from api.desk.form import ForgedFormError
from api.desk.rendering import go_to, page
from api.desk.worker import START, SignInNeededError
from api.problems import language_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


OWN_PAGES = ("/booking", "/group", "/sheet")
"""Where people who aren't signed in began."""


class PageGoneError(Exception):
    """No such page."""


TROUBLES: dict[type[Exception], tuple[int, str]] = {
    PageGoneError: (404, "gone"),
    ContactError: (404, "gone"),
    RequestValidationError: (404, "gone"),
    ForgedFormError: (403, "forged"),
    OutOfPlaceError: (403, "out_of_place"),
    StoreUnavailableError: (503, "unavailable"),
    HTTPException: (400, "unreadable"),
}
"""Status and words of each trouble. A ContactError a page has not dealt with is a request that isn't there."""


class PageRoute(APIRoute):
    """Sends people who aren't signed in to sign in, and answers every other trouble with a page."""

    def get_route_handler(self) -> Handler:
        inner = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await inner(request)
            except SignInNeededError as needed:
                ask = "" if needed.wanted == START else f"?next={quote(needed.wanted)}"
                return go_to(f"/desk/sign-in{ask}")
            except tuple(TROUBLES) as error:
                return _trouble(request, error)

        return answer


def _trouble(request: Request, error: Exception) -> Response:
    status, key = next(known for kind, known in TROUBLES.items() if isinstance(error, kind))
    status = error.status_code if isinstance(error, HTTPException) else status
    home = next((own for own in OWN_PAGES if request.url.path.startswith(own)), START)
    return page(
        request.app.state.desk, language_of(request), "trouble.html", status=status, key=key, home=home
    )
