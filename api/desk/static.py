"""The desk's style sheets, under addresses that change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.problems import ProblemError
from api.settings import CHECKOUT

router = APIRouter(include_in_schema=False)
BUILT = CHECKOUT / "channels" / "web" / "dist" / "desk"
FILES = {
    "theme.css": BUILT / "theme.css",
    "designsystemet.css": BUILT / "designsystemet.css",
    "desk.css": Path(__file__).parent / "pages" / "desk.css",
}


@router.get("/static/desk/{name}")
def style(name: str) -> FileResponse:
    """One of the three."""
    path = FILES.get(name)
    if path is None or not path.is_file():
        raise ProblemError(404, "not_found")
    return FileResponse(
        path, media_type="text/css", headers={"cache-control": "public, max-age=31536000, immutable"}
    )


@lru_cache(maxsize=1)
def style_addresses() -> tuple[str, ...]:
    """What a page links to; a sheet that hasn't been built is left out."""
    return tuple(
        f"/static/desk/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        for name, path in FILES.items()
        if path.is_file()
    )
