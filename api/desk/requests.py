"""The list: requests of one's own schools, urgent ones first, then the newest."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from actions.contacts import OPEN, Status
from api.desk.rendering import worker_page
from api.desk.route import PageRoute
from api.desk.worker import TheWorker

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE = 30


@router.get("/desk")
def show(
    worker: TheWorker,
    show: Literal["open", "all"] = "open",
    after: Annotated[str | None, Query(max_length=12)] = None,
) -> HTMLResponse:
    """A page of them."""
    lists = worker.desk.contacts.lists
    statuses = OPEN if show == "open" else tuple(Status)
    counts = lists.counts(worker.staff)
    return worker_page(
        worker,
        "requests.html",
        requests=lists.requests_for(worker.staff, statuses=statuses, after=after, limit=PAGE),
        show=show,
        first=after is None,
        open_count=sum(counts.get(status, 0) for status in OPEN),
        all_count=sum(counts.values()),
        waiting=counts.get(Status.REQUESTED, 0),
    )
