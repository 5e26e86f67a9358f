"""Statements compiled once for a database and run many times: nothing is built on the way of a report."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult, Engine, Table, insert
from sqlalchemy.exc import IntegrityError

_UNIQUE_VIOLATION = "23505"
_SQLITE_UNIQUE = frozenset({"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"})

Row = dict[str, object]


class Prepared:
    """One statement with named parameters, in the words of one database's driver."""

    def __init__(self, statement: ClauseElement, engine: Engine, suffix: str = "") -> None:
        compiled = statement.compile(dialect=engine.dialect)
        self.text = f"{compiled}{suffix}"
        self._names: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}

    def run(self, connection: Connection, row: Row) -> CursorResult[*tuple[Any, ...]]:
        """Run it with one row of parameters."""
        row = self._fixed | row
        arguments = row if self._names is None else tuple(row[name] for name in self._names)
        return connection.exec_driver_sql(self.text, arguments)

    def run_many(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it with every row of parameters; with none nothing happens."""
        if len(rows) == 1:
            self.run(connection, rows[0])
        elif rows and self._names is not None:
            connection.exec_driver_sql(self.text, [tuple(row[name] for name in self._names) for row in rows])
        elif rows:
            connection.exec_driver_sql(self.text, list(rows))


class InsertingMany:
    """Inserts any number of rows into a table, by one statement where the database has arrays."""

    def __init__(self, into: Table, engine: Engine) -> None:
        self._each = inserting(into, engine)
        arrays = (f"%({column.name})s::{column.type.compile(engine.dialect)}[]" for column in into.c)
        names = ", ".join(column.name for column in into.c)
        unnested = f"INSERT INTO {into.name} ({names}) SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - names of ours
        self._unnested = None if engine.dialect.name == "sqlite" else unnested

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert the rows; with none nothing happens."""
        if self._unnested is None:
            self._each.run_many(connection, rows)
        elif rows:
            connection.exec_driver_sql(self._unnested, {name: [row[name] for row in rows] for name in rows[0]})


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
