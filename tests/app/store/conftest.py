"""Databases at the newest schema, each test with clean ones."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from app.store import schema
from app.store.engine import Database
from tests import postgres

KINDS = ("sqlite", "postgresql")
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Opened:
    """One database as three open it: the application, the owner of its tables, and one whom nothing binds.

    SQLite knows no roles: there all three are the same.
    """

    app: Database
    owner: Database
    unbound: Database

    def close(self) -> None:
        """Close every connection."""
        for each in (self.app, self.owner, self.unbound):
            each.close()

    def destroy(self) -> None:
        """Lose the database."""
        self.close()
        if self.app.is_sqlite:
            file = Path(str(self.app.url.database))
            for path in file.parent.glob(f"{file.name}*"):
                path.unlink()
        else:
            postgres.shared().drop(str(self.app.url.database))


Another = Callable[..., AbstractContextManager[Opened]]
"""Opens one more database, at the newest schema or at the revision that is named."""


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[Opened]:
    """Open a database in which nothing was ever made."""
    if kind == "sqlite":
        database = Database(f"sqlite:///{folder / f'labverdict-{next(_NUMBERS)}.db'}")
        with closing(Opened(database, database, database)) as opened:
            yield opened
    else:
        with postgres.shared().empty() as urls, closing(_as_each(urls)) as opened:
            yield opened


@contextmanager
def fresh_database(kind: str, folder: Path, revision: str = "head") -> Iterator[Opened]:
    """Open a database without rows, at the newest schema or at a revision."""
    if kind == "postgresql" and revision == "head":
        with postgres.shared().fresh() as urls, closing(_as_each(urls)) as opened:
            yield opened
    else:
        with empty_database(kind, folder) as opened:
            schema.upgrade(opened.owner, revision=revision)
            yield opened


def _as_each(urls: postgres.Urls) -> Opened:
    return Opened(Database(urls.app), Database(urls.owner), Database(urls.superuser))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def opened(kind: str, tmp_path: Path) -> Iterator[Opened]:
    """A database at the newest schema."""
    with fresh_database(kind, tmp_path) as opened:
        yield opened


@pytest.fixture
def database(opened: Opened) -> Database:
    """A database at the newest schema, as the application opens it."""
    return opened.app


@pytest.fixture
def empty(kind: str, tmp_path: Path) -> Iterator[Opened]:
    """A database in which nothing was ever made."""
    with empty_database(kind, tmp_path) as opened:
        yield opened


@pytest.fixture
def another(kind: str, tmp_path: Path) -> Another:
    """Open more databases of the same kind."""
    return partial(fresh_database, kind, tmp_path)


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Opened]:
    """An SQLite database at the newest schema."""
    with fresh_database("sqlite", tmp_path) as opened:
        yield opened


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[Opened]:
    """A PostgreSQL database at the newest schema."""
    with fresh_database("postgresql", tmp_path) as opened:
        yield opened


@pytest.fixture
def another_postgresql(tmp_path: Path) -> Another:
    """Open more PostgreSQL databases."""
    return partial(fresh_database, "postgresql", tmp_path)
