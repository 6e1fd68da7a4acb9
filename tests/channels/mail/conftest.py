from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.mail.mail_desk import Clock, MailDesk
from tests.channels.mail.mail_server import Postbox, mail_server, self_signed
from tests.contact_world import open_world


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MailDesk]:
    world = open_world(f"sqlite:///{tmp_path / 'store.db'}")
    yield MailDesk(world, Clock())
    world.store.close()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def port(postbox: Postbox) -> Iterator[int]:
    """Of a server without TLS or login, as on loopback."""
    with mail_server(postbox) as port:
        yield port


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("certificate"))
