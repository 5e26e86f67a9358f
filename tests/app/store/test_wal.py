"""SQLite's write-ahead log is copied beside the requests, not by the one whose commit finds it long."""

from pathlib import Path

from app.store.engine import Database

PAGE_BYTES = 4096


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
