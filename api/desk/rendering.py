"""From a template to an answer that no cache and no other page may keep."""

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.desk.form import Form
from api.desk.services import Desk
from api.desk.static import style_addresses
from api.desk.words import Words
from api.desk.worker import Worker
from api.problems import language_of

PAGES = Path(__file__).parent / "pages"
PRIVATE = {"cache-control": "no-store", "vary": "cookie, accept-language"}
templates = Environment(
    loader=FileSystemLoader(PAGES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    desk: Desk,
    language: str,
    template: str,
    *,
    status: int = 200,
    worker: Worker | None = None,
    form: Form | None = None,
    **values: object,
) -> HTMLResponse:
    """A page in one language; with a `form` that has errors, they stand on top and beside their fields."""
    words = Words(desk, language)
    html = templates.get_template(template).render(
        w=words,
        t=words.t,
        language=language,
        languages=desk.texts.languages,
        styles=style_addresses(),
        worker=worker,
        form=form or Form(),
        **values,
    )
    return HTMLResponse(html, status, {**PRIVATE, "content-language": language})


def worker_page(
    worker: Worker, template: str, *, status: int = 200, form: Form | None = None, **values: object
) -> HTMLResponse:
    """A page of somebody signed in."""
    return page(worker.desk, worker.language, template, status=status, worker=worker, form=form, **values)


def go_to(address: str) -> RedirectResponse:
    """After a form has done its work: reloading the page that follows does nothing twice."""
    return RedirectResponse(address, 303, PRIVATE)


def reader_language(request: Request, desk: Desk, wanted: str | None) -> str:
    """The language of a page nobody is signed in to: chosen on it, or the browser's."""
    return wanted if wanted in desk.texts.languages and wanted else language_of(request)
