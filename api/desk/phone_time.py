"""Booking on a parent's behalf: reading it back to her, the time, her consent, and what she is given."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from actions.contacts import ContactDraft, SlotError
from actions.contacts.errors import NotPossibleNowError
from actions.schools import Coordinator
from api.desk.form import Form
from api.desk.one_request import OFFERED
from api.desk.phone import own_draft
from api.desk.rendering import go_to, worker_page
from api.desk.route import PageGoneError, PageRoute
from api.desk.times import TimeMissingError, TimeUnreadableError, chosen_time
from api.desk.worker import OwnForm, TheWorker, Worker

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/phone/{draft}")
def show(worker: TheWorker, draft: str) -> Response:
    """What was told, and the free times of whoever is designated for it."""
    known = own_draft(worker, draft)
    return go_to(f"/desk/phone/{draft}/booked") if known.booked else _page(worker, known, Form())


@router.post("/desk/phone/{draft}")
def book(worker: TheWorker, draft: str, form: OwnForm) -> Response:
    """Book it; submitted twice, it is one booking."""
    known = own_draft(worker, draft)
    if not known.booked:
        _choose(worker, known, form)
        if form["consent"] != "yes":
            form.errors["consent"] = worker.desk.texts(worker.language, "errors.no_consent")
        if not form.errors:
            _book(worker, known, form)
        if form.errors:
            return _page(worker, own_draft(worker, draft), form, 422)
    return go_to(f"/desk/phone/{draft}/booked")


@router.get("/desk/phone/{draft}/booked")
def booked(worker: TheWorker, draft: str) -> HTMLResponse:
    """Reference and private code, to be read aloud. Shown again as long as the draft is remembered: a day."""
    known = own_draft(worker, draft)
    if not known.booked:
        raise PageGoneError
    try:
        booking = worker.desk.contacts.desk.book_by_phone(worker.staff, draft, worker.desk.now())
    except NotPossibleNowError:  # the code has been replaced since
        raise PageGoneError from None
    return worker_page(worker, "phone_booked.html", booking=booking, request=booking.request)


def _choose(worker: Worker, draft: ContactDraft, form: Form) -> None:
    contacts, now, words = worker.desk.contacts, worker.desk.now(), worker.desk.texts
    try:
        start = chosen_time(form, _designated(worker, draft).contact_hours.hours.timezone)
        if start is None:
            contacts.drafts.choose_call_me(draft.id, now)
        else:
            contacts.desk.choose_time(worker.staff, draft.id, start, now)
    except SlotError as error:
        form.errors["time"] = words(worker.language, f"errors.{error.key}", **error.values)
    except (TimeMissingError, TimeUnreadableError) as error:
        form.errors[error.field] = words(worker.language, f"errors.{error.key}")


def _book(worker: Worker, draft: ContactDraft, form: Form) -> None:
    contacts, now = worker.desk.contacts, worker.desk.now()
    contacts.drafts.give_consent(draft.id, now)
    try:
        contacts.desk.book_by_phone(worker.staff, draft.id, now)
    except SlotError as error:
        form.errors["time"] = worker.desk.texts(worker.language, f"errors.{error.key}", **error.values)


def _page(worker: Worker, draft: ContactDraft, form: Form, status: int = 200) -> HTMLResponse:
    calendar = worker.desk.contacts.calendar
    free = calendar.free_slots_of(_designated(worker, draft), worker.desk.now(), OFFERED)
    return worker_page(worker, "phone_time.html", form=form, draft=draft, free=free, status=status)


def _designated(worker: Worker, draft: ContactDraft) -> Coordinator:
    return worker.desk.contacts.calendar.coordinator_for(draft.school, draft.grade, draft.topic)
