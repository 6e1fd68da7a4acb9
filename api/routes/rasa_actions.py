"""Rasa's way back in: our actions, run by rasa-sdk's executor in this process. Only with the secret."""

import hmac
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from rasa_sdk.interfaces import (
    ActionExecutionRejection,
    ActionMissingDomainException,
    ActionNotFoundException,
)

from api.deps import TheProduct
from api.problems import ProblemError

router = APIRouter(include_in_schema=False)
SECRET_HEADER = "x-actions-secret"  # noqa: S105  # the header's name, not a secret


@router.post("/internal/rasa/actions")
async def run_action(request: Request, product: TheProduct) -> Response:
    """Run one action. 400, 404 and 449 are rasa-sdk's own language, which Rasa understands."""
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), product.secrets.actions.encode()):
        raise ProblemError(403, "forbidden")
    # Rasa leaves the domain out, since none of our actions needs it; the executor insists on one.
    try:
        call: dict[str, Any] = {"domain": {}, **await request.json()}
    except (TypeError, ValueError) as error:
        raise ProblemError(422, "unreadable") from error
    try:
        result = await product.executor.run(call)
    except ActionExecutionRejection as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, 400)
    except ActionNotFoundException as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, 404)
    except ActionMissingDomainException as error:
        return JSONResponse({"error": error.message, "action_name": error.action_name}, 449)
    return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})
