"""Booking on a parent's behalf while she is on the phone: first what she tells."""

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from actions.contacts import ContactDraft
from actions.contacts.errors import DraftGoneError, NotYoursError
from actions.municipality_values import Topic
from actions.schools import School
from api.desk.form import Form
from api.desk.phone_form import fill_in, values_of
from api.desk.rendering import go_to, worker_page
from api.desk.route import PageGoneError, PageRoute
from api.desk.worker import OwnForm, TheWorker, Worker

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/phone")
def show(
    worker: TheWorker,
    school: Annotated[str | None, Query(max_length=64)] = None,
    draft: Annotated[str | None, Query(max_length=32)] = None,
) -> HTMLResponse:
    """The form, empty or with a draft to be corrected; first the choice of school where there are several."""
    if draft:
        known = own_draft(worker, draft)
        return _form(worker, _school(worker, known.school), Form(values_of(known)), draft=known.id)
    if school or len(worker.schools) == 1:
        return _form(worker, _school(worker, school or worker.schools[0].id), Form())
    return worker_page(worker, "phone_school.html")


@router.post("/desk/phone")
def tell(worker: TheWorker, form: OwnForm) -> Response:
    """Write it into a draft and go on to the time."""
    contacts, now = worker.desk.contacts, worker.desk.now()
    school = _school(worker, form["school"])
    if form["draft"]:
        draft = own_draft(worker, form["draft"])
    else:
        draft = contacts.desk.start_by_phone(worker.staff, school.id, worker.language, now)
    if draft.booked:
        return go_to(f"/desk/phone/{draft.id}/booked")
    words = lambda key, **values: worker.desk.texts(worker.language, key, **values)  # noqa: E731
    filled = fill_in(contacts, draft, form, now, words)
    if form.errors:
        return _form(worker, school, form, draft=filled.id, status=422)
    return go_to(f"/desk/phone/{filled.id}")


def own_draft(worker: Worker, draft: str) -> ContactDraft:
    """A draft this coordinator takes by phone. Raises NotYoursError for any other and for one that is gone."""
    try:
        found = worker.desk.contacts.drafts.open(draft)
    except DraftGoneError:
        raise NotYoursError from None
    if found.taken_by != worker.staff.coordinator:
        raise NotYoursError
    return found


def _school(worker: Worker, school: str) -> School:
    found = next((each for each in worker.schools if each.id == school), None)
    if found is None:
        raise PageGoneError
    return found


def _form(worker: Worker, school: School, form: Form, *, draft: str = "", status: int = 200) -> HTMLResponse:
    return worker_page(
        worker, "phone.html", form=form, school=school, draft=draft, topics=get_args(Topic), status=status
    )
