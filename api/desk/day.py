"""The talks of one day, to be printed: no names, no numbers, nothing of what a parent wrote."""

from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.desk.rendering import worker_page
from api.desk.route import PageRoute
from api.desk.worker import TheWorker, Worker

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/day")
def show(worker: TheWorker, date: Annotated[str | None, Query(max_length=10)] = None) -> HTMLResponse:
    """A day's talks, today's unless another day is asked for."""
    day = _day(worker, date)
    return worker_page(
        worker,
        "day.html",
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        talks=worker.desk.contacts.lists.day(worker.staff, day),
    )


def _day(worker: Worker, wanted: str | None) -> date:
    try:
        day = date.fromisoformat(wanted or "")
    except ValueError:
        return today(worker)
    return day if 2000 <= day.year <= 2999 else today(worker)


def today(worker: Worker) -> date:
    """The date where the coordinator works."""
    who = worker.desk.municipalities.coordinator(worker.account.coordinator)
    zone = who.contact_hours.hours.timezone if who else ZoneInfo("UTC")
    return worker.desk.now().astimezone(zone).date()
