"""A parent's own sheet on a plain page, to read, print, follow up and erase. Reference and code travel in forms only,
never in an address."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from actions.contacts.errors import CodeLockedError, CodeWrongError, ContactError, EmailError, TooLongError
from actions.contacts.free_text import free_text
from actions.measures import Helped, Measure, State, Told
from actions.sheets import WINDOW_LIMIT, WINDOWS, Sheet, TooManyMailsError
from api.desk.booking import Parent, TheParent
from api.desk.form import Form
from api.desk.rendering import go_to, page, reader_language
from api.desk.route import PageRoute
from api.desk.worker import TheDesk

router = APIRouter(include_in_schema=False, route_class=PageRoute)
DENSE = 2400
"""Characters from which the print is set smaller, so that it stays on one page."""
DENSER = 3600


@router.get("/sheet")
def ask(
    request: Request, desk: TheDesk, language: Annotated[str | None, Query(max_length=8)] = None
) -> HTMLResponse:
    """The form for reference and code."""
    return _asking(Parent(desk, reader_language(request, desk, language), Form()))


@router.post("/sheet")
def look_up(parent: TheParent) -> HTMLResponse:
    """The sheet."""
    return _with_sheet(parent, lambda sheet: _shown(parent, sheet))


@router.post("/sheet/tell")
def tell(parent: TheParent) -> HTMLResponse:
    """How the agreed measures went."""

    def told(sheet: Sheet) -> HTMLResponse:
        try:
            news = {each.id: _told(parent.form, each) for each in sheet.measures}
        except TooLongError as error:
            parent.form.errors["page"] = parent.words("errors.too_long", **error.values)
            return _shown(parent, sheet, status=422)
        after = parent.desk.sheets.sheets.tell(sheet.id, news, (), parent.desk.now())
        return _shown(parent, after, done="tell")

    return _with_sheet(parent, told)


@router.post("/sheet/mail")
def mail(parent: TheParent) -> HTMLResponse:
    """A mail with the way to this page."""

    def sent(sheet: Sheet) -> HTMLResponse:
        try:
            parent.desk.sheets.mail.send(sheet.id, parent.form["address"], parent.language, parent.desk.now())
        except (EmailError, TooManyMailsError) as error:
            return _refused(parent, sheet, "address", error)
        return _shown(parent, sheet, done="mail")

    return _with_sheet(parent, sent)


@router.post("/sheet/erase")
def erase(parent: TheParent) -> Response:
    """Forget it, after one more yes."""

    def erased(sheet: Sheet) -> HTMLResponse:
        if parent.form["sure"] != "yes":
            parent.form.errors["sure"] = parent.words("sheet.sure_missing")
            return _shown(parent, sheet, status=422)
        parent.desk.sheets.sheets.forget(sheet.id)
        return page(parent.desk, parent.language, "sheet_erased.html")

    return _with_sheet(parent, erased)


@router.get("/sheet/{rest:path}")
def reloaded() -> Response:
    """The address of a form's answer, opened anew: it needs the code again."""
    return go_to("/sheet")


def _with_sheet(parent: Parent, doing: Callable[[Sheet], HTMLResponse]) -> HTMLResponse:
    """Open the sheet and do something with it; the form again if reference and code don't open it."""
    try:
        return doing(parent.desk.sheets.sheets.open(*parent.key, parent.desk.now()))
    except CodeWrongError as error:
        empty = not (parent.form["reference"] and parent.form["code"])
        key = "sheet.empty" if empty else "sheet.wrong"
        parent.form.errors["code"] = parent.words(key, **error.values)
        return _asking(parent, 403)
    except CodeLockedError as error:
        parent.form.errors["page"] = parent.words("sheet.locked", **error.values)
        return _asking(parent, 429)


def _shown(parent: Parent, sheet: Sheet, *, done: str | None = None, status: int = 200) -> HTMLResponse:
    return page(
        parent.desk,
        parent.language,
        "sheet.html",
        status=status,
        form=parent.form,
        sheet=sheet,
        windows=[(name, text) for name in WINDOWS if (text := getattr(sheet.meeting, name))],
        states=tuple(State),
        helped=tuple(Helped),
        size=_size(sheet),
        done=done,
    )


def _size(sheet: Sheet) -> str:
    """How small the print has to be set."""
    texts = [getattr(sheet.meeting, name) or "" for name in WINDOWS]
    texts += [*sheet.meeting.questions, *(_words_of(each) for each in sheet.measures)]
    length = sum(len(text) + 40 + 60 * text.count("\n") for text in texts)
    return "denser" if length > DENSER else "dense" if length > DENSE else ""


def _words_of(measure: Measure) -> str:
    agreed = measure.agreed
    return "\n".join((agreed.what, agreed.who or "", agreed.until or "", measure.told.note or ""))


def _told(form: Form, measure: Measure) -> Told:
    """Raises TooLongError."""
    state, helped = form[f"state_{measure.id}"], form[f"helped_{measure.id}"]
    return Told(
        State(state) if state in set(State) else None,
        Helped(helped) if helped in set(Helped) else None,
        free_text(form[f"note_{measure.id}"], WINDOW_LIMIT),
    )


def _refused(parent: Parent, sheet: Sheet, field: str, error: ContactError) -> HTMLResponse:
    parent.form.errors[field] = parent.words(f"sheet.errors.{error.key}", **error.values)
    return _shown(parent, sheet, status=422)


def _asking(parent: Parent, status: int = 200) -> HTMLResponse:
    return page(parent.desk, parent.language, "sheet_ask.html", status=status, form=parent.form)
