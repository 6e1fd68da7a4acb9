"""Addresses under the desk that lead nowhere; last, so that every real page comes first."""

from fastapi import APIRouter, Depends

from api.desk.route import PageGoneError, PageRoute
from api.desk.worker import signed_in

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/{rest:path}", dependencies=[Depends(signed_in)])
def nowhere() -> None:
    """A page that says so."""
    raise PageGoneError
