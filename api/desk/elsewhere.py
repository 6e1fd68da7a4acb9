"""Addresses under the desk that lead nowhere; last, so that every real page comes first."""

from fastapi import APIRouter

from api.desk.route import PageGoneError, PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/desk/{rest:path}")
def nowhere() -> None:
    """A page that says so."""
    raise PageGoneError
