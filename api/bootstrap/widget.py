"""Build the chat widget in channels/web when one of its sources changed, known by their content."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from api.bootstrap import node, say, shell
from api.bootstrap.trouble import Trouble

FOLDER = Path("channels", "web")
BUILT = Path("dist", "widget.js")
_ERROR = re.compile(r"\berror[\]:]|^npm error", re.IGNORECASE)  # how esbuild, tsc and npm begin theirs
_MADE_HERE = {"node_modules", "dist", "__pycache__"}
_BUILD_STAMP = Path("dist", ".built-from")
_INSTALL_STAMP = Path("node_modules", ".installed-from")


def ready(root: Path, cache: Path, tools: bool = False) -> bool:
    """Make sure the widget of the checkout at `root` is built from its present sources; True if it had to be.

    With `tools`, also that its build and check tools are there: who only serves a built widget doesn't need them.
    """
    web, log = root / FOLDER, cache / "logs" / "widget.log"
    if not (web / "package.json").exists():
        say.line("widget: channels/web has no package.json yet; nothing to build")
        return False
    wanted = digest(web, sources(web))
    built = (web / BUILT).exists() and _stamp(web / _BUILD_STAMP) == wanted
    if tools or not built:
        _install(web, log)
    if not built:
        _build(web, log, wanted)
    return not built


def sources(web: Path) -> list[Path]:
    """The files the widget is made from: all in its folder but what npm and Python made there, and Python's own."""
    found = (path for path in web.rglob("*") if not _MADE_HERE & set(path.relative_to(web).parts))
    return sorted(path for path in found if path.is_file() and path.suffix not in {".py", ".md"})


def digest(web: Path, files: Iterable[Path]) -> str:
    """One digest over names and contents."""
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(web)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _install(web: Path, log: Path) -> None:
    lock = web / "package-lock.json"
    if not lock.exists():
        raise Trouble(
            f"{FOLDER}/package-lock.json is missing.", "Restore it with `git checkout -- channels/web`."
        )
    wanted = digest(web, [web / "package.json", lock])
    if _stamp(web / _INSTALL_STAMP) == wanted:
        return
    _npm(web, ["ci", "--no-audit", "--no-fund"], log, "widget: fetching its build tools")
    (web / _INSTALL_STAMP).parent.mkdir(exist_ok=True)  # npm makes none if there is nothing to install
    (web / _INSTALL_STAMP).write_text(wanted, encoding="utf-8")


def _build(web: Path, log: Path, wanted: str) -> None:
    _npm(web, ["run", "build"], log, "widget: building")
    if not (web / BUILT).exists():
        raise Trouble(f"`npm run build` ended well but left no {FOLDER / BUILT}.", f"What it said: {log}")
    (web / _BUILD_STAMP).write_text(wanted, encoding="utf-8")


def _npm(web: Path, arguments: list[str], log: Path, title: str) -> None:
    wrong = node.trouble()
    if wrong:
        raise Trouble(*wrong)
    progress, said = say.Progress(title), [""]

    def heard(row: str) -> None:
        if row.strip():
            said.append(row.strip())
            progress.update(row.strip())

    progress.update("starting npm")
    if shell.listen(["npm", *arguments], log, heard, web) != 0:
        reason = next(filter(_ERROR.search, said), said[-1])
        raise Trouble(f"`npm {arguments[0]}` failed in {FOLDER}: {reason}", f"All it said: {log}")
    progress.done("done")


def _stamp(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
