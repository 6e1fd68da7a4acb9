"""The HTTP application."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI, Request
from starlette.types import Receive, Scope, Send

from api.composition import Product
from api.desk import router as desk
from api.middleware import BodyLimit, HeadRequests, SafeHeaders, SchoolOrigins
from api.problems import install, language_of, problem_response
from api.routes import conversations, health, help, knowledge, pages, rasa_actions

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(product: Product, lifespan: Lifespan | None = None) -> FastAPI:
    """The application over a composed product; `lifespan` runs beside it."""
    app = FastAPI(
        title="Skolevej",
        version="1",
        description="A conversational assistant about school absence, for parents and school staff.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.product = product
    app.state.desk = product.desk
    for group in (conversations, knowledge, help, health, pages, rasa_actions):
        app.include_router(group.router)
    app.include_router(desk)
    install(app, product.texts)

    async def too_large(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        answer = problem_response(product.texts, language_of(request), 413, "too_large")
        await answer(scope, receive, send)

    app.add_middleware(BodyLimit, refusal=too_large)
    app.add_middleware(SchoolOrigins, municipalities=product.municipalities)
    app.add_middleware(HeadRequests)
    app.add_middleware(SafeHeaders)
    return app
