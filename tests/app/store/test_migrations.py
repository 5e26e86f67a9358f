import subprocess
import sys
from collections.abc import Sequence

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from app.store import schema
from app.store.engine import Database
from tests.app.store.conftest import Opened
from tests.app.store.load import everything
from tests.app.store.seeds import LAB, TABLES, row, seed
from tests.app.store.sight import CASES

RACERS = 3
# Every racer looks at the revision before any other has finished, unless they wait for each other.
RACER = """
import sys, time
from app.store import schema
from app.store.engine import Database

look = schema.revision_of
schema.revision_of = lambda connection: (look(connection), time.sleep(0.5))[0]
if "unguarded" in sys.argv:
    begin = Database._begin
    Database._begin = lambda self, connection, _, *who: begin(self, connection, "BEGIN", *who)
    schema._LOCK = "SELECT 1"
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
schema.upgrade(database)
"""


def differences(connection: Connection) -> list[object]:
    """What Alembic would have to do to make the database what the tables say."""
    metadata = next(iter(TABLES.values())).metadata
    found: list[object] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


def race(database: Database, *how: str) -> Sequence[int]:
    """Upgrade the database from several processes at once, and return how they ended."""
    url = database.url.render_as_string(hide_password=False)
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, url, *how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(RACERS)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == b"ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write(b"\n")
        racer.stdin.flush()
    for racer in racers:
        racer.communicate()
    return [racer.returncode for racer in racers]


def test_the_migrations_make_what_the_tables_say(opened: Opened) -> None:
    with opened.owner.reading() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE webhook ADD COLUMN secret text",
        "ALTER TABLE webhook DROP COLUMN disabled_because",
        "DROP INDEX delivery_open",
        "CREATE TABLE stray (id text)",
        "DROP TABLE delivery",
    ],
)
def test_a_migration_that_makes_something_else_is_noticed(opened: Opened, change: str) -> None:
    with opened.owner.writing() as connection:
        connection.exec_driver_sql(change)
        assert differences(connection) != []


def test_a_database_without_tables_has_no_revision(empty: Opened) -> None:
    assert schema.current(empty.owner) is None


def test_an_upgrade_goes_to_the_head_and_a_second_one_changes_nothing(empty: Opened) -> None:
    schema.upgrade(empty.owner)
    schema.upgrade(empty.owner)
    assert schema.current(empty.owner) == schema.head()


def test_an_upgrade_by_steps_ends_like_one_in_one_go(empty: Opened) -> None:
    for revision in ("0001", "0002", "0003", "0004", "head"):
        schema.upgrade(empty.owner, revision=revision)
    with empty.owner.reading() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_upgrade_keeps_what_is_stored_and_what_is_new_is_guarded(empty: Opened, revision: str) -> None:
    schema.upgrade(empty.owner, revision=revision)
    with empty.unbound.writing() as connection:
        seed(connection)
    before = everything(empty.unbound)
    schema.upgrade(empty.owner)
    after = everything(empty.unbound)
    assert {table: after[table] for table in before} == before
    assert set(after) - set(before) >= set(CASES)
    with empty.unbound.writing() as connection:
        connection.execute(insert(TABLES["certification_case"]), row("certification_case", LAB, 0))
    with empty.unbound.writing() as connection, pytest.raises(IntegrityError, match="append-only"):
        connection.exec_driver_sql("UPDATE certification_case SET number = 'another'")


def test_the_application_sees_the_revision(database: Database) -> None:
    assert schema.current(database) == schema.head()


def test_a_database_of_a_later_release_is_refused(opened: Opened) -> None:
    with opened.owner.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(schema.SchemaUnknown, match="9999"):
        schema.upgrade(opened.owner)


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Opened) -> None:
    with empty.owner.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE delivery (id text)")
    with pytest.raises(Exception, match="already exists"):
        schema.upgrade(empty.owner)
    assert schema.current(empty.owner) is None
    with empty.owner.writing() as connection:
        connection.exec_driver_sql("DROP TABLE delivery")
    schema.upgrade(empty.owner)


def test_processes_that_upgrade_at_once_do_it_once(empty: Opened) -> None:
    assert race(empty.owner) == [0] * RACERS
    assert schema.current(empty.owner) == schema.head()


def test_without_a_lock_processes_that_upgrade_at_once_fail(empty: Opened) -> None:
    assert race(empty.owner, "unguarded") != [0] * RACERS
