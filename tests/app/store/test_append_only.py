from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, delete, insert
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tests.app.store.conftest import Opened
from tests.app.store.seeds import LAB, ORGANISATIONS, TABLES, log_rows, row, seed

APPEND_ONLY = (
    *("original", "rule_data", "report", "revision", "result", "report_party", "kept_answer"),
    *("certification_case", "case_event", "case_party", "case_document"),
    *("case_report", "case_decision", "certificate_serial"),
    *("issue_intent", "certificate", "certificate_act", "office_act"),
    *("body_settings", "adopted_limits", "paper_proposal", "declaration"),
    *("log_entry", "log_node", "checkpoint"),
)
ON_BOTH = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {key} IN (SELECT max({key}) FROM {table})",
    "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({keys}) DO UPDATE SET {column} = 'other'",
)
ON_SQLITE = (
    *ON_BOTH,
    "UPDATE OR REPLACE {table} SET {column} = {column}",
    "UPDATE OR IGNORE {table} SET {column} = {column}",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "REPLACE INTO {table} SELECT * FROM {table}",
)
ON_POSTGRESQL = (
    *ON_BOTH,
    "TRUNCATE {table} CASCADE",
    "MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT * FROM gone",
)
NEXT = len(ORGANISATIONS)


def statements(opened: Opened, table: str) -> list[str]:
    """Everything that would change or remove a row."""
    keys = [column.name for column in TABLES[table].primary_key]
    column = next(each.name for each in TABLES[table].columns if not each.primary_key)
    names = {"table": table, "keys": ", ".join(keys), "key": keys[0], "column": column}
    return [each.format(**names) for each in (ON_SQLITE if opened.app.is_sqlite else ON_POSTGRESQL)]


@contextmanager
def without_references(opened: Opened) -> Iterator[Connection]:
    """A transaction that nothing binds, foreign keys least of all, and that leaves nothing behind."""
    with opened.unbound.engine.connect() as connection:
        if opened.unbound.is_sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        try:
            seed(connection, each=1)
            yield connection
        finally:
            connection.rollback()
            connection.invalidate()


def drop_triggers(connection: Connection, *, sqlite: bool) -> None:
    """Take every trigger of ours away."""
    if sqlite:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()
        drops = [f"DROP TRIGGER {name}" for (name,) in found]
    else:
        wanted = "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"
        drops = [f"DROP TRIGGER {name} ON {table}" for name, table in connection.exec_driver_sql(wanted).all()]
    for drop in drops:
        connection.exec_driver_sql(drop)


def attempt(connection: Connection, statement: str) -> IntegrityError | None:
    """Run a statement, take it back, and return why it was refused."""
    savepoint = connection.begin_nested()
    try:
        connection.exec_driver_sql(statement)
    except IntegrityError as refused:
        return refused
    finally:
        savepoint.rollback()
    return None


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_evidence_is_neither_changed_nor_removed_by_anybody(opened: Opened, table: str) -> None:
    with without_references(opened) as connection:
        for statement in statements(opened, table):
            refused = attempt(connection, statement)
            assert "append-only" in str(refused) or "continue the log" in str(refused), statement


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_without_the_triggers_it_is(opened: Opened, table: str) -> None:
    with without_references(opened) as connection:
        drop_triggers(connection, sqlite=opened.app.is_sqlite)
        for statement in statements(opened, table):
            assert attempt(connection, statement) is None, statement


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_application_may_not_even_try(postgresql: Opened, table: str) -> None:
    for statement in statements(postgresql, table):
        with postgresql.app.writing(LAB) as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.exec_driver_sql(statement)


def test_replacing_a_row_passes_where_triggers_do_not_recur(sqlite: Opened) -> None:
    with without_references(sqlite) as connection:
        replace = "INSERT OR REPLACE INTO report SELECT * FROM report"
        assert attempt(connection, replace) is not None
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        assert attempt(connection, replace) is None


@pytest.mark.parametrize(
    ("n", "prev"),
    [
        (NEXT + 1, log_rows(NEXT)[-1]["hash"]),
        (NEXT - 1, log_rows(NEXT)[-2]["hash"]),
        (-1, "0" * 64),
        (NEXT, log_rows(NEXT)[-2]["hash"]),
        (NEXT, "0" * 64),
        (NEXT, ""),
    ],
)
def test_an_entry_joins_the_log_at_its_end_or_not_at_all(opened: Opened, n: int, prev: str) -> None:
    entry = insert(TABLES["log_entry"]).values(n=n, prev=prev, hash="f" * 64, body=b"")
    with without_references(opened) as connection:
        savepoint = connection.begin_nested()
        with pytest.raises(IntegrityError, match="does not continue the log"):
            connection.execute(entry)
        savepoint.rollback()
        drop_triggers(connection, sqlite=opened.app.is_sqlite)
        connection.execute(delete(TABLES["log_entry"]).where(TABLES["log_entry"].c.n == NEXT - 1))
        connection.execute(entry)


def test_the_first_entry_is_number_0_after_no_entry(opened: Opened) -> None:
    first, second = log_rows(2)
    for wrong in (second, first | {"prev": second["prev"]}):
        with opened.app.writing() as connection, pytest.raises(IntegrityError, match="does not continue the log"):
            connection.execute(insert(TABLES["log_entry"]), [wrong])
    with opened.app.writing() as connection:
        connection.execute(insert(TABLES["log_entry"]), [first, second])


def test_what_is_new_is_added(opened: Opened) -> None:
    with without_references(opened) as connection:
        for table in set(APPEND_ONLY) - {"log_entry"}:
            connection.execute(insert(TABLES[table]), row(table, LAB, 7))
