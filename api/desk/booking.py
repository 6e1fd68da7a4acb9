"""A parent's own booking on a plain page. Reference and code travel in forms only, never in an address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from actions.contacts import Act, ContactRequest, Slot
from actions.contacts.errors import CodeLockedError, CodeWrongError
from actions.contacts.statuses import STEPS
from api.desk.form import Form, Posted
from api.desk.rendering import page, reader_language
from api.desk.route import PageRoute
from api.desk.services import Desk
from api.desk.worker import TheDesk

router = APIRouter(include_in_schema=False, route_class=PageRoute)
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Parent:
    """Somebody with a reference and a code, which every form carries along."""

    desk: Desk
    language: str
    form: Form

    @property
    def key(self) -> tuple[str, str]:
        return self.form["reference"], self.form["code"]

    def words(self, key: str, **values: object) -> str:
        return self.desk.texts(self.language, key, **values)


def parent(request: Request, desk: TheDesk, form: Posted) -> Parent:
    language = reader_language(request, desk, form["language"])
    request.state.language = language
    return Parent(desk, language, form)


TheParent = Annotated[Parent, Depends(parent)]


@router.get("/booking")
def ask(
    request: Request, desk: TheDesk, language: Annotated[str | None, Query(max_length=8)] = None
) -> HTMLResponse:
    """The form for reference and code, and the way through a coordinator for who has lost the code."""
    return _asking(Parent(desk, reader_language(request, desk, language), Form()))


@router.post("/booking")
def look_up(parent: TheParent) -> HTMLResponse:
    """The booking."""
    return with_code(parent, parent.desk.contacts.own.look_up)


def with_code(
    parent: Parent, doing: Callable[[str, str, datetime], ContactRequest], done: Act | None = None
) -> HTMLResponse:
    """Do something with reference and code and show the booking; the form again if they don't open it."""
    try:
        request = doing(*parent.key, parent.desk.now())
        return booking_page(parent, request, done=done)
    except CodeWrongError as error:
        return wrong_code(parent, error)
    except CodeLockedError as error:
        return locked(parent, error)


def booking_page(
    parent: Parent, request: ContactRequest, *, done: Act | None = None, status: int = 200
) -> HTMLResponse:
    """What is booked and what can be done with it."""
    possible = {act for act, step in STEPS.items() if request.status in step.before}
    free: tuple[Slot, ...] = ()
    if Act.CHANGE in possible:
        free = parent.desk.contacts.own.free_slots(*parent.key, parent.desk.now(), OFFERED)
    return page(
        parent.desk,
        parent.language,
        "booking.html",
        status=status,
        form=parent.form,
        request=request,
        possible=possible,
        free=free,
        done=done,
        coordinator=parent.desk.municipalities.coordinator(request.coordinator),
        reason=next((e.text for e in reversed(request.events) if e.act is Act.DECLINE), None),
    )


def wrong_code(parent: Parent, error: CodeWrongError) -> HTMLResponse:
    """The same words for a wrong code and for a reference nobody has."""
    empty = not (parent.form["reference"] and parent.form["code"])
    key = "booking.empty" if empty else "booking.wrong"
    parent.form.errors["code"] = parent.words(key, **error.values)
    return _asking(parent, 403)


def locked(parent: Parent, error: CodeLockedError) -> HTMLResponse:
    """Closed for a while, for the right code too."""
    parent.form.errors["page"] = parent.words("booking.locked", **error.values)
    return _asking(parent, 429)


def _asking(parent: Parent, status: int = 200) -> HTMLResponse:
    return page(
        parent.desk,
        parent.language,
        "booking_ask.html",
        status=status,
        form=parent.form,
        places=parent.desk.municipalities.all,
    )
