"""`python3.11 -m api.bootstrap COMMAND`: what `make` and `./skolevej` call before any package is installed."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from api.bootstrap import checkout, checks, chosen, environments, say, shell, widget
from api.bootstrap.doctor import findings
from api.bootstrap.environments import Environment, cache_folder
from api.bootstrap.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent.parent
PORT = "8000"
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Every failure a person can mend ends as a sentence and a remedy."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by another program: stop as on Ctrl-C
    command, *rest = list(sys.argv[1:] if arguments is None else arguments) or [""]
    try:
        if command not in COMMANDS:
            raise Trouble(f"There is no bootstrap command '{command}'.", f"There are: {', '.join(COMMANDS)}.")
        return COMMANDS[command](rest)
    except Trouble as trouble:
        say.line(f"{trouble.sentence}\n  → {trouble.remedy}", sys.stderr)
        return 1
    except OSError as error:
        say.line(
            f"{error.strerror or error}: {error.filename}\n  → Mend that, then run this again.", sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        say.line("\nStopped.\n  → Running it again keeps what was finished.", sys.stderr)
        return INTERRUPTED


def serve(rest: Sequence[str]) -> int:
    """Make ready all that `skolevej serve` needs, then become it."""
    _ready(dev=False)
    widget.ready(ROOT, cache_folder())
    command = str(ROOT / ".venv" / "bin" / "skolevej")
    os.execv(command, [command, "serve", *rest])  # noqa: S606 - so that Ctrl-C reaches the server itself


def ready(rest: Sequence[str]) -> int:
    """Make the environments ready; `--dev` adds the test tools, `--widget` the widget."""
    _ready(dev="--dev" in rest)
    if "--widget" in rest:
        widget.ready(ROOT, cache_folder(), tools="--dev" in rest)
    return 0


def doctor(_: Sequence[str]) -> int:
    """Check the machine and the environments; 1 if something needs mending."""
    found = findings(ROOT, cache_folder(), _port())
    say.line(checks.table(found))
    return 1 if checks.failed(found) else 0


def prove(_: Sequence[str]) -> int:
    """Show that each environment holds exactly its lock, and that the app needs none of the test tools."""
    found = chosen.environments(ROOT, cache_folder(), dev=True)
    seen = [checks.environment(one) for one in found.parts().values()]
    say.line(checks.table(seen))
    alone = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import api.cli"
    wrong = shell.complaint([str(found.app.python), "-c", alone])
    if wrong:
        remedy = "If it lacks a package, put that into locks/app.in and run `make lock`."
        raise Trouble(f"`import api.cli` fails in the app's own environment: {wrong}", remedy)
    return 1 if checks.failed(seen) else 0


def rasa_python(_: Sequence[str]) -> int:
    """Print the interpreter of the Rasa environment."""
    say.line(str(checkout.rasa_python(ROOT)))
    return 0


def _ready(dev: bool) -> None:
    if sys.version_info[:2] != (3, 11):
        raise Trouble(
            f"This runs on Python 3.11, not {sys.version.split()[0]}.", "Use `make`, which finds it."
        )
    cache = cache_folder()
    found = chosen.environments(ROOT, cache, dev)
    missing = [one for one in found.parts().values() if not one.whole()]
    if missing:
        _may_build(cache, missing)
    for one in missing:
        environments.ready(one)
    checkout.link(ROOT, found)


def _may_build(cache: Path, missing: Sequence[Environment]) -> None:
    """Find out what is missing before the first long step, not after it."""
    for wrong in checks.failed(checks.machine(cache, missing)):
        raise Trouble(wrong.sentence, wrong.remedy)
    if any(one.name == chosen.CUDA for one in missing):
        say.line("pip finds no CPU build of torch here, so the large one is taken: several GB to fetch.")


def _port() -> int:
    written = os.environ.get("SKOLEVEJ_PORT", PORT)
    if not written.isdigit() or not 0 <= int(written) < 65536:
        raise Trouble(
            f"SKOLEVEJ_PORT is '{written}', which is no port.",
            "Set it to a number from 1024 to 65535, or to 0 for any free port.",
        )
    return int(written)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "serve": serve,
    "ready": ready,
    "doctor": doctor,
    "prove": prove,
    "rasa-python": rasa_python,
}

if __name__ == "__main__":
    raise SystemExit(main())
