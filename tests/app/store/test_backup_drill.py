import logging
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from app.store import postgres_copy
from app.store.backup import backup, restore
from app.store.engine import Database
from app.store.manifest import File, described
from tests.app.store.conftest import Another, Opened
from tests.app.store.load import AT, NUMBERED, Laboratory, Rows, everything, name, settle
from tests.app.store.seeds import TABLES

SHOWN = logging.getLogger(__name__)
UNDER_WAY = 30


def up_to(mark: int, rows: Rows, table: str) -> set[tuple[object, ...]]:
    """The rows of a table that belong to the first `mark` reports, or to none."""
    if table == "log_entry":
        return {found for found in rows[table] if int(str(found[0])) < mark}
    if table not in NUMBERED:
        return rows[table]
    place = TABLES[table].columns.keys().index(NUMBERED[table])
    return {found for found in rows[table] if str(found[place]) < name(mark)}


def until(reached: Callable[[], bool]) -> None:
    while not reached():
        time.sleep(0.01)


def test_the_drill(opened: Opened, another: Another, tmp_path: Path, record_property: Callable[..., None]) -> None:
    settle(opened.app)
    laboratory = Laboratory(opened.app)
    with laboratory.at_work():
        until(lambda: laboratory.acknowledged >= UNDER_WAY)
        before = laboratory.acknowledged
        started = time.perf_counter()
        made = backup(opened.owner, tmp_path / "backup", AT)
        backed_up = time.perf_counter()
        after = laboratory.acknowledged
        until(lambda: laboratory.acknowledged >= after + UNDER_WAY)
    lost = everything(opened.unbound)
    opened.destroy()

    with another() as fresh:
        restoring = time.perf_counter()
        assert restore(tmp_path / "backup", fresh.owner) == made
        took = {"backup_s": backed_up - started, "restore_s": time.perf_counter() - restoring}
        found = everything(fresh.unbound)
        mark = made.log.size
        assert before <= mark <= after + 1
        for table in TABLES:
            if table == "original":
                assert up_to(mark, lost, table) <= found[table] <= up_to(mark + 1, lost, table)
            else:
                assert found[table] == up_to(mark, lost, table), table
        Laboratory(fresh.app, mark).file()
    rows = sum(map(len, found.values()))
    SHOWN.info("%d rows of %d reports, of which %d were acknowledged before: %s", rows, mark, before, took)
    for figure, seconds in took.items():
        record_property(figure, round(seconds, 3))


def test_a_mere_copy_of_the_file_would_lack_what_was_acknowledged(sqlite: Opened, tmp_path: Path) -> None:
    settle(sqlite.app)
    Laboratory(sqlite.app).file()
    copied = tmp_path / "copied.db"
    copied.write_bytes(Path(str(sqlite.app.url.database)).read_bytes())
    with closing(Database(f"sqlite:///{copied}")) as copy, pytest.raises((AssertionError, OperationalError)):
        assert everything(copy) == everything(sqlite.app)


@pytest.mark.parametrize("guarded", [True, False])
def test_all_tables_are_of_one_instant(
    postgresql: Opened, another_postgresql: Another, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    settle(postgresql.app)
    laboratory = Laboratory(postgresql.app)

    def file_between(path: Path, rows: int | None = None) -> File:
        laboratory.file()
        return described(path, rows)

    monkeypatch.setattr(postgres_copy, "described", file_between)
    if not guarded:
        monkeypatch.setattr(postgres_copy, "_ONE_INSTANT", "SELECT 1")
    backup(postgresql.owner, tmp_path / "backup", AT)
    with another_postgresql() as fresh, nullcontext() if guarded else pytest.raises(IntegrityError):
        restore(tmp_path / "backup", fresh.owner)
