"""One row in every table for each organisation, whatever the tables and their columns are.

Each text and each run of bytes names the organisation that it belongs to, so that it is known wherever it turns up.
"""

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, insert, inspect
from sqlmodel import SQLModel

import app.store.case_tables
import app.store.evidence_tables
import app.store.identity_tables
import app.store.office_tables
import app.store.outbox_tables
import app.store.paper_tables
import app.store.step_tables  # noqa: F401 - each of them adds its tables to the metadata

LAB, OTHER_LAB, BODY = "laboratory-a", "laboratory-b", "body-c"
ORGANISATIONS = (LAB, OTHER_LAB, BODY)
READERS = {LAB: BODY, OTHER_LAB: BODY, BODY: OTHER_LAB}
"""With whom each organisation shares its first report."""
PARTY_ROLES = {LAB: "applicant", OTHER_LAB: "laboratory", BODY: "applicant"}
"""As what that one takes part in its first case."""

TABLES: Mapping[str, Table] = SQLModel.metadata.tables
SHARED = ("rule_data", "log_node", "checkpoint", "certificate_serial")
"""Tables of no organisation, beside the log."""

Row = dict[str, object]
ONCE = ("organisation", "report_party", "case_party")
"""Tables in which an organisation has one row."""
_POINTS_TO = {
    "report_id": ("report", "id"),
    "case_id": ("certification_case", "id"),
    "open_to": ("case_party", "role"),
    "original_sha256": ("original", "sha256"),
}


def seed(connection: Connection, each: int = 2) -> None:
    """Store the log and the shared rows, then `each` rows of every organisation in every table that is there.

    The first report and the first case of each organisation are shared.
    """
    all_there = set(inspect(connection).get_table_names())
    for name in SHARED:
        if name in all_there:
            connection.execute(insert(TABLES[name]), row(name, "everybody", 0))
    connection.execute(insert(TABLES["log_entry"]), log_rows(each * len(ORGANISATIONS)))
    there = all_there - {*SHARED, "log_entry"}
    for table in SQLModel.metadata.sorted_tables:
        for organisation in ORGANISATIONS if table.name in there else ():
            columns = {column["name"] for column in inspect(connection).get_columns(table.name)}
            rows = [row(table.name, organisation, i) for i in range(_rows(table, each))]
            connection.execute(insert(table), [{key: each[key] for key in each if key in columns} for each in rows])


def row(table: str, organisation: str, number: int) -> Row:
    """Return the row of an organisation with this number; what it refers to has the same number."""
    return {column.name: _value(table, column, organisation, number) for column in TABLES[table].columns}


def log_rows(most: int) -> Sequence[Row]:
    """Return the first entries of a log."""
    rows: list[Row] = []
    prev = "0" * 64
    for n in range(most):
        digest = hashlib.sha256(f"{n}".encode()).hexdigest()
        rows.append({"n": n, "prev": prev, "hash": digest, "body": b"entry"})
        prev = digest
    return rows


def owner_of(table: str, values: Mapping[str, object]) -> object:
    """Return whose row it is: of a share the one who gave it, of an organisation itself."""
    match table:
        case "organisation":
            return values["id"]
        case "report_party" | "case_party":
            return values["owner_id"]
        case _:
            return values["organisation_id"]


def _rows(table: Table, each: int) -> int:
    return 1 if table.name in ONCE else each


def _value(table: str, column: Column[object], organisation: str, number: int) -> object:
    refers = next(iter(column.foreign_keys), None)
    match table, column.name:
        case "organisation", "id":
            return organisation
        case ("report_party" | "case_party", "organisation_id") | (_, "holder_id" | "client_id"):
            return READERS[organisation]
        case _, "organisation_id" | "owner_id" | "sender_id":
            return organisation
        case _, "entry":
            return ORGANISATIONS.index(organisation) + number * len(ORGANISATIONS)
        case _, "rules_sha256":
            return _text("rule_data", "sha256", "everybody", 0)
        case _, name if name in _POINTS_TO:
            return _text(*_POINTS_TO[name], organisation, number)
        case _ if isinstance(column.type, Integer):
            return number
        case _ if refers is not None:
            another = number ^ 1 if column.name == "confirmed_by" else number
            return _text(refers.column.table.name, refers.column.name, organisation, another)
        case _, name:
            text = _text(table, name, organisation, number)
            return text.encode() if isinstance(column.type, LargeBinary) else text


def _text(table: str, column: str, organisation: str, number: int) -> str:
    if (table, column, number) == ("case_party", "role", 0):
        return PARTY_ROLES[organisation]
    return f"{table}.{column} of {organisation} {number}"
