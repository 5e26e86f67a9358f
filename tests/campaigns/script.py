"""The SQL with which the store files reports, as it was told to SQLite, and what has to be there of each report."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event

from app.identity.organisations import OrganisationKind
from app.store import schema
from app.store.engine import Database
from tests.campaigns import laboratory
from tests.campaigns.laboratory import Laboratory

# What belongs to a report, by its id.
_OF_REPORT = {
    "report": "SELECT id, * FROM report",
    "revision": "SELECT report_id, * FROM revision",
    "result": "SELECT report_id, * FROM result",
    "party": "SELECT report_id, * FROM report_party",
    "entry": "SELECT report_id, log_entry.* FROM log_entry JOIN revision ON entry = n",
    "answer": "SELECT report_id, kept_answer.* FROM kept_answer JOIN revision ON receipt = body",
    "original": "SELECT report_id, original.* FROM original JOIN revision ON original_sha256 = sha256",
}
_EVENTS = "SELECT body, * FROM event"
_LEVEL = "PRAGMA synchronous="
_FILED = "SELECT report_id FROM revision ORDER BY entry"

Evidence = frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Transaction:
    """Statements from BEGIN to COMMIT; without `durable` it is one of those that write ahead."""

    durable: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What was told to a database that held `start`.

    Report i was acknowledged after the first `acknowledged[i]` transactions, and `evidence[i]` is all that is kept of
    it.
    """

    start: bytes
    transactions: Sequence[Transaction]
    acknowledged: Sequence[int]
    evidence: Sequence[Evidence]


def record(folder: Path, reports: int) -> Script:
    """File so many reports through the workflow, every third one shared with a certification body."""
    path = folder / "labverdict.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        schema.upgrade(database)
        at = laboratory.at(database)
        body = laboratory.found(database, "示例认证机构", OrganisationKind.CERTIFICATION_BODY)
    start = path.read_bytes()
    transactions: list[Transaction] = []
    acknowledged: list[int] = []
    with closing(Database(f"sqlite:///{path}")) as database:
        writer = database.writer
        event.listen(writer, "connect", _listener(transactions))
        same = Laboratory(laboratory.desk_on(database), at.caller)
        transactions.clear()
        for number in range(reports):
            same.post(laboratory.diesel(f"W-{number}"), f"key-{number}", () if number % 3 else (body.organisation,))
            acknowledged.append(len(transactions))
    with closing(sqlite3.connect(path)) as connection:
        return Script(start, transactions, acknowledged, evidence(connection))


def evidence(connection: sqlite3.Connection) -> list[Evidence]:
    """Return what is kept of every report, in the order in which they were filed."""
    found: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    for kind, query in _OF_REPORT.items():
        for report, *row in connection.execute(query):
            found[report].add((kind, *row))
    for body, *row in connection.execute(_EVENTS):
        found[json.loads(body)["data"]["report"]].add(("event", *row))
    return [frozenset(found[report]) for (report,) in connection.execute(_FILED)]


def _listener(into: list[Transaction]) -> Callable[[sqlite3.Connection, object], None]:
    def listen(connection: sqlite3.Connection, _record: object) -> None:
        told: list[str] = []
        durable = True

        def note(statement: str) -> None:
            nonlocal durable
            if statement.startswith(_LEVEL):
                durable = statement == f"{_LEVEL}FULL"
                return
            # A trigger makes SQLite name the statement that fired it once more.
            if not told or told[-1] != statement:
                told.append(statement)
            if statement == "COMMIT" and told[0] == "BEGIN IMMEDIATE":
                into.append(Transaction(durable, tuple(told)))
            if statement in {"COMMIT", "ROLLBACK"}:
                told.clear()

        connection.set_trace_callback(note)

    return listen
