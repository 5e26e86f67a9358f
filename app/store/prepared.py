"""Statements compiled once for a database and run many times: nothing is built on the way of a report."""

import sqlite3
from collections.abc import Callable, Sequence
from hashlib import sha256
from json import JSONEncoder
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Connection, CursorResult, Engine, Table, insert, text
from sqlalchemy.exc import IntegrityError

from app.store.engine import Way, driver_of
from app.store.stream import Stream, Value

_UNIQUE_VIOLATION = "23505"
_SQLITE_UNIQUE = frozenset({"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"})

_ENCODER = JSONEncoder(ensure_ascii=False, check_circular=False)

Row = dict[str, Value]


class Found(Protocol):
    """What a statement finds."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row."""
        ...


class Prepared:
    """One statement with named parameters, in the words of one database's driver, which runs it itself."""

    def __init__(self, statement: ClauseElement, engine: Engine, suffix: str = "") -> None:
        compiled = statement.compile(dialect=engine.dialect)
        self.text = f"{compiled}{suffix}"
        names: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._in_order = None if names is None else _in_order(names)
        if names is None:
            # In PostgreSQL's own words, under a name that no other text has.
            self._order = tuple(compiled.params)
            places = {name: f"${place}" for place, name in enumerate(self._order, 1)}
            self._placed = (self.text % places).encode()
            self._name = sha256(self._placed).hexdigest().encode()[:32]

    def run(self, way: Way, row: Row) -> Found:
        """Run it with one row of parameters; what it finds are plain tuples."""
        if isinstance(way, Stream):
            row = self._fixed | row if self._fixed else row
            return way.run(self._name, self._placed, [row[name] for name in self._order])
        found: Found = driver_of(way).execute(self.text, self.arguments(row))
        return found

    def run_many(self, way: Way, rows: Sequence[Row]) -> None:
        """Run it with every row of parameters; with none nothing happens."""
        if len(rows) <= 1 or isinstance(way, Stream):
            for row in rows:
                self.run(way, row)
        else:
            driver_of(way).cursor().executemany(self.text, [self.arguments(row) for row in rows])

    def ask(self, connection: Connection, row: Row) -> CursorResult[*tuple[Any, ...]]:
        """Run it where what it finds has names."""
        return connection.exec_driver_sql(self.text, self.arguments(row))

    def arguments(self, row: Row) -> Any:  # noqa: ANN401 - names or places, as the driver has them
        """Return the parameters in the form that goes with `text`."""
        if self._fixed:
            row = self._fixed | row
        return row if self._in_order is None else self._in_order(row)


def _in_order(names: Sequence[str]) -> Callable[[Row], tuple[Value, ...]]:
    """Return what takes these values out of a row: of many rows, an item getter does so fastest."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: tuple(row[name] for name in names)


class InsertingMany:
    """Inserts any number of rows that share all but their `own` columns; PostgreSQL by one statement, out of JSON."""

    def __init__(self, into: Table, own: Sequence[str], engine: Engine) -> None:
        self._own = own
        self._shared = [column.name for column in into.c if column.name not in own]
        names = (*self._shared, *own)
        begin = f"INSERT INTO {into.name} ({', '.join(names)})"
        self._each = f"{begin} VALUES ({', '.join('?' for _ in names)})"
        types = ", ".join(f"{name} {into.c[name].type.compile(engine.dialect)}" for name in own)
        values = ", ".join((*(f":{name}" for name in self._shared), *(f"each.{name}" for name in own)))
        many = f"{begin} SELECT {values} FROM json_to_recordset(:rows) AS each ({types})"  # noqa: S608 - names of ours
        self._many = Prepared(text(many), engine)

    def run(self, way: Way, shared: Row, own: Sequence[tuple[Value, ...]]) -> None:
        """Insert a row for each of `own`, whose values stand in the order of the names."""
        if isinstance(way, sqlite3.Connection):
            first = tuple(shared[name] for name in self._shared)
            way.executemany(self._each, [first + each for each in own])
            return
        rows = [dict(zip(self._own, each, strict=True)) for each in own]
        self._many.run(way, shared | {"rows": _ENCODER.encode(rows)})


def inserting(into: Table, engine: Engine, *, unless_there: bool = False) -> Prepared:
    """Prepare the insertion of whole rows; `unless_there` leaves a row that is there already as it is."""
    return Prepared(insert(into), engine, " ON CONFLICT DO NOTHING" if unless_there else "")


def is_taken(error: IntegrityError) -> bool:
    """Tell whether a row was refused because a unique index has it already, and not for another reason."""
    cause = error.orig
    return (
        getattr(cause, "sqlstate", None) == _UNIQUE_VIOLATION
        or getattr(cause, "sqlite_errorname", None) in _SQLITE_UNIQUE
    )
