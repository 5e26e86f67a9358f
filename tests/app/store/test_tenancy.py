from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.store.engine import Database, Task
from tests import postgres
from tests.app.store.conftest import Opened, fresh_database
from tests.app.store.seeds import (
    BODY,
    LAB,
    ORGANISATIONS,
    OTHER_LAB,
    SHARED,
    TABLES,
    Row,
    log_rows,
    owner_of,
    row,
    seed,
)
from tests.app.store.sight import EACH, PARTIES, TASKS, TENANT, key, sight

FOREIGN = 7
"""A number under which the seeds have no row."""
SECURITY = """
SELECT relname, relrowsecurity AND relforcerowsecurity AS secured FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
"""
CAN_UPDATE = {
    "role_grant": "revoked_at",
    "credential": "revoked_at",
    "case_state": "state",
    "event": "fanned_at",
    "webhook": "url",
}
CAN_DELETE = ("credential", "webhook", "delivery")


@pytest.fixture
def stocked(postgresql: Opened) -> Opened:
    """A PostgreSQL database with the seeds in it."""
    with postgresql.unbound.writing() as connection:
        seed(connection, EACH)
    return postgresql


@pytest.fixture(scope="module")
def at_rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The same for all tests that only read."""
    with fresh_database("postgresql", tmp_path_factory.getbasetemp()) as opened:
        with opened.unbound.writing() as connection:
            seed(connection, EACH)
        yield opened


def seen(database: Database, table: str, organisation: str, task: Task = Task.NONE) -> set[tuple[object, ...]]:
    with database.reading(organisation, task) as connection:
        rows = connection.execute(select(TABLES[table])).mappings()
        return {key(table, dict(found)) for found in rows}


def test_every_table_is_shared_or_secured_and_no_view_or_function_leads_past(at_rest: Opened) -> None:
    with at_rest.unbound.reading() as connection:
        secured = {row.relname: row.secured for row in connection.exec_driver_sql(SECURITY)}
        views = "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
        assert connection.exec_driver_sql(views).all() == []
        functions = "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        assert connection.exec_driver_sql(functions).all() == []
    assert {table for table, forced in secured.items() if forced} == set(TENANT)
    assert {table for table, forced in secured.items() if not forced} == {*SHARED, "log_entry", "alembic_version"}
    assert set(secured) == {*TABLES, "alembic_version"}


def test_the_application_is_neither_owner_nor_exempt(at_rest: Opened) -> None:
    with at_rest.unbound.reading() as connection:
        role = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles"
        assert not any(connection.exec_driver_sql(f"{role} WHERE rolname = %s", (postgres.APP,)).one())
        owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        assert connection.exec_driver_sql(owners).scalars().all() == [postgres.OWNER]


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("organisation", ["", *ORGANISATIONS, "nobody", "%"])
def test_a_transaction_sees_what_its_organisation_and_task_may(at_rest: Opened, organisation: str, task: str) -> None:
    for table in TABLES:
        assert seen(at_rest.app, table, organisation, Task(task)) == sight(table, organisation, task), table


def test_a_transaction_that_names_nobody_sees_no_organisations_row(at_rest: Opened) -> None:
    with at_rest.app.engine.connect() as connection:
        for table in TENANT:
            assert connection.execute(select(TABLES[table])).all() == [], table


def test_a_name_goes_with_its_transaction(at_rest: Opened) -> None:
    with at_rest.app.engine.connect() as connection:
        with connection.begin():
            connection.exec_driver_sql("SELECT set_config('labverdict.organisation', %s, true)", (LAB,))
            assert connection.execute(select(TABLES["report"])).all() != []
        assert connection.execute(select(TABLES["report"])).all() == []


@pytest.mark.parametrize("task", ["backup", "everything", "identity,audit"])
def test_no_other_task_opens_anything_to_the_application(at_rest: Opened, task: str) -> None:
    with at_rest.app.engine.connect() as connection:
        connection.exec_driver_sql("SELECT set_config('labverdict.task', %s, true)", (task,))
        for table in TENANT:
            assert connection.execute(select(TABLES[table])).all() == [], table


def test_the_owner_sees_nothing_unless_he_says_that_he_backs_up(at_rest: Opened) -> None:
    for table in TENANT:
        assert seen(at_rest.owner, table, "") == set(), table
        assert seen(at_rest.owner, table, "", Task.BACKUP) == seen(at_rest.unbound, table, ""), table


@pytest.mark.parametrize("table", TENANT)
def test_without_force_the_owner_sees_everything(stocked: Opened, table: str) -> None:
    with stocked.owner.writing() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    assert seen(stocked.owner, table, "") == seen(stocked.unbound, table, "") != set()


@pytest.mark.parametrize("table", TENANT)
def test_without_row_security_anybody_sees_everything(stocked: Opened, table: str) -> None:
    with stocked.owner.writing() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert seen(stocked.app, table, "") == seen(stocked.unbound, table, "") != set()


@pytest.mark.parametrize("table", [table for table in TENANT if table != "organisation"])
def test_a_row_is_added_for_oneself_alone(stocked: Opened, table: str) -> None:
    foreign = row(table, OTHER_LAB, 1 if table in PARTIES else FOREIGN)
    with stocked.app.writing(LAB) as connection, pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(insert(TABLES[table]), foreign)


def test_an_organisation_is_added_by_the_identity_task_alone(stocked: Opened) -> None:
    new = row("organisation", "new", 0)
    for organisation, task in ((LAB, Task.NONE), ("new", Task.NONE), ("", Task.AUDIT), ("", Task.DELIVERY)):
        with (
            stocked.app.writing(organisation, task) as connection,
            pytest.raises(ProgrammingError, match="row-level secur"),
        ):
            connection.execute(insert(TABLES["organisation"]), new)
    with stocked.app.writing(task=Task.IDENTITY) as connection:
        connection.execute(insert(TABLES["organisation"]), new)


def test_the_audit_task_adds_nothing(stocked: Opened) -> None:
    for table in TENANT:
        with stocked.app.writing(task=Task.AUDIT) as connection, pytest.raises(ProgrammingError, match="row-level sec"):
            connection.execute(insert(TABLES[table]), row(table, LAB, FOREIGN))


@pytest.mark.parametrize("table", CAN_UPDATE)
def test_a_foreign_row_is_not_changed_and_none_is_given_away(stocked: Opened, table: str) -> None:
    change = update(TABLES[table]).values({CAN_UPDATE[table]: "changed"})
    if table == "webhook":
        change = change.where(TABLES[table].c.id.endswith("0"))
    with stocked.app.writing(LAB) as connection:
        assert connection.execute(change).rowcount == (1 if table == "webhook" else EACH)
    with stocked.unbound.reading() as connection:
        changed = connection.execute(select(TABLES[table]).where(TABLES[table].c[CAN_UPDATE[table]] == "changed"))
        assert {owner_of(table, dict(found)) for found in changed.mappings()} == {LAB}


@pytest.mark.parametrize("table", CAN_DELETE)
def test_a_foreign_row_is_not_removed(stocked: Opened, table: str) -> None:
    with stocked.app.writing(LAB) as connection:
        assert connection.execute(delete(TABLES[table])).rowcount == EACH
    assert len(seen(stocked.unbound, table, "")) == EACH * (len(ORGANISATIONS) - 1)


def test_a_row_is_not_given_away(stocked: Opened) -> None:
    away = update(TABLES["webhook"]).values(organisation_id=OTHER_LAB)
    with stocked.app.writing(LAB) as connection, pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(away)


@pytest.mark.parametrize("table", ["report_party", "revision", "result"])
def test_nothing_is_attached_to_a_foreign_report(opened: Opened, table: str) -> None:
    entry = log_rows(EACH * len(ORGANISATIONS) + 1)[-1]
    with opened.unbound.writing() as connection:
        seed(connection, EACH)
        connection.execute(insert(TABLES["log_entry"]), entry)
    new: dict[str, Row] = {"revision": {"entry": entry["n"], "revision": FOREIGN}, "result": {"replicate": "another"}}
    mine = row(table, LAB, 1) | new.get(table, {})
    theirs = mine | {"report_id": row("report", OTHER_LAB, 1)["id"]}
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), opened.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), theirs)
    with opened.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), mine)


def test_a_share_of_a_foreign_report_would_open_nothing(stocked: Opened) -> None:
    forged = row("report_party", LAB, 1) | {"report_id": row("report", OTHER_LAB, 1)["id"], "organisation_id": LAB}
    with stocked.owner.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE report_party DROP CONSTRAINT report_party_report_id_owner_id_fkey")
    with stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES["report_party"]), forged)
    for table in ("report", "revision", "result", "original"):
        assert seen(stocked.app, table, LAB) == sight(table, LAB), table


def test_an_event_is_left_for_oneself_and_ones_readers(stocked: Opened) -> None:
    for reader in (LAB, BODY):
        with stocked.app.writing(LAB) as connection:
            connection.execute(insert(TABLES["event"]), row("event", reader, FOREIGN))
    with stocked.app.writing(LAB) as connection, pytest.raises(ProgrammingError, match="row-level security"):
        connection.execute(insert(TABLES["event"]), row("event", OTHER_LAB, FOREIGN))
    mine = {(row("event", LAB, FOREIGN)["id"],)}
    assert seen(stocked.app, "event", LAB) == sight("event", LAB) | mine


@pytest.mark.parametrize("table", ["result", "kept_answer", "original", "report"])
def test_a_foreign_key_stands_in_nobody_s_way(stocked: Opened, table: str) -> None:
    theirs = row(table, OTHER_LAB, 0)
    mine = theirs | {"organisation_id": LAB}
    if table == "result":
        mine |= {"report_id": row("report", LAB, 0)["id"]}
    with stocked.app.writing(LAB) as connection:
        connection.execute(insert(TABLES[table]), mine)
