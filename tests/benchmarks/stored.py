"""Many small reports in a database, put there by bare SQL: 1 KB of verdict and a few hundred bytes beside it each."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

import psycopg

from tests.benchmarks.floor import SCHEME, VERDICT

AT = "2026-11-22T21:41:58.123456Z"
VERDICT_SHA256 = sha256(VERDICT).hexdigest()
PIECE = 10_000
COLUMNS = {
    "log_entry": ("n", "prev", "hash", "body"),
    "report": ("id", "organisation_id", "report_no", "sample_id"),
    "revision": (
        *("report_id", "revision", "organisation_id", "entry", "position", "product", "issued_on", "scheme", "as_of"),
        *("outcome", "verdict", "verdict_sha256", "original_sha256", "file_name", "adapter", "adapter_version"),
        *("rules_sha256", "account_id", "recorded_at", "receipt"),
    ),
    "result": (
        *("organisation_id", "report_no", "sample_id", "characteristic", "method", "replicate", "revision"),
        *("report_id", "value", "unit"),
    ),
}
_END = "SELECT n + 1, hash FROM log_entry ORDER BY n DESC LIMIT 1"
_OWNER = "SELECT account.id, organisation_id, sha256 FROM account, rule_data"

Row = tuple[object, ...]


def report_id(number: int) -> str:
    """Return the identifier of a report; they sort by their number."""
    return f"{number:012x}7000800000000000{number % 65_536:04x}"


@dataclass(slots=True)
class Reports:
    """Rows for the tables, from the log's end on."""

    account: str
    organisation: str
    rules: str
    entry: int
    last: str
    number: int = 0
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def more(self, most: int) -> dict[str, list[Row]]:
        """Return the rows of so many further reports."""
        self.rows = {table: [] for table in COLUMNS}
        for _ in range(most):
            self._add(report_id(self.number), f"W-{self.number}")
        return self.rows

    def _add(self, report: str, report_no: str) -> None:
        body = f'{{"n":{self.entry}}}'.encode()
        leaf = sha256(b"\x00" + body).hexdigest()
        lab, digest = self.organisation, VERDICT_SHA256
        revision = (
            *(report, 1, lab, self.entry, 0, "车用柴油", "2026-05-12", SCHEME, "2026-05-12", "conforming"),
            *(VERDICT, digest, digest, "report.json", "labverdict_json", "1", self.rules, self.account, AT, b"{}"),
        )
        self.rows["log_entry"].append((self.entry, self.last, leaf, body))
        self.rows["report"].append((report, lab, report_no, "CY"))
        self.rows["revision"].append(revision)
        self.rows["result"].append((lab, report_no, "CY", "sulfur_content", "", "", 1, report, "6.2", "mg/kg"))
        self.entry, self.last, self.number = self.entry + 1, leaf, self.number + 1


def into_sqlite(path: str, count: int) -> None:
    """Store so many reports of the one laboratory in an SQLite database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        reports = Reports(*connection.execute(_OWNER).fetchone(), *connection.execute(_END).fetchone())
        for size in _pieces(count):
            connection.execute("BEGIN")
            for table, rows in reports.more(size).items():
                marks = ", ".join("?" * len(COLUMNS[table]))
                insertion = f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({marks})"  # noqa: S608 - own names
                connection.executemany(insertion, rows)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def into_postgres(url: str, count: int) -> None:
    """Store so many reports of the one laboratory in a PostgreSQL database, opened as one whom nothing binds."""
    with psycopg.connect(url) as connection:
        # References are right by the way the rows are made; the log's own trigger fires all the same.
        connection.execute("SET session_replication_role = replica")
        owner, end = (connection.execute(query.encode()).fetchone() for query in (_OWNER, _END))
        assert owner is not None
        assert end is not None
        reports = Reports(*owner, *end)
        for size in _pieces(count):
            for table, rows in reports.more(size).items():
                _copy(connection, f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN", rows)
            connection.commit()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection, statement: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _pieces(count: int) -> Iterator[int]:
    yield from (min(PIECE, count - begin) for begin in range(0, count, PIECE))


def sample(count: int) -> list[str]:
    """Return the identifiers of so many of the first thousand reports, in no order."""
    return [report_id(number * 389 % 1000) for number in islice(range(1000), count)]
