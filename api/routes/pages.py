"""Pages people open: the demo school's page, a source with its quote, the widget's script."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.deps import TheProduct
from api.problems import ProblemError, accepted_language
from api.settings import CHECKOUT
from api.source_page import paragraphs, span_of
from channels.texts import Texts

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent.parent / "pages"
WIDGET = CHECKOUT / "channels" / "web" / "dist" / "widget.js"
DEMO_SCHOOLS = ("demo-dk", "demo-no")
templates = Environment(
    loader=FileSystemLoader(HERE), autoescape=select_autoescape(), undefined=StrictUndefined, trim_blocks=True
)


@router.get("/")
async def front() -> Response:
    """The bare address leads to the demo school."""
    return RedirectResponse("/demo")


@router.get("/demo")
async def demo(product: TheProduct) -> HTMLResponse:
    """The Danish demo school; the Norwegian one is a link away. Without demo schools, the first of all."""
    known = [s for s in DEMO_SCHOOLS if product.municipalities.school(s)]
    return _school_page(product, known[0] if known else product.municipalities.schools()[0].id)


@router.get("/demo/{school}")
async def demo_school(school: str, product: TheProduct) -> HTMLResponse:
    """A demo school's page with the widget on it."""
    if product.municipalities.school(school) is None:
        raise ProblemError(404, "unknown_school")
    return _school_page(product, school)


@router.get("/widget.js")
async def widget() -> Response:
    """The chat, for one script tag on any school's page."""
    if not WIDGET.is_file():
        raise ProblemError(404, "not_found")
    return FileResponse(
        WIDGET,
        media_type="text/javascript",
        headers={"cache-control": "public, max-age=300", "cross-origin-resource-policy": "cross-origin"},
    )


@router.get("/static/pages.css")
async def style() -> FileResponse:
    return FileResponse(HERE / "pages.css", media_type="text/css")


@router.get("/sources/{passage}")
async def source(
    passage: str,
    product: TheProduct,
    request: Request,
    language: Annotated[str | None, Query(max_length=8)] = None,
    quote: Annotated[str | None, Query(max_length=20)] = None,
) -> HTMLResponse:
    """The passage a quote comes from, the quote marked, with what stands before and after it."""
    found = product.knowledge.passage(passage)
    if found is None:
        raise ProblemError(404, "not_found")
    spoken = _page_language(language, request, product.texts)
    around = product.knowledge.neighbours(found)
    article = None
    if found.kind == "article":
        article = product.knowledge.article(found.document, found.language)
    html = templates.get_template("source.html").render(
        passage=found,
        before=[near for near in around if near.position < found.position],
        after=[near for near in around if near.position > found.position],
        article=article,
        sources=product.source_lines.of(article, spoken) if article else [],
        law=[note for one in (found, *around) for note in product.law_notes.of(one, spoken)],
        quoted=paragraphs(found.text, span_of(quote, found.text)),
        original=product.shelf.original(found.document) if found.kind == "document" else None,
        t=lambda key, **values: product.texts(spoken, f"pages.{key}", **values),
        language=spoken,
        language_name=product.texts(spoken, f"languages.{found.language}"),
        paragraphs=paragraphs,
    )
    return HTMLResponse(html)


@router.get("/documents/{document}")
async def original(document: str, product: TheProduct) -> FileResponse:
    """The file a document was added from, as it is: a PDF opens (a sandbox would keep it shut), the rest is saved."""
    path = product.shelf.original(document)
    if path is None:
        raise ProblemError(404, "not_found")
    inline = path.suffix == ".pdf"
    return FileResponse(
        path,
        filename=path.name,
        content_disposition_type="inline" if inline else "attachment",
        headers={
            "content-security-policy": "default-src 'none'" if inline else "default-src 'none'; sandbox"
        },
    )


def _school_page(product: TheProduct, school_id: str) -> HTMLResponse:
    school = product.municipalities.school(school_id)
    assert school is not None
    other = next(s for s in DEMO_SCHOOLS if s != school_id)
    page = templates.get_template("demo.html").render(
        school=school,
        municipality=product.municipalities.municipality_of(school_id),
        other=product.municipalities.school(other),
        t=lambda key, **values: product.texts(school.language, f"pages.{key}", **values),
        language=school.language,
    )
    return HTMLResponse(page)


def _page_language(wanted: str | None, request: Request, texts: Texts) -> str:
    if wanted in texts.languages:
        return str(wanted)
    return accepted_language(request.headers.get("accept-language", ""))
