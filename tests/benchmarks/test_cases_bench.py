"""A certification body's list of 100 000 cases with filters, and one decision, on both databases."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.ed25519 import Ed25519Signer
from app.ports.cases import CaseSummary, CasesWanted, Place
from app.store import schema
from app.store.cases import StoredCases
from app.store.certificates import StoredCertificates
from app.store.engine import Database
from app.workflow.issue_certificate import issue_certificate
from tests import postgres
from tests.app.store.docket import APPLICANT, AT, BODY, DECIDED, LAB, OTHER_BODY, Docket, docket, step, telling, wording
from tests.app.store.issuing import issuing

CASES, PAGES, FOREIGN, DECISIONS = 100_000, 200, 20_000, 60
P99_MS, DECISION_MS = 50, 20
SCHEME = "JSPB01-180004-2023"
KINDS = ("application",) * 6 + ("surveillance",) * 3 + ("complaint",)
STATES = ("filed", "testing", "inspection", "review", "certified", "certified", "certified", "refused")
FIRST_DAY = date(2026, 1, 1)
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())

Row = tuple[object, ...]
TABLES = {
    "certification_case": ("id", "organisation_id", "kind", "scheme", "number", "certificate_no", "opened_at"),
    "case_state": ("organisation_id", "case_id", "kind", "n", "state", "due_on"),
    "case_party": ("case_id", "organisation_id", "role", "owner_id", "account_id", "since"),
}


def case_id(number: int) -> str:
    return f"{number:012x}7000800000000000{number % 65_536:04x}"


def rows() -> dict[str, list[Row]]:
    """Return a body's cases, each with an applicant's row for one in ten, and another body's among them."""
    made: dict[str, list[Row]] = {table: [] for table in TABLES}
    for number in range(CASES + FOREIGN):
        body = OTHER_BODY if number % 6 == 5 else BODY
        case, kind, state = case_id(number), KINDS[number * 7 % 10], STATES[number * 5 % 8]
        due = None if state in {"refused", "certified"} else (FIRST_DAY + timedelta(number * 31 % 700)).isoformat()
        made["certification_case"].append((case, body, kind, SCHEME, f"{kind}-{number}", None, AT))
        made["case_state"].append((body, case, kind, 1, state, due))
        if number % 10 == 0:
            made["case_party"].append((case, APPLICANT, "applicant", body, f"{body}-account", AT))
    return made


@contextmanager
def sqlite(folder: Path) -> Iterator[Database]:
    path = folder / "cases.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        schema.upgrade(database)
        docket(database)
        with closing(sqlite3.connect(path)) as connection, connection:
            for table, columns in TABLES.items():
                marks = ", ".join("?" * len(columns))
                statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - own names
                connection.executemany(statement, rows()[table])
        yield database


@contextmanager
def postgresql(_folder: Path) -> Iterator[Database]:
    with postgres.shared().fresh() as urls, closing(Database(urls.app)) as database:
        docket(database)
        with psycopg.connect(urls.superuser) as connection, connection.cursor() as cursor:
            for table, columns in TABLES.items():
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
                    for row in rows()[table]:
                        copy.write_row(row)
        with psycopg.connect(urls.superuser, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        yield database


Opening = Callable[[Path], AbstractContextManager[Database]]
Listing = Callable[[CasesWanted], Sequence[CaseSummary]]


def asked(number: int) -> dict[str, CasesWanted]:
    """Return a question of each sort, each time about another place of the list."""
    before, day = Place(case_id(number * 251 % CASES)), FIRST_DAY + timedelta(number * 3 % 700)
    kind, state = KINDS[number % 10], STATES[number % 8]
    return {
        "newest": CasesWanted(),
        "further page": CasesWanted(after=before),
        "kind": CasesWanted(kind="complaint", after=before),
        "state": CasesWanted(state=state, after=before),
        "kind and state": CasesWanted(kind=kind, state=state, after=before),
        "no such state": CasesWanted(kind=kind, state="appealed"),
        "due": CasesWanted(due_before=day),
        "due, further page": CasesWanted(due_before=date(2028, 1, 1), after=Place(before.case, day)),
        "due, kind and state": CasesWanted(kind="complaint", state="review", due_before=date(2028, 1, 1)),
        "due, nobody has that": CasesWanted(state="appealed", due_before=date(2028, 1, 1)),
    }


def p99(listing: Listing, sort: str) -> float:
    taken = []
    for number in range(PAGES):
        wanted = asked(number)[sort]
        begin = time.perf_counter()
        listing(wanted)
        taken.append((time.perf_counter() - begin) * 1000)
    return quantiles(taken, n=100)[98]


@pytest.mark.parametrize("opening", [sqlite, postgresql])
def test_lists_and_a_decision(opening: Opening, tmp_path: Path) -> None:
    with opening(tmp_path) as database:
        cases = StoredCases(database)
        assert cases.find(LAB, CasesWanted()) == []
        slowest = 0.0
        for sort in asked(0):
            own, party = p99(lambda w: cases.find(BODY, w), sort), p99(lambda w: cases.concerning(APPLICANT, w), sort)
            print(f"\n{opening.__name__}, {sort}: p99 {own:.1f} ms of own cases, {party:.1f} ms of an applicant's")
            slowest = max(slowest, own)
        taken = decisions(database)
        print(f"\n{opening.__name__}, decision with certificate: median {taken:.1f} ms")
        assert slowest <= P99_MS
        assert taken <= DECISION_MS or not database.is_sqlite


def decisions(database: Database) -> float:
    """Return the median of deciding, signing and issuing, in milliseconds."""
    desk, taken = issuing(database, SIGNER), []
    kept = Docket(StoredCases(database), StoredCertificates(database))
    for number in range(DECISIONS):
        case = kept.opened(f"decided-{number}")
        begin = time.perf_counter()
        issue_certificate(step(case, 1, state=DECIDED), wording(f"N-{number}"), telling(APPLICANT), desk)
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken)
