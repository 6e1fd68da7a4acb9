"""What a parent does with her own booking: another time, yes to a proposed one, cancel, erase."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from actions.contacts import Act, SlotError
from actions.contacts.errors import CodeLockedError, CodeWrongError, NotPossibleNowError
from api.desk.booking import Parent, TheParent, booking_page, locked, with_code, wrong_code
from api.desk.rendering import go_to, page
from api.desk.route import PageRoute
from api.desk.times import CALL, TimeMissingError, slot_time

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.post("/booking/change")
def change(parent: TheParent) -> HTMLResponse:
    """Another free time, or "call me"."""
    own, choice = parent.desk.contacts.own, parent.form["time"]
    try:
        start = None if choice == CALL else slot_time(choice)
        return with_code(
            parent, lambda reference, code, now: own.change(reference, code, start, now), Act.CHANGE
        )
    except TimeMissingError as error:
        parent.form.errors["time"] = parent.words(f"errors.{error.key}")
    except SlotError as error:
        parent.form.errors["time"] = parent.words(f"booking.errors.{error.key}", **error.values)
    except NotPossibleNowError:
        return _changed_meanwhile(parent)
    return _shown_again(parent, 422)


@router.post("/booking/accept")
def accept(parent: TheParent) -> HTMLResponse:
    """Yes to the time the coordinator proposed."""
    try:
        return with_code(parent, parent.desk.contacts.own.accept, Act.ACCEPT)
    except NotPossibleNowError:
        return _changed_meanwhile(parent)


@router.post("/booking/cancel")
def cancel(parent: TheParent) -> HTMLResponse:
    """Call it off."""
    try:
        return with_code(parent, parent.desk.contacts.own.cancel, Act.CANCEL)
    except NotPossibleNowError:
        return _changed_meanwhile(parent)


@router.post("/booking/erase")
def erase(parent: TheParent) -> Response:
    """Forget it everywhere, after one more yes."""
    if parent.form["sure"] != "yes":
        parent.form.errors["sure"] = parent.words("booking.sure_missing")
        return _shown_again(parent, 422)
    try:
        parent.desk.contacts.own.forget(*parent.key, parent.desk.now())
    except CodeWrongError as error:
        return wrong_code(parent, error)
    except CodeLockedError as error:
        return locked(parent, error)
    return page(parent.desk, parent.language, "booking_erased.html")


@router.get("/booking/{rest:path}")
def reloaded() -> Response:
    """The address of a form's answer, opened anew: it needs the code again."""
    return go_to("/booking")


def _changed_meanwhile(parent: Parent) -> HTMLResponse:
    parent.form.errors["page"] = parent.words("booking.errors.not_possible_now")
    return _shown_again(parent, 409)


def _shown_again(parent: Parent, status: int) -> HTMLResponse:
    try:
        request = parent.desk.contacts.own.look_up(*parent.key, parent.desk.now())
        return booking_page(parent, request, status=status)
    except CodeWrongError as error:
        return wrong_code(parent, error)
    except CodeLockedError as error:
        return locked(parent, error)
