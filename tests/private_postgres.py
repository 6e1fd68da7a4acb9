"""A PostgreSQL of one's own: a cluster in a temporary folder, reached through a socket there, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

QUICK = "-c listen_addresses='' -c fsync=off -c max_connections=300 -c shared_buffers=32MB"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on PATH, or where Debian puts them. None if there is no PostgreSQL."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def private_postgres(bin_dir: Path) -> Iterator[Path]:
    """A running cluster; yields the folder of its socket. Its programs refuse root, so root becomes nobody much."""
    folder = Path(tempfile.mkdtemp(prefix="skolevej-pg-"))
    user = _somebody_else()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        command = [str(bin_dir / program), "-D", str(folder / "data"), *arguments]
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            **who,
        )
        assert done.returncode == 0, done.stderr

    try:
        run("initdb", "-A", "trust", "-U", "skolevej", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"{QUICK} -k {folder}", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(socket: Path, name: str, template: str = "template1") -> str:
    """Create a database; returns its SQLAlchemy address."""
    with psycopg.connect(host=str(socket), user="skolevej", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"postgresql+psycopg://skolevej@/{name}?host={socket}"


def _somebody_else() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]
