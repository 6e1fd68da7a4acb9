"""The Rasa process: started, watched, started again with back-off, and gone when we are."""

import asyncio
import ctypes
import signal
import subprocess
from pathlib import Path
from typing import IO, Any

import structlog
import yaml
from sqlalchemy import make_url

from api.local_secrets import LocalSecrets
from api.paths import Paths
from api.settings import Settings
from api.training import rasa_environment, rasa_python
from channels.rasa import RasaClient

log = structlog.get_logger()
BACK_OFF_SECONDS = (1, 2, 5, 10, 30)
HEALTHY_SECONDS = 120
"""A process that lived this long starts the back-off anew."""
STOP_SECONDS = 10
ACTIONS_HEADER = "x-actions-secret"
PR_SET_PDEATHSIG = 1


class RasaProcess:
    """`rasa run` on 127.0.0.1, with our channel, our tracker store and our actions."""

    def __init__(
        self,
        settings: Settings,
        paths: Paths,
        secrets: LocalSecrets,
        *,
        model: Path,
        port: int,
        app_port: int,
    ) -> None:
        self._settings, self._paths, self._model, self._port = settings, paths, model, port
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._stopping = False
        self._write_configuration(secrets, app_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        self._log = self._log or self._open_log()
        work = self._paths.rasa_work
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter, no shell
            [
                *(str(rasa_python(self._settings)), "-m", "rasa", "run"),
                *("--model", str(self._model), "--interface", "127.0.0.1", "--port", str(self._port)),
                *("--endpoints", str(work / "endpoints.yml"), "--credentials", str(work / "credentials.yml")),
            ],
            cwd=work,
            env=rasa_environment(self._paths),
            stdout=self._log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )

    async def watch(self) -> None:
        """Start the process again whenever it ends, waiting longer each time it ends soon."""
        crashes = 0
        loop = asyncio.get_running_loop()
        started = loop.time()
        while not self._stopping:
            await asyncio.sleep(0.5)
            if self._process is None or self._process.poll() is None or self._stopping:
                continue
            crashes = 0 if loop.time() - started > HEALTHY_SECONDS else crashes + 1
            wait = BACK_OFF_SECONDS[min(crashes, len(BACK_OFF_SECONDS)) - 1] if crashes else 1
            log.warning("rasa ended", exit_code=self._process.returncode, again_in_seconds=wait)
            await asyncio.sleep(wait)
            self.start()
            started = loop.time()

    async def ready(self, client: RasaClient, seconds: float) -> bool:
        """Wait until Rasa answers; False if it does not within the time."""
        for _ in range(int(seconds * 4)):
            if await client.ready():
                return True
            await asyncio.sleep(0.25)
        return False

    def stop(self) -> None:
        self._stopping = True
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._log:
            self._log.close()
            self._log = None

    def _open_log(self) -> IO[bytes]:
        self._paths.rasa_log.parent.mkdir(parents=True, exist_ok=True)
        return self._paths.rasa_log.open("wb")

    def _write_configuration(self, secrets: LocalSecrets, app_port: int) -> None:
        work = self._paths.rasa_work
        work.mkdir(parents=True, exist_ok=True)
        _write(
            work / "credentials.yml",
            {"assistant.components.front_door.FrontDoor": {"secret": secrets.front_door}},
        )
        _write(
            work / "endpoints.yml",
            {
                "action_endpoint": {
                    "url": f"http://127.0.0.1:{app_port}/internal/rasa/actions",
                    "headers": {ACTIONS_HEADER: secrets.actions},
                    "enable_selective_domain": True,
                },
                "tracker_store": tracker_store(self._settings, work),
            },
        )


def tracker_store(settings: Settings, work: Path) -> dict[str, Any]:
    """Rasa's tracker store: SQLite beside ours, or the same PostgreSQL."""
    kind = {"type": "assistant.components.tracker_store.OwnTrackerStore"}
    url = make_url(settings.store_url)
    if url.get_backend_name() == "sqlite":
        return {**kind, "dialect": "sqlite", "db": str(work / "tracker.db")}
    return {**kind, "url": url.set(drivername="postgresql").render_as_string(hide_password=False)}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(yaml.safe_dump(content), encoding="utf-8")


def _die_with_parent() -> None:
    """Linux: end this process when its parent dies, also by kill -9. Its own group, so that Ctrl-C is ours."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
