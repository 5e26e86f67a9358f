"""SQLite's write-ahead log is copied beside the requests, not by the one whose commit finds it long."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.store.engine import Database, driver_of

PAGE_BYTES = 4096
NORMAL, FULL = 1, 2


def level(connection: Connection | sqlite3.Connection) -> int:
    row = driver_of(connection).execute("PRAGMA synchronous").fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def made_by_another(file: Path) -> Iterator[sqlite3.Connection]:
    """A database that another has to itself until it commits."""
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as another:
        another.execute("BEGIN EXCLUSIVE")
        yield another


def written(database: Database, rows: int) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS filled (content BLOB)")
        for _ in range(rows):
            connection.exec_driver_sql("INSERT INTO filled VALUES (randomblob(100000))")


def test_the_log_is_copied_into_the_database_and_begun_anew(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    log = tmp_path / "x.db-wal"
    written(database, 100)
    grown = log.stat().st_size
    assert grown > 2000 * PAGE_BYTES  # no commit has copied it, though SQLite's own limit is 1000 pages
    assert (tmp_path / "x.db").stat().st_size < 10 * PAGE_BYTES
    database.copy_wal()
    assert (tmp_path / "x.db").stat().st_size > 2000 * PAGE_BYTES
    written(database, 1)
    assert log.stat().st_size == grown
    database.close()


def test_without_anybody_who_copies_it_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    for _ in range(8):
        written(database, 200)
    assert (tmp_path / "x.db-wal").stat().st_size < 25_000 * PAGE_BYTES
    database.close()


def test_another_database_has_no_such_log(database: Database) -> None:
    database.copy_wal()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_a_process_waits_for_another_that_makes_the_database(tmp_path: Path) -> None:
    with made_by_another(tmp_path / "x.db") as another, closing(Database(f"sqlite:///{tmp_path / 'x.db'}")) as database:
        leaving = threading.Timer(0.3, another.commit)
        leaving.start()
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        leaving.join()


def test_a_database_that_another_never_leaves_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.engine.WAIT_S", 0)
    with (
        made_by_another(tmp_path / "x.db"),
        closing(Database(f"sqlite:///{tmp_path / 'x.db'}")) as database,
        pytest.raises(OperationalError, match="locked"),
        database.reading(),
    ):
        raise AssertionError


def test_every_transaction_syncs_as_it_has_to_whatever_the_one_before_it_was(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'x.db'}")) as database:
        for ahead in (False, True, False, True, True):
            with database.writing_prepared("o", ahead=ahead) as way:
                assert isinstance(way, sqlite3.Connection)
                assert level(way) == (NORMAL if ahead else FULL)
        with database.writing() as connection:
            assert level(connection) == FULL
