"""A copy of an SQLite database by the online backup API: one file, as of one instant, while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.store.copied import Ask, Written, check_copy, check_empty, written
from app.store.engine import WAIT_S, Database
from app.store.manifest import Manifest, Refused, described

NAME = "labverdict.db"


def write(database: Database, folder: Path) -> Written:
    """Copy the database into a file of its own."""
    path = folder / NAME
    path.touch(mode=0o600)
    with closing(_connected(database)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        # Whoever reads a file in WAL mode makes files beside it; this one is to be complete by itself.
        target.execute("PRAGMA journal_mode=DELETE").close()
        found = written(_asking(target), ())
    return Written(found.schema, found.log, (described(path),))


def read(folder: Path, manifest: Manifest, database: Database) -> None:
    """Copy the file into a database without rows; raises `Refused`."""
    if [file.name for file in manifest.files] != [NAME]:
        raise Refused(f"the manifest does not vouch for {NAME}")
    with database.reading() as connection:
        check_empty(connection)
    with closing(sqlite3.connect(f"{(folder / NAME).resolve().as_uri()}?mode=ro", uri=True)) as source:
        _check_sound(source)
        check_copy(_asking(source), manifest)
        with closing(_connected(database)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL").close()
            check_copy(_asking(target), manifest)


def _connected(database: Database) -> sqlite3.Connection:
    return sqlite3.connect(str(database.url.database), timeout=WAIT_S)


def _asking(connection: sqlite3.Connection) -> Ask:
    return lambda query: connection.execute(query).fetchone()


def _check_sound(connection: sqlite3.Connection) -> None:
    for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        if connection.execute(f"PRAGMA {pragma}").fetchall() != sound:
            raise Refused(f"the database file fails the {pragma}")
