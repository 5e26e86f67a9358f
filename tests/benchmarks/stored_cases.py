"""A body's many applications in a database, put there by bare SQL, with those of another body among them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import psycopg

from app.certification.lifecycle.states import State
from tests.app.dossiers import DIESEL
from tests.postgres import SUPERUSER
from tests.served.cast import BODY, CLIENT, LABORATORY, Cast

AT = "2026-04-01T01:00:00.000000Z"
FIRST_DAY, DAYS = date(2026, 1, 1), 700
STATES = (State.FILED, State.TESTING, State.INSPECTING, State.IN_REVIEW, State.ISSUED, State.ISSUED, State.REFUSED)
TABLES = {
    "certification_case": ("id", "organisation_id", "kind", "scheme", "number", "certificate_no", "opened_at"),
    "case_state": ("organisation_id", "case_id", "kind", "n", "state", "due_on"),
    "case_party": ("case_id", "organisation_id", "role", "owner_id", "account_id", "since"),
}
Row = tuple[object, ...]


def rows(everybody: Cast, table: str, count: int) -> Iterator[Row]:
    """Return the rows of a table for so many applications of the body, and for a fifth as many of somebody else's."""
    own, other, client = (everybody.organisations[name] for name in (BODY, LABORATORY, CLIENT))
    account = everybody.accounts["decider"]
    for number in range(count + count // 5):
        body, case = other if number % 6 == 5 else own, f"{number:012x}7000800000000000{number % 65_536:04x}"
        state = STATES[number * 5 % len(STATES)]
        due = None if state in {State.ISSUED, State.REFUSED} else FIRST_DAY + timedelta(number * 31 % DAYS)
        match table:
            case "certification_case":
                yield case, body, "application", DIESEL, f"A-{number}", None, AT
            case "case_state":
                yield body, case, "application", 1, state.value, None if due is None else due.isoformat()
            case _:
                yield case, client, "applicant", body, account, AT


def store(everybody: Cast, count: int) -> None:
    """Store so many applications in the database of a service."""
    database = everybody.service.stores.database
    if database.is_sqlite:
        _into_sqlite(everybody, count, str(database.url.database))
    else:
        unbound = database.url.set(drivername="postgresql", username=SUPERUSER)
        _into_postgres(everybody, count, unbound.render_as_string(hide_password=False))


def _into_sqlite(everybody: Cast, count: int, path: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, columns in TABLES.items():
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
            connection.executemany(statement, rows(everybody, table, count))


def _into_postgres(everybody: Cast, count: int, url: str) -> None:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table, columns in TABLES.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
                for row in rows(everybody, table, count):
                    copy.write_row(row)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
