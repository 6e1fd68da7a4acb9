"""Whoever works at the desk right now."""

import re
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request

from actions.contacts import Staff
from actions.schools import School
from actions.staff import Account, SessionEndedError, SignedIn, working_as
from api.desk.cookies import SESSION, read_cookie
from api.desk.form import Form, csrf_of, posted, refuse_forged
from api.desk.services import Desk

START = "/desk"
PAGES = re.compile(r"/desk(/requests/[A-Za-z0-9-]{1,12}|/phone|/phone/[0-9a-f]{32}(/booked)?|/day|/groups)?")


class SignInNeededError(Exception):
    """Nobody is signed in, or not any more. `wanted` is where to go afterwards."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Worker:
    """The signed-in person and what she may see."""

    desk: Desk
    account: Account
    staff: Staff
    csrf: str

    @property
    def language(self) -> str:
        return self.account.language

    @property
    def schools(self) -> tuple[School, ...]:
        return tuple(s for s in self.desk.municipalities.schools() if s.id in self.staff.schools)


def the_desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]


async def signed_in(request: Request, desk: TheDesk) -> Worker:
    """Who is signed in. Raises SignInNeededError, and OutOfPlaceError."""
    token = read_cookie(request, SESSION, https=desk.https)
    if token is None:
        raise SignInNeededError(own_page(request.url.path))
    try:
        found: SignedIn = await to_thread.run_sync(desk.staff.sessions.find, token, desk.now())
    except SessionEndedError:
        raise SignInNeededError(own_page(request.url.path)) from None
    request.state.language = found.account.language
    return Worker(desk, found.account, working_as(found.account, desk.municipalities), csrf_of(token))


TheWorker = Annotated[Worker, Depends(signed_in)]


async def own_form(request: Request, worker: TheWorker) -> Form:
    """A form that a page of this very session has sent. Raises ForgedFormError."""
    form = await posted(request)
    refuse_forged(form, worker.csrf)
    return form


OwnForm = Annotated[Form, Depends(own_form)]


def own_page(path: str) -> str:
    """A page of the desk to return to; the start for anything else, so that no form sends people away."""
    return path if PAGES.fullmatch(path) else START
