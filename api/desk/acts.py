"""What a coordinator does to a request. Each ends in the request's own page; done twice, it changes nothing."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Depends, Response

from actions.contacts import Act, ContactRequest, SlotError
from actions.contacts.errors import EmptyTextError, NotPossibleNowError, TooLongError
from api.desk.form import Form
from api.desk.one_request import coordinator_of, request_page
from api.desk.rendering import go_to
from api.desk.route import PageRoute
from api.desk.times import TimeMissingError, TimeUnreadableError, chosen_time
from api.desk.worker import OwnForm, TheWorker, Worker, own_form

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Doing = Callable[[datetime], object]


@router.post("/desk/requests/{reference}/confirm")
def confirm(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """The parent's time stands."""
    desk = worker.desk.contacts.desk
    return _do(worker, reference, form, Act.CONFIRM, lambda now: desk.confirm(worker.staff, reference, now))


@router.post("/desk/requests/{reference}/propose")
def propose(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """Another time, held until the parent answers."""
    desk = worker.desk.contacts.desk
    request = desk.open(worker.staff, reference)

    def propose_time(now: datetime) -> None:
        start = chosen_time(form, coordinator_of(worker, request).contact_hours.hours.timezone)
        if start is None:
            raise TimeMissingError
        desk.propose_other(worker.staff, reference, start, now)

    return _do(worker, reference, form, Act.PROPOSE_OTHER, propose_time)


@router.post("/desk/requests/{reference}/decline")
def decline(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """No, with a reason the parent reads."""
    desk = worker.desk.contacts.desk
    reason = form["reason"]
    return _do(
        worker, reference, form, Act.DECLINE, lambda now: desk.decline(worker.staff, reference, reason, now)
    )


@router.post("/desk/requests/{reference}/cancel")
def cancel(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """Called off because the parent has asked for it."""
    desk = worker.desk.contacts.desk
    return _do(worker, reference, form, Act.CANCEL, lambda now: desk.cancel(worker.staff, reference, now))


@router.post("/desk/requests/{reference}/finish")
def finish(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """The talk has been had."""
    desk = worker.desk.contacts.desk
    return _do(worker, reference, form, Act.FINISH, lambda now: desk.finish(worker.staff, reference, now))


@router.post("/desk/requests/{reference}/note")
def note(worker: TheWorker, reference: str, form: OwnForm) -> Response:
    """A note among coordinators."""
    desk = worker.desk.contacts.desk
    text = form["note"]
    return _do(worker, reference, form, Act.NOTE, lambda now: desk.note(worker.staff, reference, text, now))


@router.post("/desk/requests/{reference}/new-code", dependencies=[Depends(own_form)])
def new_code(worker: TheWorker, reference: str) -> Response:
    """A new private code, on this one page and never again: so it is no redirect."""
    desk = worker.desk.contacts.desk
    code = desk.new_code(worker.staff, reference, worker.desk.now())
    return request_page(worker, desk.open(worker.staff, reference), code=code)


def _do(worker: Worker, reference: str, form: Form, act: Act, doing: Doing) -> Response:
    request = worker.desk.contacts.desk.open(worker.staff, reference)
    try:
        doing(worker.desk.now())
    except NotPossibleNowError:
        form.errors["page"] = _words(worker, "not_possible_now")
        return _again(worker, request, form, act, 409)
    except SlotError as error:
        form.errors["time"] = _words(worker, error.key, **error.values)
    except (TimeMissingError, TimeUnreadableError) as error:
        form.errors[error.field] = _words(worker, error.key)
    except (EmptyTextError, TooLongError) as error:
        field = "note" if act is Act.NOTE else "reason"
        key = f"empty_{field}" if isinstance(error, EmptyTextError) else error.key
        form.errors[field] = _words(worker, key, **error.values)
    else:
        return go_to(f"/desk/requests/{request.reference}?done={act}")
    return _again(worker, request, form, act, 422)


def _again(worker: Worker, request: ContactRequest, form: Form, act: Act, status: int) -> Response:
    fresh = worker.desk.contacts.desk.open(worker.staff, request.reference)
    return request_page(worker, fresh, status=status, form=form, failed=act)


def _words(worker: Worker, key: str, **values: object) -> str:
    return worker.desk.texts(worker.language, f"errors.{key}", **values)
