"""The thin `.venv` of a checkout: no packages of its own, only paths to the shared environments and the checkout."""

import json
import shutil
from pathlib import Path

from api.bootstrap import pythons, shell
from api.bootstrap.chosen import Environments
from api.bootstrap.trouble import Trouble

FACTS = "skolevej.json"  # what the `.venv` was made for; written last
FOLDERS = "environments"  # the environments' folders, one a line, for the shell script at the root
_SCRIPT = """\
#!{python}
import sys
from {module} import {function}
sys.exit({function}())
"""
_COMMANDS = {"skolevej": ("api.cli", "main")}
_TOOLS = {"pytest": ("pytest", "main"), "mypy": ("mypy.__main__", "console_entry")}


def rasa_python(root: Path) -> Path:
    """The interpreter of the Rasa environment that this checkout was made ready with; Trouble if it never was."""
    facts = _read(root / ".venv") or {}
    if "rasa" not in facts:
        raise Trouble("This checkout has no environments yet.", "Run `make serve` first.")
    return Path(facts["rasa"]) / "bin" / "python"


def link(root: Path, chosen: Environments) -> bool:
    """Make `.venv` lead to `chosen`; True if it had to be made."""
    venv, facts = root / ".venv", _facts(root, chosen)
    if _read(venv) == facts and (venv / "bin" / "python").exists():
        return False
    shutil.rmtree(venv, ignore_errors=True)
    if shell.output([str(pythons.base()), "-m", "venv", "--without-pip", str(venv)], seconds=120) is None:
        raise Trouble(
            f"{venv} could not be made.", "Check that the checkout can be written to and the disk isn't full."
        )
    _paths(root, venv, chosen)
    _scripts(venv, chosen)
    folders = "".join(f"{one.folder}\n" for one in chosen.parts().values())
    (venv / FOLDERS).write_text(folders, encoding="utf-8")
    (venv / FACTS).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return True


def _facts(root: Path, chosen: Environments) -> dict[str, str]:
    folders = {part: str(one.folder) for part, one in chosen.parts().items()}
    return {"root": str(root), "made by": str(pythons.base()), **folders}


def _paths(root: Path, venv: Path, chosen: Environments) -> None:
    packages = venv / "lib" / f"python{chosen.app.minor}" / "site-packages"
    shared = [one.packages for one in (chosen.app, chosen.dev) if one]
    rows = "".join(f"{path}\n" for path in (root, *shared))
    (packages / "skolevej.pth").write_text(rows, encoding="utf-8")


def _scripts(venv: Path, chosen: Environments) -> None:
    wanted = {**_COMMANDS, **(_TOOLS if chosen.dev else {})}
    for name, (module, function) in wanted.items():
        script = venv / "bin" / name
        text = _SCRIPT.format(python=venv / "bin" / "python", module=module, function=function)
        script.write_text(text, encoding="utf-8")
        script.chmod(0o755)
    if chosen.dev:
        (venv / "bin" / "ruff").symlink_to(chosen.dev.folder / "bin" / "ruff")


def _read(venv: Path) -> dict[str, str] | None:
    try:
        facts: dict[str, str] = json.loads((venv / FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts
