"""Programs the bootstrap starts: heard line by line, kept in a log, and gone when it is stopped."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.bootstrap import pythons, shell

ROOT = Path(__file__).resolve().parents[3]
# Ctrl-C is heard also where the tests run in the background of a shell, which hands down that it is not.
LISTEN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from api.bootstrap import shell
shell.listen(["sh", "-c", "sh -c 'echo $$; exec sleep 60'; true"], Path(sys.argv[2]), print)
"""


def alive(process: int) -> bool:
    """Whether the process runs (one that ended but wasn't collected yet doesn't)."""
    status = Path("/proc", str(process), "stat")
    return status.exists() and status.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"


def test_what_a_command_says_is_heard_and_kept(tmp_path: Path) -> None:
    heard: list[str] = []
    log = tmp_path / "logs" / "one.log"
    code = shell.listen(["sh", "-c", "echo out; echo wrong >&2; exit 4"], log, heard.append)
    assert (code, heard) == (4, ["out", "wrong"])
    assert log.read_text(encoding="utf-8") == "out\nwrong\n"


def test_a_command_that_is_not_there_has_no_output() -> None:
    assert shell.output(["no-such-command-anywhere"]) is None


def test_the_last_line_of_what_went_wrong() -> None:
    assert shell.complaint([sys.executable, "-c", "1 / 0"]) == "ZeroDivisionError: division by zero"
    assert shell.complaint([sys.executable, "-c", ""]) is None


def test_on_ctrl_c_even_the_command_s_own_commands_end(tmp_path: Path) -> None:
    command = [str(pythons.base()), "-u", "-c", LISTEN, str(ROOT), str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as started:
        assert started.stdout is not None
        sleeper = int(started.stdout.readline())
        assert alive(sleeper)
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=30) != 0
    deadline = time.monotonic() + 10
    while alive(sleeper):
        if time.monotonic() > deadline:
            pytest.fail("the sleeping command goes on")
        time.sleep(0.05)
