"""One request: everything the parent agreed to, what has happened, and what can be done now."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from actions.contacts import Act, ContactRequest, Slot
from actions.contacts.statuses import STEPS
from actions.schools import Coordinator
from api.desk.form import Form
from api.desk.rendering import go_to, worker_page
from api.desk.route import PageRoute
from api.desk.worker import TheWorker, Worker

router = APIRouter(include_in_schema=False, route_class=PageRoute)
OFFERED = 8
"""Free times shown to choose from; any other can be typed."""


@router.get("/desk/requests/{reference}")
def show(worker: TheWorker, reference: str, done: Annotated[Act | None, Query()] = None) -> HTMLResponse:
    """The request; `done` says what has just been done to it."""
    return request_page(worker, worker.desk.contacts.desk.open(worker.staff, reference), done=done)


@router.get("/desk/requests/{reference}/{act}")
def after_an_error(worker: TheWorker, reference: str) -> Response:
    """The address an error stood under, opened anew: back to the request."""
    return go_to(f"/desk/requests/{worker.desk.contacts.desk.open(worker.staff, reference).reference}")


def request_page(
    worker: Worker,
    request: ContactRequest,
    *,
    status: int = 200,
    form: Form | None = None,
    failed: str | None = None,
    done: Act | None = None,
    code: str | None = None,
) -> HTMLResponse:
    """The page; `failed` names the act whose `form` has errors, `code` is a new private code, shown once."""
    desk = worker.desk
    possible = {act for act, step in STEPS.items() if request.status in step.before}
    free: tuple[Slot, ...] = ()
    if Act.PROPOSE_OTHER in possible:
        coordinator = coordinator_of(worker, request)
        free = desk.contacts.calendar.free_slots_of(coordinator, desk.now(), OFFERED)
    return worker_page(
        worker,
        "request.html",
        status=status,
        form=form,
        request=request,
        possible=possible,
        free=free,
        failed=failed,
        done=done,
        code=code,
        by_mail=desk.mails and any(way.kind == "email" for way in request.ways),
    )


def coordinator_of(worker: Worker, request: ContactRequest) -> Coordinator:
    """Whose calendar counts: the request's coordinator, or whoever is designated now."""
    places = worker.desk.municipalities
    known = places.coordinator(request.coordinator)
    return known or places.coordinator_for(request.school, request.grade, request.topic)
