"""Opens the store: SQLite in WAL mode by default, PostgreSQL by address, always migrated to the newest table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10


class StoreUnavailableError(RuntimeError):
    """The database can't be reached or written. Nothing of the request was stored."""


class Store:
    """A database that services open short transactions on."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on any error.

        Raises StoreUnavailableError where the database itself fails.
        """
        try:
            with self._sessions.begin() as session:
                yield session
        except (IntegrityError, DataError, ProgrammingError):
            raise  # our own mistake, not the database's
        except DBAPIError as error:
            raise StoreUnavailableError(str(error.orig)) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that reads and then writes, safe against others doing the same.

        SQLite takes its write lock at once; on PostgreSQL the caller locks the rows it reads.
        """
        with self.transaction() as session:
            if self.engine.dialect.name == "sqlite":
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    def ping(self) -> None:
        """Raises StoreUnavailableError unless the database answers."""
        with self.transaction() as session:
            session.connection().exec_driver_sql("SELECT 1")

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the store at an SQLAlchemy URL and bring its tables up to date.

    Raises StoreUnavailableError if it can't be opened.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # What people write are parameters: they must not reach a log by way of an error.
    engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite", hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful_sqlite)
    try:
        migrate(engine)
    except DBAPIError as error:
        raise StoreUnavailableError(str(error.orig)) from error
    return Store(engine)


def migrate(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations this database has not seen: all of them or, if one breaks or the process dies, none."""
    config = Config()
    config.set_main_option("script_location", str(migrations))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":  # without it, SQLite keeps each new table as it comes
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _careful_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.close()
