"""A laboratory that files one report after the other, each under a number that all of its rows carry."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import insert, inspect, select

from app.ledger.entry import EntryKind, seal_entry
from app.ports.evidence import Answer, EventRow, Filing, Key, LogEnd, ReportRow, ResultRow, Sealed
from app.store.engine import Database, Task
from app.store.evidence import StoredEvidence
from tests.app.store.seeds import BODY, LAB, TABLES, row

AT = "2026-11-22T21:41:58.123456Z"
NUMBERED = {
    "report": "id",
    "revision": "report_id",
    "result": "report_id",
    "report_party": "report_id",
    "event": "id",
    "kept_answer": "key",
    "original": "sha256",
}
"""The column that holds the number of the report that a row belongs to."""


Rows = dict[str, set[tuple[object, ...]]]


def everything(database: Database) -> Rows:
    """Return every row of every table that is there, as one whom nothing binds sees them."""
    with database.reading() as connection:
        there = [table for table in TABLES if inspect(connection).has_table(table)]
        return {table: {tuple(found) for found in connection.execute(select(TABLES[table]))} for table in there}


def name(number: int) -> str:
    return f"{number:032}"


class Laboratory:
    """Files reports; `acknowledged` counts those of which it was told that they are stored."""

    def __init__(self, database: Database, acknowledged: int = 0) -> None:
        self._evidence = StoredEvidence(database)
        self.acknowledged = acknowledged

    def file(self) -> None:
        number = self.acknowledged
        self._evidence.receive(_filing(number).key, {name(number): f"bytes {number}\0".encode()}, AT)
        self._evidence.file(_filing(number), lambda end: _sealed(number, end))
        self.acknowledged += 1

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Go on filing meanwhile."""
        over = threading.Event()
        failed: list[BaseException] = []

        def work() -> None:
            try:
                while not over.is_set():
                    self.file()
            except BaseException as error:  # noqa: BLE001 - raised again in the thread of the test
                failed.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
        if failed:
            raise failed[0]


def settle(database: Database) -> None:
    """Store who is who, and the rules."""
    with database.writing(task=Task.IDENTITY) as connection:
        for organisation in (LAB, BODY):
            for table in ("organisation", "person", "account"):
                connection.execute(insert(TABLES[table]), row(table, organisation, 0))
        connection.execute(insert(TABLES["rule_data"]), row("rule_data", "everybody", 0))


def _filing(number: int) -> Filing:
    account = str(row("account", LAB, 0)["id"])
    results = tuple(ResultRow(f"item {i}", "method", "", "8.00", "mg/kg") for i in range(5))
    report = ReportRow(
        id=name(number),
        revision=1,
        position=0,
        report_no=f"报告\t{number}\\N",
        sample_id="line\nbreak",
        product="diesel",
        grade=None,
        issued_on=date(2026, 11, 22),
        scheme="scheme",
        grade_asked=None,
        as_of_asked=None,
        as_of=date(2026, 11, 22),
        outcome="conforming",
        verdict=bytes(range(256)),
        verdict_sha256=name(number),
        results=results,
    )
    return Filing(
        key=Key(LAB, account, name(number), "sha256"),
        person=None,
        original_sha256=name(number),
        head_sha256=None,
        file_name="report.json",
        adapter="labverdict_json",
        adapter_version="1",
        rules_sha256=str(row("rule_data", "everybody", 0)["sha256"]),
        reason=None,
        reports=(report,),
        shared_with=(BODY,),
    )


def _sealed(number: int, end: LogEnd) -> Sealed:
    entry = seal_entry(end.size, end.last, AT, EntryKind.REPORT_FILED, {"report": name(number)})
    event = EventRow(name(number), BODY, "report.shared", b"{}")
    return Sealed(AT, (entry,), (b"receipt",), (event,), Answer(created=True, body=b"answer"))
