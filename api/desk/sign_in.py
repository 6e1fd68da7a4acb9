"""Signing in and out."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from actions.staff import LockedOutError, SignInRefusedError, working_as
from api.desk.cookies import FORM, SESSION, drop_cookie, read_cookie, set_cookie
from api.desk.form import ForgedFormError, Form, Posted, refuse_forged
from api.desk.rendering import go_to, page, reader_language
from api.desk.route import PageRoute
from api.desk.services import Desk
from api.desk.worker import OwnForm, TheDesk, TheWorker, own_form, own_page

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/sign-in")
def show(
    request: Request,
    desk: TheDesk,
    language: Annotated[str | None, Query(max_length=8)] = None,
    next: Annotated[str, Query(max_length=80)] = "/desk",
    out: bool = False,
) -> HTMLResponse:
    """The form."""
    return _form(request, desk, reader_language(request, desk, language), own_page(next), Form(), out=out)


@router.post("/desk/sign-in")
def sign_in(request: Request, desk: TheDesk, form: Posted) -> Response:
    """A new session, whatever cookies the browser came with; the same answer for every wrong pair."""
    language = reader_language(request, desk, form["language"])
    wanted = own_page(form["next"])
    came_with = read_cookie(request, SESSION, https=desk.https)
    try:
        refuse_forged(form, read_cookie(request, FORM, https=desk.https))
        signed_in = desk.staff.sign_in(form["login"], form.values.get("password", ""), desk.now(), came_with)
        working_as(signed_in.account, desk.municipalities)
    except ForgedFormError:
        form.errors["page"] = desk.texts(language, "sign_in.stale")
        return _form(request, desk, language, wanted, form, 403)
    except SignInRefusedError:
        form.errors["login"] = desk.texts(language, "sign_in.refused")
        return _form(request, desk, language, wanted, form, 401)
    except LockedOutError as error:
        form.errors["page"] = desk.texts(language, "sign_in.locked", minutes=error.minutes)
        return _form(request, desk, language, wanted, form, 429)
    response = go_to(wanted)
    set_cookie(response, SESSION, signed_in.token, https=desk.https)
    drop_cookie(response, FORM, https=desk.https)
    return response


@router.post("/desk/sign-out", dependencies=[Depends(own_form)])
def sign_out(request: Request, worker: TheWorker) -> Response:
    """End this session."""
    token = read_cookie(request, SESSION, https=worker.desk.https)
    if token:
        worker.desk.staff.sessions.end(token)
    response = go_to("/desk/sign-in?out=true")
    drop_cookie(response, SESSION, https=worker.desk.https)
    return response


@router.post("/desk/language")
def choose_language(worker: TheWorker, form: OwnForm) -> Response:
    """Remember the language of this account."""
    if form["language"] in worker.desk.texts.languages:
        worker.desk.staff.accounts.set_language(worker.account.login, form["language"])
    return go_to(own_page(form["back"]))


def _form(
    request: Request, desk: Desk, language: str, wanted: str, form: Form, status: int = 200, out: bool = False
) -> HTMLResponse:
    proof = read_cookie(request, FORM, https=desk.https) or secrets.token_urlsafe(24)
    response = page(
        desk, language, "sign_in.html", status=status, form=form, csrf=proof, wanted=wanted, out=out
    )
    set_cookie(response, FORM, proof, https=desk.https)
    return response
