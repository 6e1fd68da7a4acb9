"""A family's own page about a group: confirm the address, see what stands, take oneself off.

Codes travel in forms only. Opening an address changes nothing, so a program that opens links cannot confirm.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from actions.contacts.errors import CodeLockedError, CodeWrongError
from api.desk.booking import Parent, TheParent
from api.desk.form import Form
from api.desk.group_words import GroupWords
from api.desk.rendering import go_to, page, reader_language
from api.desk.route import PageRoute
from api.desk.worker import TheDesk

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/group")
def ask(
    request: Request, desk: TheDesk, language: Annotated[str | None, Query(max_length=8)] = None
) -> HTMLResponse:
    """The form for the code from the mail, and the one for reference and private code."""
    return _asking(Parent(desk, reader_language(request, desk, language), Form()))


@router.post("/group/confirm")
def confirm(parent: TheParent) -> HTMLResponse:
    """The address is hers."""
    interests, code = parent.desk.groups.interests, parent.form["once"]
    if not code:
        parent.form.errors["once"] = parent.words("group.once_empty")
        return _asking(parent, 422)
    return _with_code(
        parent,
        "once",
        "group.once_wrong",
        lambda: _confirmed(parent, interests.confirm(code, parent.desk.now()).school),
    )


@router.post("/group")
def look_up(parent: TheParent) -> HTMLResponse:
    """What stands on the list."""
    return _with_private_code(parent, lambda: _own(parent))


@router.post("/group/withdraw")
def withdraw(parent: TheParent) -> HTMLResponse:
    """Forget it everywhere, after one more yes."""
    if parent.form["sure"] != "yes":
        parent.form.errors["sure"] = parent.words("group.sure_missing")
        return _with_private_code(parent, lambda: _own(parent, 422))
    return _with_private_code(parent, lambda: _withdrawn(parent))


@router.get("/group/{rest:path}")
def reloaded() -> Response:
    """The address of a form's answer, opened anew: it needs the code again."""
    return go_to("/group")


def _withdrawn(parent: Parent) -> HTMLResponse:
    parent.desk.groups.interests.withdraw(*parent.key, parent.desk.now())
    return page(parent.desk, parent.language, "group_withdrawn.html")


def _confirmed(parent: Parent, school: str) -> HTMLResponse:
    coordinator = parent.desk.municipalities.coordinator_for(school)
    return page(parent.desk, parent.language, "group_confirmed.html", school=school, coordinator=coordinator)


def _own(parent: Parent, status: int = 200) -> HTMLResponse:
    interest = parent.desk.groups.interests.look_up(*parent.key, parent.desk.now())
    return page(
        parent.desk,
        parent.language,
        "group.html",
        status=status,
        form=parent.form,
        interest=interest,
        g=GroupWords(parent.desk, parent.language),
    )


def _with_private_code(parent: Parent, doing: Callable[[], HTMLResponse]) -> HTMLResponse:
    empty = not (parent.form["reference"] and parent.form["code"])
    return _with_code(parent, "code", "booking.empty" if empty else "group.wrong", doing)


def _with_code(parent: Parent, field: str, wrong: str, doing: Callable[[], HTMLResponse]) -> HTMLResponse:
    """The page; both forms again where the code doesn't open anything or is locked."""
    try:
        return doing()
    except CodeWrongError as error:
        parent.form.errors[field] = parent.words(wrong, **error.values)
        return _asking(parent, 403)
    except CodeLockedError as error:
        parent.form.errors["page"] = parent.words("group.locked", **error.values)
        return _asking(parent, 429)


def _asking(parent: Parent, status: int = 200) -> HTMLResponse:
    return page(parent.desk, parent.language, "group_ask.html", status=status, form=parent.form)
