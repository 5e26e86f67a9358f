"""What a copy of either database says of itself, whichever schema it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, MetaData, Table, select

from app.ledger.entry import NO_ENTRY
from app.ports.evidence import LogEnd
from app.store.manifest import File, Manifest, Refused

Ask = Callable[[str], Sequence[Any] | None]
"""Runs a query and returns its first row."""


@dataclass(frozen=True, slots=True)
class Written:
    """Files of a backup, with the schema and the end of the log that are in them."""

    schema: str
    log: LogEnd
    files: tuple[File, ...]


def written(ask: Ask, files: tuple[File, ...]) -> Written:
    """Describe a copy by the schema, the size of the log and the hash of its last entry."""
    schema = ask("SELECT version_num FROM alembic_version")
    last = ask("SELECT n, hash FROM log_entry ORDER BY n DESC LIMIT 1")
    log = LogEnd(0, NO_ENTRY) if last is None else LogEnd(last[0] + 1, last[1])
    return Written("" if schema is None else schema[0], log, files)


def check_copy(ask: Ask, manifest: Manifest) -> None:
    """Check that schema and log are those of the manifest; raises `Refused`."""
    found = written(ask, ())
    if found.schema != manifest.schema:
        raise Refused(f"the schema is at revision {found.schema}; the manifest says {manifest.schema}")
    if found.log != manifest.log:
        raise Refused(f"the log has {found.log.size} entries up to {found.log.last}; the manifest says {manifest.log}")


def stored_tables(connection: Connection) -> Sequence[Table]:
    """Return the tables as they are in the database, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def check_empty(connection: Connection) -> None:
    """Check that no table has a row; raises `Refused`."""
    for table in stored_tables(connection):
        if connection.execute(select(1).select_from(table).limit(1)).first() is not None:
            raise Refused(f"the database is not empty: there are rows in {table.name}")
