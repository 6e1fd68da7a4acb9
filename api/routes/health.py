"""Is the process alive, is each part ready, and the figures for Prometheus."""

import hmac
from typing import Literal

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from actions.store import StoreUnavailableError
from api.deps import TheProduct
from api.problems import ProblemError
from api.settings import LOOPBACK

router = APIRouter(tags=["operations"])
State = Literal["ready", "down"]


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    ready: bool
    parts: dict[str, State]


@router.get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health()


@router.get("/readyz", responses={200: {"model": Readiness}, 503: {"model": Readiness}})
async def readyz(product: TheProduct) -> Response:
    """Each part and its state; 503 while any part is down."""
    parts: dict[str, State] = {
        "rasa": "ready" if await product.rasa.ready() else "down",
        "knowledge": "ready" if product.knowledge.meta() else "down",
        "store": await to_thread.run_sync(_store_state, product),
    }
    readiness = Readiness(ready=set(parts.values()) == {"ready"}, parts=parts)
    return JSONResponse(readiness.model_dump(), 200 if readiness.ready else 503)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, product: TheProduct) -> Response:
    """Prometheus figures: for this machine, or with the token."""
    token = product.settings.metrics_token
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), token.get_secret_value().encode()):
            raise ProblemError(401, "refused")
    elif request.client is None or request.client.host not in LOOPBACK:
        raise ProblemError(403, "forbidden")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _store_state(product: TheProduct) -> State:
    try:
        product.store.ping()
    except StoreUnavailableError:
        return "down"
    return "ready"
