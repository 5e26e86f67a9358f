"""A copy of a PostgreSQL database: its tables as compressed text, as of one instant, while others write.

It is made and put back by statements alone, so that no program of PostgreSQL's is needed and versions need not agree.
Row level security binds the owner of the tables too: to read everything he names the task `backup`, and to put it back
he lifts the force for the length of the transaction.
"""

import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, func, select

from app.store.copied import Ask, Written, check_copy, check_empty, stored_tables, written
from app.store.engine import Database, Task
from app.store.manifest import File, Manifest, Refused, described
from app.store.schema import revision_of

SUFFIX = ".copy.gz"
_PIECE = 1 << 16
_ONE_INSTANT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_EVERYTHING = f"SET LOCAL labverdict.task TO '{Task.BACKUP.value}'"
# A table whose rows the policies would hide from the role that asks.
_HIDDEN = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND row_security_active(oid)
  AND NOT EXISTS (
    SELECT FROM pg_policy CROSS JOIN unnest(polroles) AS role
    WHERE polrelid = pg_class.oid AND polname = relname || '_backup' AND role <> 0 AND pg_has_role(role, 'USAGE'))
ORDER BY relname LIMIT 1
"""
_FORCED = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relforcerowsecurity AND pg_has_role(relowner, 'USAGE')
"""


def write(database: Database, folder: Path) -> Written:
    """Copy every table into a file of its own; raises `Refused` where some row would be missing."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql(_ONE_INSTANT)
        connection.exec_driver_sql(_EVERYTHING)
        hidden = connection.exec_driver_sql(_HIDDEN).scalar()
        if hidden is not None:
            raise Refused(f"rows of {hidden} are hidden from this role: the owner of the tables makes backups")
        files = tuple(_write_table(connection, table, folder) for table in stored_tables(connection))
        return written(_asking(connection), files)


def read(folder: Path, manifest: Manifest, database: Database) -> None:
    """Put the rows into an empty database at the backup's schema, all or nothing; raises `Refused`."""
    with database.writing() as connection:
        if (schema := revision_of(connection)) != manifest.schema:
            raise Refused(f"the database is at revision {schema}, the backup at {manifest.schema}")
        with _force_lifted(connection):
            check_empty(connection)
            tables = {f"{table.name}{SUFFIX}": table for table in stored_tables(connection)}
            if set(tables) != {file.name for file in manifest.files}:
                raise Refused("the backup has other tables than the database")
            for file in manifest.files:
                _read_table(connection, tables[file.name], folder, file)
            check_copy(_asking(connection), manifest)


def _write_table(connection: Connection, table: Table, folder: Path) -> File:
    path = folder / f"{table.name}{SUFFIX}"
    path.touch(mode=0o600)
    # Entries join the log in order again.
    order = "ORDER BY n" if table.name == "log_entry" else ""
    copy = sql.SQL("COPY (SELECT {} FROM {} {}) TO STDOUT").format(*_names(table), sql.SQL(order))
    with _cursor(connection) as cursor:
        with gzip.open(path, "wb") as file, cursor.copy(copy) as rows:
            for row in rows:
                file.write(row)
        return described(path, cursor.rowcount)


def _read_table(connection: Connection, table: Table, folder: Path, file: File) -> None:
    copy = sql.SQL("COPY {1} ({0}) FROM STDIN").format(*_names(table))
    with _cursor(connection) as cursor, gzip.open(folder / file.name, "rb") as source:
        with cursor.copy(copy) as rows:
            while piece := source.read(_PIECE):
                rows.write(piece)
        stored = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if not file.rows == cursor.rowcount == stored:
            raise Refused(f"{table.name} has {stored} rows; the manifest says {file.rows}")


def _names(table: Table) -> Sequence[sql.Composable]:
    return sql.SQL(", ").join(map(sql.Identifier, table.columns.keys())), sql.Identifier(table.name)


def _asking(connection: Connection) -> Ask:
    return lambda query: connection.exec_driver_sql(query).first()


@contextmanager
def _force_lifted(connection: Connection) -> Iterator[None]:
    forced = connection.exec_driver_sql(_FORCED).scalars().all()
    for table in forced:
        connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    hidden = connection.exec_driver_sql(_HIDDEN).scalar()
    if hidden is not None:
        raise Refused(f"{hidden} belongs to another role: the owner of the tables restores")
    yield
    for table in forced:
        connection.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


@contextmanager
def _cursor(connection: Connection) -> Iterator[psycopg.Cursor[tuple[object, ...]]]:
    driver = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.driver_connection)
    with driver.cursor() as cursor:
        yield cursor
