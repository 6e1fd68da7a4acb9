"""Single checks of the machine and its environments: each says one sentence, and the remedy if something is wrong."""

import platform
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import disk, node, pythons, shell
from api.bootstrap.environments import Environment
from api.bootstrap.exact import compare
from api.bootstrap.trouble import Trouble

OLDEST_PIP = (22, 3)  # the first that installs into another environment (`--python`)


@dataclass(frozen=True)
class Check:
    """One finding: `name` of what was looked at, whether it is well, a sentence, and the remedy if it isn't."""

    name: str
    ok: bool
    sentence: str
    remedy: str = ""


def machine(cache_folder: Path, missing: Sequence[Environment]) -> list[Check]:
    """What must be well on a machine so that the `missing` environments can be built and the rest can run."""
    return [
        kind(),
        python("3.11"),
        python("3.10"),
        pip(pythons.base()),
        nodejs(),
        cache(cache_folder),
        room(cache_folder, missing),
    ]


def kind(system: str = platform.system(), processor: str = platform.machine()) -> Check:
    """Is this the kind of machine the locks were made for?"""
    said = f"{system} on {processor}."
    if (system, processor) == ("Linux", "x86_64"):
        return Check("machine", True, said)
    remedy = "The locks name files for Linux x86_64: use such a machine or a container, or make locks with `make lock`."
    return Check("machine", False, said, remedy)


def python(minor: str) -> Check:
    """Is there a Python `minor` that can make environments?"""
    try:
        return Check(f"Python {minor}", True, f"Found at {pythons.find(minor)}.")
    except Trouble as trouble:
        return Check(f"Python {minor}", False, trouble.sentence, trouble.remedy)


def pip(interpreter: Path) -> Check:
    """Does the Python that builds environments have a pip, and one that is new enough?"""
    match = re.match(r"pip (\d+)\.(\d+)\S*", shell.output([str(interpreter), "-m", "pip", "--version"]) or "")
    if match and (int(match[1]), int(match[2])) >= OLDEST_PIP:
        return Check("pip", True, f"Version {match[0].removeprefix('pip ')}.")
    sentence = f"{match[0]} is too old." if match else f"{interpreter} has no pip."
    return Check(
        "pip",
        False,
        sentence,
        f"Run `{interpreter} -m ensurepip --upgrade`, or install it (apt: python3-pip).",
    )


def nodejs() -> Check:
    """Is Node.js here and new enough, with npm?"""
    wrong = node.trouble()
    return (
        Check("Node.js", False, *wrong)
        if wrong
        else Check("Node.js", True, f"Version {node.version()}, with npm.")
    )


def cache(folder: Path) -> Check:
    """May environments be written where they are kept?"""
    if disk.writable(folder):
        return Check("cache folder", True, f"{folder} can be written to.")
    remedy = "Make it writable, or name another folder in SKOLEVEJ_CACHE_DIR."
    return Check("cache folder", False, f"{folder} can't be written to.", remedy)


def room(folder: Path, missing: Sequence[Environment]) -> Check:
    """Is there room for the `missing` environments, and for data and models?"""
    free, needed = disk.free(folder), disk.needed({one.name for one in missing})
    said = (
        f"{free / disk.GIGABYTE:.1f} GB free where {folder} is kept, {needed / disk.GIGABYTE:.1f} GB needed."
    )
    remedy = "Make room, or name a folder on a larger disk in SKOLEVEJ_CACHE_DIR."
    return Check("disk", free >= needed, said, "" if free >= needed else remedy)


def environment(one: Environment) -> Check:
    """Is the environment whole, and exactly its lock?"""
    name = f"environment {one.name}"
    if not one.folder.exists():
        return Check(name, False, "It is not built yet.", "Run `make serve`; it builds what is missing.")
    if one.half_built():
        return Check(
            name, False, f"It is half built: {one.folder}.", "Run `make serve`; it starts this one anew."
        )
    difference = compare(one.lock, one.packages)
    if difference:
        remedy = f"Remove {one.folder}, then run `make serve`."
        return Check(name, False, f"It is not what its lock says: {difference.sentence()}.", remedy)
    return Check(name, True, f"Whole: the {len(one.lock.pins)} packages of its lock and no other.")


def port(number: int, host: str = "127.0.0.1") -> Check:
    """Can the server listen on this port?"""
    name = f"port {number}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as the server does: a port just left is free
        try:
            tried.bind((host, number))
        except PermissionError:
            remedy = "Choose a port above 1023 in SKOLEVEJ_PORT."
            return Check(name, False, f"This user may not listen on port {number}.", remedy)
        except OSError:
            remedy = "Stop what listens there (is Skolevej already running?), or choose another port in SKOLEVEJ_PORT."
            return Check(name, False, f"Port {number} on {host} is taken.", remedy)
    return Check(name, True, "Free.")


def failed(checks: Iterable[Check]) -> list[Check]:
    """Those that are not well."""
    return [one for one in checks if not one.ok]


def table(checks: Iterable[Check]) -> str:
    """One row a check, the remedy on a row of its own."""
    rows = []
    for one in checks:
        rows.append(f"{'ok' if one.ok else 'NO'}  {one.name}: {one.sentence}")
        rows += [f"    → {one.remedy}"] if one.remedy else []
    return "\n".join(rows)
