"""A parent's kept check-in on a plain page. Reference and code travel in forms only, never in an address."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from actions.check_ins import CheckIn, compare
from actions.contacts.errors import CodeLockedError, CodeWrongError
from api.desk.booking import Parent, TheParent
from api.desk.check_in_chart import chart
from api.desk.form import Form
from api.desk.rendering import go_to, page, reader_language
from api.desk.route import PageRoute
from api.desk.worker import TheDesk

router = APIRouter(include_in_schema=False, route_class=PageRoute)
SHOWN = 4
"""Check-ins beside each other in the table: more columns can't be read on a phone."""


@router.get("/check-in")
def ask(
    request: Request, desk: TheDesk, language: Annotated[str | None, Query(max_length=8)] = None
) -> HTMLResponse:
    """The form for reference and code."""
    return _asking(Parent(desk, reader_language(request, desk, language), Form()))


@router.post("/check-in")
def look_up(parent: TheParent) -> HTMLResponse:
    """The check-in, beside those it was compared with and an earlier one whose code is given too."""
    try:
        chain = parent.desk.check_ins.check_ins.chain(*parent.key, parent.desk.now())
    except CodeWrongError as error:
        return _wrong(parent, error)
    except CodeLockedError as error:
        return _locked(parent, error)
    return _shown(parent, [*chain, *_earlier(parent, chain)])


@router.post("/check-in/erase")
def erase(parent: TheParent) -> Response:
    """Forget it, after one more yes."""
    if parent.form["sure"] != "yes":
        parent.form.errors["sure"] = parent.words("check_in.sure_missing")
        return look_up(parent)
    try:
        parent.desk.check_ins.check_ins.forget(*parent.key, parent.desk.now())
    except CodeWrongError as error:
        return _wrong(parent, error)
    except CodeLockedError as error:
        return _locked(parent, error)
    return page(parent.desk, parent.language, "check_in_erased.html")


@router.get("/check-in/{rest:path}")
def reloaded() -> Response:
    """The address of a form's answer, opened anew: it needs the code again."""
    return go_to("/check-in")


def _earlier(parent: Parent, chain: Sequence[CheckIn]) -> list[CheckIn]:
    """The one to compare with, if reference and code for it are given; a wrong code stands beside its field."""
    reference, code = parent.form["earlier_reference"], parent.form["earlier_code"]
    if not (reference or code):
        return []
    try:
        found = parent.desk.check_ins.check_ins.look_up(reference, code, parent.desk.now())
    except CodeWrongError as error:
        parent.form.errors["earlier_code"] = parent.words("check_in.wrong", **error.values)
        return []
    except CodeLockedError as error:
        parent.form.errors["earlier_code"] = parent.words("check_in.locked", **error.values)
        return []
    return [found] if found.reference not in {each.reference for each in chain} else []


def _shown(parent: Parent, found: Sequence[CheckIn]) -> HTMLResponse:
    """Newest first, whatever was typed first."""
    services = parent.desk.check_ins
    check_ins = sorted(found, key=lambda each: each.at, reverse=True)[:SHOWN]
    policy, wording = services.check_ins.policy, services.wording[parent.language]
    pair = compare(policy, check_ins[1].answers, check_ins[0].answers) if len(check_ins) > 1 else None
    return page(
        parent.desk,
        parent.language,
        "check_in.html",
        status=403 if parent.form.errors else 200,
        form=parent.form,
        check_ins=check_ins,
        wording=wording,
        asked=[q for q in policy.questions if any(each.answers.get(q) for each in check_ins)],
        comparison=pair,
        moves={each.question: each.move for each in pair.moved} if pair else {},
        chart=chart(policy, pair) if pair else None,
    )


def _wrong(parent: Parent, error: CodeWrongError) -> HTMLResponse:
    """The same words for a wrong code and for a reference nobody has."""
    empty = not (parent.form["reference"] and parent.form["code"])
    key = "check_in.empty" if empty else "check_in.wrong"
    parent.form.errors["code"] = parent.words(key, **error.values)
    return _asking(parent, 403)


def _locked(parent: Parent, error: CodeLockedError) -> HTMLResponse:
    parent.form.errors["page"] = parent.words("check_in.locked", **error.values)
    return _asking(parent, 429)


def _asking(parent: Parent, status: int = 200) -> HTMLResponse:
    return page(parent.desk, parent.language, "check_in_ask.html", status=status, form=parent.form)
