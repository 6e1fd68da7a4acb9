"""`skolevej serve`: prepare, start Rasa and the app, watch both, stop both."""

import asyncio
import contextlib
import logging
import socket
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import structlog
import uvicorn
from anyio import to_thread
from fastapi import FastAPI

from actions.store import StoreUnavailableError
from api.app import create_app
from api.composition import Product, compose
from api.listening import ensure_listener
from api.local_secrets import local_secrets
from api.mailing import open_sender
from api.paths import paths_of
from api.ports import free_port, listen
from api.preparation import Say, open_library
from api.rasa_process import RasaProcess
from api.settings import Settings
from api.training import ensure_model
from channels.mail import OutboxSender
from channels.rasa import RasaUnavailableError
from knowledge.index.files import IndexArtefactError

log = structlog.get_logger()
READY_SECONDS = 120
TIDY_SECONDS = 30
"""How often ended conversations are erased and a new index version is taken up."""


def serve(settings: Settings, say: Say) -> None:
    """Run until stopped. Raises Trouble and the typed errors of the parts that don't start."""
    quiet_logs(settings)
    listening = listen(settings.host, settings.port)
    paths = paths_of(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    library = open_library(settings, paths, say)
    library.index(settings, say)
    model = ensure_model(settings, paths, library.remembered.plain, say)
    listener = ensure_listener(paths, library.remembered.plain, say)
    app_port = listening.getsockname()[1]
    rasa = RasaProcess(
        settings,
        paths,
        local_secrets(settings.data_dir),
        model=model,
        port=settings.rasa_port or free_port(),
        app_port=app_port,
    )
    rasa.start()
    try:
        product = compose(
            settings, library.open(settings), library.live.plain, library.shelf, rasa.url, listener
        )
        address = settings.public_url or f"http://{settings.host}:{app_port}"
        sender = open_sender(settings, product.store, product.municipalities, address)
        asyncio.run(_run(product, rasa, sender, listening, address, say))
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        rasa.stop()


async def _run(
    product: Product,
    rasa: RasaProcess,
    sender: OutboxSender,
    listening: socket.socket,
    address: str,
    say: Say,
) -> None:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = [
            asyncio.create_task(rasa.watch()),
            asyncio.create_task(_announce(product, rasa, address, say)),
            asyncio.create_task(_tidy(product)),
            asyncio.create_task(sender.run()),
        ]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await product.rasa.close()
        product.store.close()

    config = uvicorn.Config(
        create_app(product, lifespan),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


async def _announce(product: Product, rasa: RasaProcess, address: str, say: Say) -> None:
    say("Starting Rasa …")
    if await rasa.ready(product.rasa, READY_SECONDS):
        say(f"Ready: {address}/demo")
    else:
        say(
            "Rasa has not answered yet; search and crisis help work meanwhile. "
            f"Its own words are in {product.settings.data_dir / 'logs' / 'rasa.log'}"
        )


async def _tidy(product: Product) -> None:
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        try:
            # Erasing first: an index that can't be taken up must not keep anybody's conversation alive.
            for ended in await to_thread.run_sync(product.conversations.ended):
                await product.turns.forget(ended)
            await to_thread.run_sync(product.contact_services.expiry.run, datetime.now(UTC))
            await to_thread.run_sync(product.group_services.expiry.run, datetime.now(UTC))
            await to_thread.run_sync(product.check_ins.check_ins.expire, datetime.now(UTC))
            await to_thread.run_sync(product.feedback.expire)
            await to_thread.run_sync(product.gaps.expire)
            await to_thread.run_sync(product.knowledge.reload)
        except (StoreUnavailableError, RasaUnavailableError, IndexArtefactError) as error:
            log.warning("tidying waits", reason=type(error).__name__)


def quiet_logs(settings: Settings) -> None:
    """JSON lines to standard error, from the chosen level on. No message text is ever logged."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    logging.basicConfig(level=max(level, logging.WARNING), format="%(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
