"""The one place where the bootstrap starts other programs."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Heard = Callable[[str], None]


def output(command: Sequence[str], seconds: float = 20) -> str | None:
    """What `command` prints on standard output, stripped; None if it is missing, fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def complaint(command: Sequence[str], seconds: float = 120) -> str | None:
    """None if `command` ends well, else the last line it wrote on standard error."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    last = [row for row in done.stderr.splitlines() if row.strip()][-1:]
    return None if done.returncode == 0 else " ".join(last) or f"exit code {done.returncode}"


def listen(
    command: Sequence[str],
    log: Path,
    heard: Heard,
    directory: Path | None = None,
    extra: Mapping[str, str] | None = None,
) -> int:
    """Run `command`, append all it prints to `log`, hand each line to `heard`; its exit code.

    On Ctrl-C the command and all it started are given ten seconds to end before they are killed: nothing goes on in
    the background. They run as a group of their own, since pip installs through a second process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("a", encoding="utf-8") as kept,
        subprocess.Popen(  # noqa: S603
            command,
            cwd=directory,
            env={**os.environ, **(extra or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as child,
    ):
        try:
            for row in child.stdout or ():
                kept.write(row)
                kept.flush()
                heard(row.rstrip())
            return child.wait()
        except KeyboardInterrupt:
            _end(child)
            raise


def _end(child: "subprocess.Popen[str]") -> None:
    os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
