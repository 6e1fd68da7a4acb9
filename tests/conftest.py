"""The real product, started once for all tests that talk to it: app, Rasa, index, store."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.channels.mail.mail_server import HOST, Postbox, mail_server

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class RunningProduct:
    """`url` of the app; `data_dir` holds its store, index and logs; `postbox` gets its mail."""

    url: str
    data_dir: Path
    process: subprocess.Popen[str]
    postbox: Postbox = field(default_factory=Postbox)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProduct]:
    data_dir = tmp_path_factory.mktemp("product")
    postbox = Postbox()
    with mail_server(postbox) as port:
        running = start_product(data_dir, **mail_settings(port))
        yield replace(running, postbox=postbox)
        stop_product(running)


def mail_settings(port: int) -> dict[str, str]:
    return {
        "SKOLEVEJ_SMTP_HOST": HOST,
        "SKOLEVEJ_SMTP_PORT": str(port),
        "SKOLEVEJ_SMTP_SECURITY": "none",
        "SKOLEVEJ_SMTP_MAIL_FROM": "noreply@skolevej.example.org",
    }


def start_product(data_dir: Path, **settings: str) -> RunningProduct:
    """`skolevej serve` on a free port over an own data directory, ready to be talked to."""
    environment = {**os.environ, "SKOLEVEJ_DATA_DIR": str(data_dir), "SKOLEVEJ_PORT": "0", **settings}
    log = (data_dir / "app.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    log.close()
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if line.startswith("Ready: "):
            return RunningProduct(line.split()[1].removesuffix("/demo"), data_dir, process)
    process.wait(30)
    process.stdout.close()
    pytest.fail(f"the product did not start:\n{''.join(said)}\n{(data_dir / 'app.log').read_text()}")


def stop_product(running: RunningProduct) -> None:
    running.process.send_signal(signal.SIGINT)
    try:
        running.process.wait(30)
    finally:
        if running.process.poll() is None:
            running.process.kill()
        if running.process.stdout:
            running.process.stdout.close()
