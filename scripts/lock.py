"""Make the lock files in locks/ from the .in files beside them: `make lock`, or `python3.11 scripts/lock.py --upgrade`.

pip resolves each set without installing it and reports every file it would take, with its digest. Versions stay
as the present lock has them unless an .in file asks otherwise; `--upgrade` lets them move.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api.bootstrap import locks, pythons, say  # noqa: E402 - the checkout must be on the path first
from api.bootstrap.trouble import Trouble  # noqa: E402

LOCKS = ROOT / "locks"
HEADER = "Made by scripts/lock.py from {sources} for Linux x86_64, Python {minor}; not edited by hand."


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the four locks; 0 if all were made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--upgrade", action="store_true", help="let versions move that no .in file pins")
    upgrade: bool = parser.parse_args(arguments).upgrade
    try:
        make_app(upgrade)
        make_cuda()
        make_dev(upgrade)
        make_rasa(upgrade)
    except Trouble as trouble:
        say.line(f"{trouble.sentence}\n  {trouble.remedy}", sys.stderr)
        return 1
    return 0


def make_app(upgrade: bool) -> None:
    """app.lock: with the CPU build of torch, which must lie where pip finds it."""
    report = resolve(["app"], held("app", upgrade), sys.executable)
    if not any(torch_build(item).endswith("+cpu") for item in report):
        raise Trouble(
            "pip found no CPU build of torch, so app.lock would need several GB.",
            "Put the wheel torch-…+cpu in a folder and name that folder in PIP_FIND_LINKS.",
        )
    write("app", [pin(item) for item in report], "3.11")


def make_cuda() -> None:
    """app-cuda.lock: the same versions with the registry's torch, for machines without the CPU wheel."""
    plain = {**os.environ, "PIP_CONFIG_FILE": os.devnull}
    plain.pop("PIP_FIND_LINKS", None)
    report = resolve(["app"], held("app", upgrade=False), sys.executable, plain)
    write("app-cuda", [pin(item) for item in report], "3.11", "app")


def make_dev(upgrade: bool) -> None:
    """dev.lock: only what comes on top of app.lock."""
    app = {one.key: one for one in locks.read(LOCKS / "app.lock").pins}
    report = resolve(["app", "dev"], held("app", upgrade=False) + held("dev", upgrade), sys.executable)
    write("dev", [one for one in map(pin, report) if one.key not in app], "3.11")


def make_rasa(upgrade: bool) -> None:
    """rasa.lock: resolved by the Python 3.10 that will run it."""
    report = resolve(["rasa"], held("rasa", upgrade), str(pythons.find("3.10")))
    write("rasa", [pin(item) for item in report], "3.10")


def held(name: str, upgrade: bool) -> list[str]:
    """The versions that the present lock holds, as constraints; none if it is to move or isn't there yet."""
    path = LOCKS / f"{name}.lock"
    if upgrade or not path.exists():
        return []
    return [f"{one.name}=={one.version}" for one in locks.read(path).pins]


def resolve(
    sources: Sequence[str], constraints: Sequence[str], python: str, environment: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """pip's report of what it would install from `locks/<source>.in`, one item a package."""
    with tempfile.TemporaryDirectory() as folder:
        limits, report = Path(folder, "constraints.txt"), Path(folder, "report.json")
        limits.write_text("\n".join(constraints), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--dry-run", "--ignore-installed"]
        pip += ["--quiet", "--use-pep517", "--report", str(report), "--constraint", str(limits)]
        pip += [part for source in sources for part in ("--requirement", str(LOCKS / f"{source}.in"))]
        if subprocess.run(pip, env=environment, check=False).returncode != 0:
            raise Trouble(f"pip could not resolve {' and '.join(sources)}.", "Its own words stand above.")
        items: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
        return items


def pin(item: dict[str, Any]) -> locks.Pin:
    """One item of pip's report as a pin. The build label (`+cpu`) goes: the digest already tells the builds apart."""
    meta, download = item["metadata"], item["download_info"]
    version = meta["version"].partition("+")[0]
    digest = download["archive_info"]["hashes"]["sha256"]
    return locks.Pin(meta["name"], version, digest, from_source=not download["url"].endswith(".whl"))


def torch_build(item: dict[str, Any]) -> str:
    """torch's full version with its build label; empty for any other package."""
    return str(item["metadata"]["version"]) if item["metadata"]["name"] == "torch" else ""


def write(name: str, pins: Sequence[locks.Pin], minor: str, source: str | None = None) -> None:
    """Write `locks/<name>.lock` and say how many packages it holds."""
    header = HEADER.format(sources=f"locks/{source or name}.in", minor=minor)
    (LOCKS / f"{name}.lock").write_text(locks.render(pins, header), encoding="utf-8")
    say.line(f"locks/{name}.lock: {len(pins)} packages")


if __name__ == "__main__":
    raise SystemExit(main())
