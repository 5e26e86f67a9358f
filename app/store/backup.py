"""Backup and restore: everything up to one instant, while the service goes on.

The keys that sign are secrets and no part of a backup, unless their folder is named: then anybody who has the backup
can sign in the service's name. Without them a restored service proves its old log with the public keys that others
hold, and signs anew with new ones.
"""

from pathlib import Path

from app.store import manifest, postgres_copy, schema, sqlite_copy
from app.store.engine import Database
from app.store.manifest import KEYS, File, Manifest, Refused


def backup(database: Database, folder: Path, at: str, keys: Path | None = None) -> Manifest:
    """Write everything that is stored into an empty folder, as of one instant, and return what was written.

    SQLite becomes one database file; PostgreSQL, opened as the tables' owner, a compressed text file for each table,
    whatever its version. The manifest comes last: without it the folder is no backup. `at` is the instant that it is
    dated with; `keys` is the folder of key files, to have them in the backup too.

    Raises:
        Refused: the folder is not empty, the database has no tables, or who opened it does not see every row.
    """
    if schema.current(database) is None:
        raise Refused("the database has no tables yet")
    manifest.new_folder(folder)
    written = sqlite_copy.write(database, folder) if database.is_sqlite else postgres_copy.write(database, folder)
    kind = database.url.get_backend_name()
    made = Manifest(kind, written.schema, at, written.log, written.files, _copy_keys(keys, folder / KEYS))
    manifest.write(made, folder)
    return made


def restore(folder: Path, database: Database, keys: Path | None = None) -> Manifest:
    """Put a backup into a database without rows, all or nothing, and return what was put back.

    What comes out is checked against the manifest: every file's digest first, then the rows of each table, and the end
    of the evidence log. SQLite takes over the backup's schema. PostgreSQL, opened as the tables' owner, is brought to
    it first (`schema.upgrade(database, revision=...)`); either is upgraded afterwards. `keys` is the folder that the
    key files go to, if the backup has any.

    Raises:
        Refused: the backup is damaged or of another kind of database, or the database has rows or another schema.
    """
    made = manifest.read(folder)
    if made.database != database.url.get_backend_name():
        raise Refused(f"this is a backup of {made.database}")
    if database.is_sqlite:
        sqlite_copy.read(folder, made, database)
    else:
        postgres_copy.read(folder, made, database)
    if keys is not None:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        for key in made.keys:
            manifest.copy_secret(folder / KEYS / key.name, keys / key.name)
    return made


def _copy_keys(keys: Path | None, folder: Path) -> tuple[File, ...]:
    if keys is None:
        return ()
    manifest.new_folder(folder)
    copied = [manifest.copy_secret(key, folder / key.name) for key in sorted(keys.iterdir()) if key.is_file()]
    manifest.sync(folder)
    return tuple(copied)
