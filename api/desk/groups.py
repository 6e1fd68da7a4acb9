"""Community groups at the desk: how many want what, as numbers only, and inviting them."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from actions.groups import GroupError
from actions.groups.desk import INVITATION_LIMIT
from actions.groups.errors import NobodyLeftError
from api.desk.form import Form
from api.desk.group_words import GroupWords
from api.desk.rendering import go_to, worker_page
from api.desk.route import PageRoute
from api.desk.worker import OwnForm, TheWorker, Worker

router = APIRouter(include_in_schema=False, route_class=PageRoute)
CHOSEN = "group-"


@router.get("/desk/groups")
def show(worker: TheWorker, done: Annotated[int | None, Query(ge=1, le=9999)] = None) -> HTMLResponse:
    """Who waits for what; `done` is how many were just invited."""
    return _page(worker, Form(), done=done)


@router.post("/desk/groups")
def invite(worker: TheWorker, form: OwnForm) -> Response:
    """Send her words to everybody in the lines she ticked."""
    about = form["about"]
    keys = {name.removeprefix(CHOSEN) for name in form.values if name.startswith(CHOSEN)}
    if not keys:
        form.errors[f"lines-{about}"] = worker.desk.texts(worker.language, "groups.errors.none_chosen")
        return _page(worker, form, status=422)
    try:
        count = worker.desk.groups.desk.invite(worker.staff, keys, form[f"text-{about}"], worker.desk.now())
    except GroupError as error:
        place = "page" if isinstance(error, NobodyLeftError) else f"text-{about}"
        form.errors[place] = worker.desk.texts(worker.language, f"groups.errors.{error.key}", **error.values)
        return _page(worker, form, status=422)
    return go_to(f"/desk/groups?done={count}")


def _page(worker: Worker, form: Form, *, status: int = 200, done: int | None = None) -> HTMLResponse:
    waiting = worker.desk.groups.desk.waiting(worker.staff)
    return worker_page(
        worker,
        "groups.html",
        status=status,
        form=form,
        themes=[(about, list(lines)) for about, lines in groupby(waiting, key=lambda group: group.about)],
        invited=worker.desk.groups.desk.invited(worker.staff),
        done=done,
        g=GroupWords(worker.desk, worker.language),
        enough=worker.desk.groups.policy.enough,
        limit=INVITATION_LIMIT,
    )
