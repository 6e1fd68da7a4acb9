"""The two cookies: one signs in, one belongs to the sign-in form."""

from typing import Literal

from fastapi import Request, Response

Cookie = Literal["skolevej_desk", "skolevej_form"]
SESSION: Cookie = "skolevej_desk"
FORM: Cookie = "skolevej_form"


def read_cookie(request: Request, cookie: Cookie, *, https: bool) -> str | None:
    return request.cookies.get(_name(cookie, https))


def set_cookie(response: Response, cookie: Cookie, value: str, *, https: bool) -> None:
    """Until the browser closes, never to scripts, never from another site; over https bound to this very host."""
    response.set_cookie(_name(cookie, https), value, path="/", secure=https, httponly=True, samesite="strict")


def drop_cookie(response: Response, cookie: Cookie, *, https: bool) -> None:
    response.delete_cookie(_name(cookie, https), path="/", secure=https, httponly=True, samesite="strict")


def _name(cookie: Cookie, https: bool) -> str:
    return f"__Host-{cookie}" if https else cookie
