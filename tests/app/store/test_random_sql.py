"""Whatever is asked or written in SQL, nobody gets at rows that are not his; `LABVERDICT_STATEMENTS` says how much."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from tests import postgres
from tests.app.store.conftest import Opened
from tests.app.store.random_sql import Statement, statement
from tests.app.store.seeds import ORGANISATIONS, PARTY_ROLES, READERS, TABLES, Row, owner_of, seed
from tests.app.store.sight import CASES, EACH, EVIDENCE, PARTIES, TENANT, key, sight

STATEMENTS = int(os.environ.get("LABVERDICT_STATEMENTS", "500"))
SEED = 11
MARK = re.compile(r"(\w+)\.(\w+) of ([\w-]+) (\d)")
IN_HEXADECIMAL = re.compile(r"\\x((?:[0-9a-f]{2})+)")
SHARED_ROWS = {*EVIDENCE, *CASES, *PARTIES}
REFERRED_TO = {("account", "id"), ("person", "id")}


@pytest.fixture
def stocked(postgresql: Opened) -> Opened:
    with postgresql.unbound.writing() as connection:
        seed(connection, EACH)
    return postgresql


class Campaign:
    """Runs statements for organisations at random, takes each back, and notes what it should not have read or written.

    The application's role is taken on by one whom nothing binds, who can so look at what was written before it is gone.
    """

    def __init__(self, connection: Connection, tables: Sequence[str] = TENANT) -> None:
        self._connection = connection
        self._tables = tables
        self._chance = Random(SEED)  # noqa: S311 - repeatable on purpose
        self._stored = {table: _rows(connection, table) for table in TENANT}
        self.faults: list[str] = []
        self.ends: Counter[str] = Counter()

    def run(self, statements: int) -> None:
        for _ in range(statements):
            organisation = self._chance.choice(("", *ORGANISATIONS))
            tried = statement(self._chance, self._tables)
            self.faults += (f"{organisation!r}: {tried.text}: {fault}" for fault in self._try(organisation, tried))
            self._connection.rollback()

    def _try(self, organisation: str, tried: Statement) -> Iterator[str]:
        said, found = self._execute(organisation, tried)
        yield from (f"read {mark}" for mark in _foreign(organisation, tried.text, said))
        if tried.whole and {key(tried.table, row) for row in found} != sight(tried.table, organisation):
            yield "read too much or too little"
        stored = _rows(self._connection, tried.table)
        for changed in self._stored[tried.table] ^ stored:
            values = dict(zip(TABLES[tried.table].columns.keys(), changed, strict=True))
            if not _may_write(tried.table, values, organisation, added=changed in stored):
                yield f"wrote {values}"

    def _execute(self, organisation: str, tried: Statement) -> tuple[str, list[Row]]:
        connection = self._connection
        connection.exec_driver_sql("SELECT set_config('labverdict.organisation', %s, true)", (organisation,))
        connection.exec_driver_sql(f"SET LOCAL ROLE {postgres.APP}")
        said, found = "", []
        try:
            with connection.begin_nested():
                result = connection.exec_driver_sql(tried.text.replace("%", "%%"))
                names = result.keys() if tried.whole else ()
                rows = [tuple(row) for row in result] if result.returns_rows else []
        except DatabaseError as refused:
            self.ends[type(refused.orig).__name__] += 1
            said = str(refused.orig)
        else:
            self.ends["done"] += 1
            said = repr(rows)
            found = [dict(zip(names, row, strict=True)) for row in rows] if tried.whole else []
        connection.exec_driver_sql("RESET ROLE")
        return said, found


def _rows(connection: Connection, table: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute(select(TABLES[table]))}


def _foreign(organisation: str, asked: str, said: str) -> Iterator[str]:
    """Yield what was said of others, but for what the statement itself said."""
    known = _legible(asked)
    for mark in MARK.finditer(_legible(said)):
        table, column, owner, number = mark.groups()
        shared = number == "0" and READERS.get(owner) == organisation
        decided = table == "case_decision" and PARTY_ROLES.get(owner) == "applicant"
        open_to_him = shared and (decided or table in SHARED_ROWS or (table, column) in REFERRED_TO)
        his = owner in (organisation, "everybody") or (table == "organisation" and organisation) or open_to_him
        if not his and mark.group() not in known:
            yield mark.group()


def _legible(text: str) -> str:
    written = (bytes.fromhex(each).decode(errors="replace") for each in IN_HEXADECIMAL.findall(text))
    return " ".join((text, *written))


def _may_write(table: str, values: Row, organisation: str, *, added: bool) -> bool:
    told = table in {"event", "kept_answer"} and added and values["organisation_id"] == READERS.get(organisation)
    return (owner_of(table, values) == organisation and table != "organisation") or told


def test_nobody_gets_at_foreign_rows(stocked: Opened) -> None:
    with stocked.unbound.engine.connect() as connection:
        campaign = Campaign(connection)
        campaign.run(STATEMENTS)
    assert campaign.faults == []
    assert campaign.ends["done"] > STATEMENTS / 3, campaign.ends
    assert len(campaign.ends) > 3, campaign.ends


@pytest.mark.parametrize(
    ("table", "hole"),
    [
        ("webhook", "ALTER TABLE webhook DISABLE ROW LEVEL SECURITY"),
        ("result", "CREATE POLICY hole ON result FOR SELECT USING (true)"),
        ("delivery", "CREATE POLICY hole ON delivery USING (organisation_id <> '')"),
        ("kept_answer", "ALTER POLICY kept_answer_own ON kept_answer WITH CHECK (true)"),
        ("report_party", "CREATE POLICY hole ON report_party FOR INSERT WITH CHECK (true)"),
        ("revision", "DROP POLICY revision_own ON revision"),
        ("original", "ALTER POLICY original_reader ON original USING (true)"),
        ("issue_intent", "ALTER TABLE issue_intent DISABLE ROW LEVEL SECURITY"),
        ("case_party", "CREATE POLICY hole ON case_party FOR INSERT WITH CHECK (true)"),
        ("case_event", "ALTER POLICY case_event_party ON case_event USING (true)"),
        ("case_document", "ALTER POLICY case_document_party ON case_document USING (true)"),
        ("certificate", "ALTER POLICY certificate_public ON certificate USING (true)"),
    ],
)
def test_a_hole_is_found(stocked: Opened, table: str, hole: str) -> None:
    """Every statement is about the table with the hole: how soon it is found does not hang on how many others are."""
    with stocked.owner.writing() as connection:
        connection.exec_driver_sql(hole)
    with stocked.unbound.engine.connect() as connection:
        campaign = Campaign(connection, (table,))
        for _ in range(20):
            if not campaign.faults:
                campaign.run(100)
    assert campaign.faults


def test_every_table_is_tried() -> None:
    chance = Random(SEED)  # noqa: S311 - repeatable on purpose
    assert {statement(chance).table for _ in range(500)} == set(TENANT)
