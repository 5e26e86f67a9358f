import re

import pytest
from sqlalchemy.exc import ProgrammingError

from app.store import schema
from tests import postgres
from tests.app.store.conftest import Opened
from tests.app.store.seeds import TABLES

BETWEEN = re.compile(r", (?![^(]*\))")
"""Between two rights, and not between two columns of one."""


def test_every_table_has_its_rights() -> None:
    assert set(schema.RIGHTS) == {*TABLES, "alembic_version"}


def test_the_application_has_these_rights_and_no_others(postgresql: Opened) -> None:
    with postgresql.unbound.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = %s",
            (postgres.APP,),
        ).all()
    whole = {(table, right) for table, rights in schema.RIGHTS.items() for right in BETWEEN.split(rights)}
    assert {tuple(row) for row in found} == {(table, right) for table, right in whole if "(" not in right}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stray (id text)",
        "DROP TRIGGER report_no_change ON report",
        "ALTER TABLE report DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY all_of_it ON report USING (true)",
        "SET session_replication_role = replica",
        "SET ROLE labverdict_owner",
        "UPDATE credential SET digest = ''",
        "UPDATE organisation SET kind = 'regulator'",
        "UPDATE alembic_version SET version_num = ''",
    ],
)
def test_the_application_cannot_loosen_its_own_bonds(postgresql: Opened, statement: str) -> None:
    with postgresql.app.writing() as connection, pytest.raises(ProgrammingError, match=r"must be owner|denied"):
        connection.exec_driver_sql(statement)


def test_rights_given_by_hand_are_taken_back(postgresql: Opened) -> None:
    give = f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {postgres.APP}"
    take = "DELETE FROM log_node"
    with postgresql.owner.writing() as connection:
        connection.exec_driver_sql(give)
    with postgresql.app.writing() as connection:
        connection.exec_driver_sql(take)
    schema.upgrade(postgresql.owner, postgres.APP)
    with postgresql.app.writing() as connection, pytest.raises(ProgrammingError, match="denied"):
        connection.exec_driver_sql(take)


@pytest.mark.parametrize("role", [postgres.OWNER, postgres.SUPERUSER])
def test_a_role_that_no_guard_binds_is_refused(postgresql: Opened, role: str) -> None:
    with pytest.raises(schema.TooMighty, match=role):
        schema.upgrade(postgresql.owner, role)


@pytest.mark.parametrize("power", ["BYPASSRLS", f"IN ROLE {postgres.OWNER}", "IN ROLE exempt"])
def test_a_role_with_a_power_of_its_own_or_another_one_s_is_refused(postgresql: Opened, power: str) -> None:
    with postgresql.unbound.writing() as connection:
        connection.exec_driver_sql("CREATE ROLE exempt BYPASSRLS")
        connection.exec_driver_sql(f"CREATE ROLE mighty {power}")
    try:
        with pytest.raises(schema.TooMighty, match="mighty"):
            schema.upgrade(postgresql.owner, "mighty")
    finally:
        with postgresql.unbound.writing() as connection:
            connection.exec_driver_sql("DROP ROLE mighty, exempt")


def test_a_role_with_an_odd_name_gets_its_rights(postgresql: Opened) -> None:
    with postgresql.unbound.writing() as connection:
        connection.exec_driver_sql('CREATE ROLE "Odd ""name"""')
    try:
        schema.upgrade(postgresql.owner, 'Odd "name"')
    finally:
        with postgresql.unbound.writing() as connection:
            connection.exec_driver_sql('DROP OWNED BY "Odd ""name"""')
            connection.exec_driver_sql('DROP ROLE "Odd ""name"""')


def test_who_opens_the_database_is_looked_at(opened: Opened) -> None:
    schema.check_powers(opened.app)


def test_who_opens_the_database_with_too_much_power_is_refused(postgresql: Opened) -> None:
    for mighty in (postgresql.owner, postgresql.unbound):
        with pytest.raises(schema.TooMighty):
            schema.check_powers(mighty)
