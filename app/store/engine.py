"""The database: SQLite beside the program, or PostgreSQL; one way to read and one way to write.

SQLite is in WAL mode and syncs at every commit, so that what was acknowledged survives a power cut; it has one writer
at a time, who waits in this process instead of polling the file. On PostgreSQL every transaction names the
organisation that asks, and row level security shows it only its own.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.store.stream import Stream, streaming

WAIT_S = 30
_PAUSE_S = 0.01
_DURABLE = "FULL"
# Where nobody copies the write-ahead log (`Database.copy_wal`), a commit does so at 64 MB.
_LONGEST_WAL_PAGES = 16_000
_ENTER = "SELECT set_config('labverdict.organisation', %s, true), set_config('labverdict.task', %s, true)"
_PLACED = _ENTER.replace("%s", "$1", 1).replace("%s", "$2", 1)
_DURABLY = b"enter", _PLACED.encode()
_AHEAD = b"enter_ahead", f"{_PLACED}, set_config('synchronous_commit', 'off', true)".encode()

Way = Connection | Stream | sqlite3.Connection
Driver = sqlite3.Connection | psycopg.Connection


class Task(StrEnum):
    """What a transaction does on behalf of no single organisation; NONE: it acts for one, and sees that one's alone."""

    NONE = ""
    IDENTITY = "identity"
    DELIVERY = "delivery"
    AUDIT = "audit"
    BACKUP = "backup"
    PUBLIC = "public"


class Database:
    """A pool of connections to one database.

    `reading` and `writing` are transactions for one organisation; what `writing` wrote is durable when it ends without
    an error. `synchronous` is how SQLite syncs: anything but FULL loses acknowledged work at a power cut.
    """

    def __init__(self, url: str, *, connections: int = 8, synchronous: str = _DURABLE) -> None:
        self.url = _url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._synchronous = self._synced = synchronous
        self._writing: sqlite3.Connection | None = None
        if self.is_sqlite:
            self.engine = _sqlite(self.url, connections)
            # What one connection wrote another has to read again: the one that writes keeps what it knows.
            self.writer = _sqlite(self.url, 1)
            event.listen(self.writer, "connect", self._connected)
            event.listen(self.writer, "close", self._closed)
            self._turn: AbstractContextManager[object] = threading.Lock()
        else:
            self.engine = self.writer = _postgres(self.url, connections)
            self._turn = nullcontext()

    @contextmanager
    def reading(self, organisation: str = "", task: Task = Task.NONE) -> Iterator[Connection]:
        """Read one consistent state."""
        with self.engine.connect() as connection, _in_sqlalchemys_words(connection):
            self._begin(connection, "BEGIN", organisation, task)
            yield connection

    @contextmanager
    def writing(self, organisation: str = "", task: Task = Task.NONE) -> Iterator[Connection]:
        """Write all or nothing, durably."""
        with self._turn, self.writer.connect() as connection, _in_sqlalchemys_words(connection):
            if self.is_sqlite:
                self._sync(self._synchronous)
            self._begin(connection, "BEGIN IMMEDIATE", organisation, task)
            yield connection
            connection.commit()

    @contextmanager
    def writing_prepared(self, organisation: str, *, ahead: bool = False) -> Iterator[Way]:
        """Write like `writing`, for an organisation and by `Prepared` statements alone.

        PostgreSQL is not waited for until a result is read, or at the end: a fault may be told by a later statement.
        What is written `ahead` survives the process at once, and a power cut from the next durable commit on.
        """
        if self.is_sqlite:
            with self._turn, _in_sqlalchemys_words():
                driver = self._sync("NORMAL" if ahead else self._synchronous)
                yield from _all_or_nothing(driver)
            return
        with self.writer.connect() as connection, _in_sqlalchemys_words(connection):
            known = connection.info.setdefault("statements", set())
            with streaming(_postgres_driver(connection), known) as stream:
                stream.run(*(_AHEAD if ahead else _DURABLY), (organisation, Task.NONE.value))
                yield stream

    def copy_wal(self) -> None:
        """Copy what lies in SQLite's write-ahead log into the database, as far as nobody is in the way of it.

        Otherwise the request whose commit finds the log long does so, and is late by two syncs.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                driver_of(connection).execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.writer.dispose()

    def _sync(self, level: str) -> sqlite3.Connection:
        """Let the next commit of SQLite sync as it has to, and return the connection that it is made on.

        Whose turn it is has that connection to himself, also while it lies in its pool.
        """
        while (driver := self._writing) is None:
            self.writer.connect().close()
        if self._synced != level:
            driver.execute(f"PRAGMA synchronous={level}").close()
            self._synced = level
        return driver

    def _connected(self, driver: sqlite3.Connection, _record: object) -> None:
        self._writing, self._synced = driver, _DURABLE

    def _closed(self, _driver: sqlite3.Connection, _record: object) -> None:
        self._writing = None

    def _begin(self, connection: Connection, sqlite_begin: str, organisation: str, task: Task) -> None:
        if self.is_sqlite:
            connection.exec_driver_sql(sqlite_begin)
            return
        # The driver's own BEGIN goes with it.
        with _postgres_driver(connection).pipeline():
            connection.exec_driver_sql(_ENTER, (organisation, task.value))


def driver_of(way: Connection | sqlite3.Connection) -> Driver:
    """Return the driver's connection, for statements on whose way nothing may be built."""
    if isinstance(way, sqlite3.Connection):
        return way
    driver: Driver = way.connection.driver_connection  # type: ignore[assignment]  # one of the two, by the URL
    return driver


def _postgres_driver(connection: Connection) -> psycopg.Connection:
    driver = driver_of(connection)
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("a connection of another driver")
    return driver


def _all_or_nothing(driver: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield driver
        driver.commit()
    except BaseException:
        driver.rollback()
        raise


@contextmanager
def _in_sqlalchemys_words(connection: Connection | None = None) -> Iterator[None]:
    """Raise what a driver itself raises as the exception that SQLAlchemy has for it; a broken connection is dropped."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as fault:
        driver = None if connection is None else driver_of(connection)
        if connection is not None and isinstance(driver, psycopg.Connection) and driver.closed:
            connection.invalidate()
        raise DBAPIError.instance(None, None, fault, type(fault), hide_parameters=True) from fault


def _url(text: str) -> URL:
    url = make_url(text)
    return url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url


def _postgres(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_S,
        hide_parameters=True,
        # What psycopg prepares it gives up at every rollback, and with it what a stream prepared.
        connect_args={"prepare_threshold": None},
    )


def _sqlite(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_S,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": WAIT_S},
    )

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # Without recursive triggers INSERT OR REPLACE removes a row behind the back of its delete trigger.
        pragmas = (f"synchronous={_DURABLE}", "foreign_keys=ON", "recursive_triggers=ON")
        _write_ahead(connection)
        for pragma in (*pragmas, f"wal_autocheckpoint={_LONGEST_WAL_PAGES}"):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", prepare)
    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the database into WAL mode. SQLite itself does not wait here for another that makes a new database."""
    until = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
