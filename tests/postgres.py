"""A PostgreSQL of our own for the tests, listening on a socket in a directory of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
"""Where Debian keeps them; initdb and pg_ctl are not on the PATH."""


@dataclass(frozen=True)
class Cluster:
    """`url` is its SQLAlchemy address."""

    url: str
    home: Path

    def control(self, *arguments: str) -> None:
        """pg_ctl, such as `control("stop", "-m", "immediate")`."""
        log = ("-l", str(self.home / "log"))
        run("pg_ctl", "-D", str(self.home / "data"), "-w", *log, *arguments)

    def start(self) -> None:
        self.control("-o", f"-k {self.home} -c listen_addresses='' -c fsync=off", "start")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running cluster, gone at the end. Skips where PostgreSQL is not installed, except in CI."""
    if not BINARIES:
        assert "CI" not in os.environ, "PostgreSQL is not installed; .ci/run installs it"
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    home = Path(tempfile.mkdtemp(prefix="skolevej-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    made = Cluster(f"postgresql+psycopg://postgres@/postgres?host={home}", home)
    try:
        run("initdb", "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "--no-sync")
        made.start()
        yield made
        made.control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(program: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root, so as its own user then."""
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [str(BINARIES[-1] / program), *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **user,  # type: ignore[call-overload]
    )
    assert done.returncode == 0, f"{program}: {done.stderr}"
