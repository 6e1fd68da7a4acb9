"""All pages of the desk and of a parent's own booking, in the order they are tried."""

from fastapi import APIRouter

from api.desk import (
    acts,
    booking,
    booking_acts,
    check_in,
    day,
    elsewhere,
    group,
    groups,
    one_request,
    phone,
    phone_time,
    requests,
    sheet,
    sign_in,
    static,
)

router = APIRouter(include_in_schema=False)
for part in (
    static,
    sign_in,
    requests,
    one_request,
    acts,
    phone,
    phone_time,
    day,
    booking,
    groups,
    booking_acts,
    group,
    check_in,
    sheet,
    elsewhere,
):
    router.include_router(part.router)
