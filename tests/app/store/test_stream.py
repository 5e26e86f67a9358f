"""Statements on their way to PostgreSQL."""

import psycopg
import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.exc import DataError, OperationalError

from app.store.engine import Database
from app.store.prepared import Found, Prepared
from tests.app.store.conftest import Opened


@pytest.fixture
def database(postgresql: Opened) -> Database:
    return postgresql.app


QUOTIENT = text("SELECT 12 / CAST(:by AS integer), CAST(:said AS text)")
PROCESS = text("SELECT pg_backend_pid()")


def quotient(database: Database) -> Prepared:
    return Prepared(QUOTIENT, database.engine)


def test_what_is_found_is_read_when_it_is_asked_for_and_also_later(database: Database) -> None:
    statement = quotient(database)
    with database.writing_prepared("laboratory-a") as way:
        found: list[Found] = [statement.run(way, {"by": by, "said": "%未检出"}) for by in ("3", "4")]
        assert found[0].fetchone() == (4, "%未检出")
    assert found[1].fetchone() == (3, "%未检出")


def two_faults(database: Database, *, asked: bool) -> None:
    statement = quotient(database)
    with database.writing_prepared("laboratory-a") as way:
        statement.run(way, {"by": "0", "said": ""})
        later = statement.run(way, {"by": "x", "said": ""})
        if asked:
            later.fetchone()


@pytest.mark.parametrize("asked", [True, False])
def test_the_first_fault_is_told_and_the_connection_stays_good(database: Database, *, asked: bool) -> None:
    with pytest.raises(DataError, match="division by zero"):
        two_faults(database, asked=asked)
    with database.writing_prepared("laboratory-a") as way:
        assert quotient(database).run(way, {"by": "12", "said": None}).fetchone() == (1, None)


def test_what_was_not_yet_heard_of_goes_with_a_fault_of_the_program(database: Database) -> None:
    with pytest.raises(KeyError), database.writing_prepared("laboratory-a") as way:
        quotient(database).run_many(way, [{"by": "0", "said": ""}, {}])
    with database.writing_prepared("laboratory-a") as way:
        assert quotient(database).run(way, {"by": "12", "said": ""}).fetchone() == (1, "")


def test_what_is_prepared_outlives_what_psycopg_does_at_a_rollback(database: Database) -> None:
    for _ in range(2):
        with database.writing_prepared("laboratory-a") as way:
            assert quotient(database).run(way, {"by": "4", "said": ""}).fetchone() == (3, "")
        for _ in range(10):
            with database.writing("laboratory-a") as connection:
                connection.execute(select(literal(1)))
        with database.reading("laboratory-a") as connection:
            connection.execute(select(literal(1)))


def killed(opened: Opened) -> None:
    with opened.app.writing_prepared("laboratory-a") as way:
        process = Prepared(PROCESS, opened.app.engine).run(way, {}).fetchone()
        assert process is not None
        with opened.unbound.writing() as another:
            another.exec_driver_sql("SELECT pg_terminate_backend(%s)", process)
        quotient(opened.app).run(way, {"by": "3", "said": ""}).fetchone()


def test_a_connection_that_breaks_is_not_used_again(postgresql: Opened) -> None:
    with pytest.raises(OperationalError):
        killed(postgresql)
    with postgresql.app.writing_prepared("laboratory-a") as way:
        assert quotient(postgresql.app).run(way, {"by": "3", "said": ""}).fetchone() == (4, "")


def test_a_fault_of_psycopg_has_the_name_that_sqlalchemy_gives_it(database: Database) -> None:
    with pytest.raises(OperationalError) as told, database.reading("laboratory-a"):
        raise psycopg.OperationalError
    assert isinstance(told.value.orig, psycopg.OperationalError)
