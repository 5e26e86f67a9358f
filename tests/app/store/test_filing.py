"""A report is filed whole or not at all, once, and its entry continues the log: on both databases."""

import hashlib
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from app.ledger.chain import walk
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ports.evidence import Answer, EventRow, Filing, Kept, Key, Seal, Sealed
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.workflow.desk import InFlight
from app.workflow.file_report import Differs, Filed, KeyReused, KeyRunning
from tests.app.store.conftest import Opened
from tests.campaigns import laboratory
from tests.campaigns.laboratory import Laboratory, at_once, diesel

AT_ONCE = 64
ONE_REPORT = {"original": 1, "report": 1, "revision": 1, "result": 22, "event": 1, "kept_answer": 1}
BYTES_ALONE = dict.fromkeys(ONE_REPORT, 0) | {"original": 1}

Spoil = Callable[[Sealed], Sealed]


class Stopped(Exception):
    """The process is stopped in the middle."""


class Spoiling(StoredEvidence):
    """A store in which something goes wrong once the log's end is known."""

    def __init__(self, database: Database, spoil: Spoil) -> None:
        super().__init__(database)
        self._spoil = spoil

    def file(self, filing: Filing, seal: Seal) -> Answer:
        return super().file(filing, lambda end: self._spoil(seal(end)))


class Meeting(StoredEvidence):
    """A store in which nobody files before everybody has looked for an earlier answer, and found none."""

    def __init__(self, database: Database, everybody: threading.Barrier) -> None:
        super().__init__(database)
        self._everybody = everybody

    def receive(self, key: Key, originals: Mapping[str, bytes], at: str) -> Kept | None:
        kept = super().receive(key, originals, at)
        self._everybody.wait()
        return kept


def stopped(sealed: Sealed) -> Sealed:
    raise Stopped(sealed.at)


def with_a_gap(sealed: Sealed) -> Sealed:
    return replace(sealed, entries=tuple(replace(entry, n=entry.n + 1) for entry in sealed.entries))


def on_another_end(sealed: Sealed) -> Sealed:
    return replace(sealed, entries=tuple(replace(entry, prev="0" * 64) for entry in sealed.entries))


def telling_nobody(sealed: Sealed) -> Sealed:
    return replace(sealed, events=(*sealed.events, EventRow("e", "nobody", "report.filed", b"{}")))


def rows(opened: Opened, query: str) -> list[Any]:
    with opened.unbound.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def stored(opened: Opened) -> dict[str, int]:
    return {table: rows(opened, f"SELECT count(*) FROM {table}")[0][0] for table in ONE_REPORT}  # noqa: S608 - own names


def receipt_of(filed: Filed) -> dict[str, Any]:
    assert isinstance(filed, Answer), filed
    receipt: dict[str, Any] = json.loads(filed.body)
    return receipt


@pytest.fixture
def at(database: Database) -> Laboratory:
    return laboratory.at(database)


def test_a_report_is_stored_whole(opened: Opened, at: Laboratory) -> None:
    content = diesel("W-1")
    receipt = receipt_of(at.file(content, "key"))
    assert stored(opened) == ONE_REPORT
    assert rows(opened, "SELECT sha256, content FROM original") == [(receipt["original_sha256"], content)]
    verdict, kept, entry = rows(opened, "SELECT verdict, receipt, entry FROM revision")[0]
    assert hashlib.sha256(verdict).hexdigest() == receipt["verdict_sha256"]
    assert json.loads(kept) == receipt
    assert entry == receipt["log_entry"]


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(stopped, Stopped), (with_a_gap, DBAPIError), (on_another_end, DBAPIError), (telling_nobody, DBAPIError)],
)
def test_of_a_filing_that_fails_only_the_bytes_are_kept(
    opened: Opened, at: Laboratory, spoil: Spoil, error: type[Exception]
) -> None:
    size = StoredLog(opened.app).size()
    with pytest.raises(error):
        at.over(Spoiling(opened.app, spoil)).post(diesel("W-1"), "key")
    assert stored(opened) == BYTES_ALONE
    assert StoredLog(opened.app).size() == size
    assert at.file(diesel("W-1"), "key").created
    assert stored(opened) == ONE_REPORT


def test_each_entry_continues_the_log_and_is_named_in_its_receipt(database: Database, at: Laboratory) -> None:
    receipts = [receipt_of(at.file(diesel(f"W-{number}"), f"key-{number}")) for number in range(3)]
    log = StoredLog(database)
    size = log.size()
    bodies, leaves = list(log.bodies(0, size)), log.leaves(0, size)
    assert walk(zip(bodies, leaves, strict=True)).misfit is None
    assert [receipt["log_entry"] for receipt in receipts] == [size - 3, size - 2, size - 1]
    for receipt in receipts:
        entry = read_entry(bodies[receipt["log_entry"]])
        assert isinstance(entry, Entry)
        assert entry.kind is EntryKind.REPORT_FILED
        assert {name: entry.subject[name] for name in ("report", "revision", "laboratory")} == {
            "report": receipt["report"], "revision": 1, "laboratory": at.caller.organisation,
        }  # fmt: skip
        assert (entry.subject["original"], entry.subject["verdict"]) == (
            receipt["original_sha256"], receipt["verdict_sha256"],
        )  # fmt: skip
        assert leaves[receipt["log_entry"]].hex() == receipt["log_entry_hash"]


def test_a_key_gets_the_answer_that_it_got_first(opened: Opened, at: Laboratory) -> None:
    first = at.file(diesel("W-1"), "key")
    assert at.post(diesel("W-1"), "key") == first
    assert at.post(diesel("W-2"), "key") == KeyReused()
    assert stored(opened) == ONE_REPORT | {"original": 2}


@pytest.mark.parametrize("again", [diesel("W-1"), diesel("W-1") + b"\n", diesel("W-1").replace(b'"CMA"', b' "CMA"')])
def test_a_report_under_another_key_gets_the_first_receipt(opened: Opened, at: Laboratory, again: bytes) -> None:
    first = at.file(diesel("W-1"), "key")
    second = at.post(again, "another")
    assert second == Answer(created=False, body=first.body)
    assert at.post(again, "another") == second
    assert stored(opened) == ONE_REPORT | {"kept_answer": 2, "original": 1 if again == diesel("W-1") else 2}


def test_another_report_under_the_same_number_is_told_so(opened: Opened, at: Laboratory) -> None:
    at.file(diesel("W-1"), "key")
    other = diesel("W-1").replace(b'"6.2"', b'"6.3"')
    filed = at.post(other, "another")
    assert isinstance(filed, Differs)
    assert [issue.code for issue in filed.issues] == ["report_exists"]
    assert stored(opened) == ONE_REPORT | {"original": 2}


def test_two_laboratories_may_use_the_same_numbers_and_keys(opened: Opened, at: Laboratory) -> None:
    other = replace(at, caller=laboratory.found(opened.app, "示例第二实验室"))
    assert at.file(diesel("W-1"), "key").body != other.file(diesel("W-1"), "key").body
    assert stored(opened) == {table: 2 * count for table, count in ONE_REPORT.items()}


def test_of_64_posts_of_one_report_under_64_keys_one_is_stored(opened: Opened, at: Laboratory) -> None:
    content = diesel("W-1")
    answers = at_once([lambda key=f"key-{number}": at.post(content, key) for number in range(AT_ONCE)])
    assert sorted(answer.created for answer in answers) == [False] * (AT_ONCE - 1) + [True]
    assert len({answer.body for answer in answers}) == 1
    assert stored(opened) == ONE_REPORT | {"kept_answer": AT_ONCE}


def in_processes(at: Laboratory) -> list[Laboratory]:
    """Return desks that know nothing of each other's requests, as those of several processes."""
    return [replace(at, desk=replace(at.desk, in_flight=InFlight())) for _ in range(AT_ONCE)]


def test_of_64_posts_under_one_key_one_is_stored_and_every_retry_gets_its_answer(
    opened: Opened, at: Laboratory
) -> None:
    content = diesel("W-1")
    answers = at_once([lambda: at.post(content, "key")] * AT_ONCE)
    given = [answer for answer in answers if answer != KeyRunning()]
    assert given
    assert {at.post(content, "key") for _ in range(3)} == set(given)
    assert stored(opened) == ONE_REPORT


@pytest.mark.parametrize("loose", [(), ("result",), ("kept_answer",)])
def test_in_several_processes_one_key_has_one_effect_by_either_index(
    opened: Opened, at: Laboratory, loose: tuple[str, ...]
) -> None:
    content = diesel("W-1")
    for table in loose:
        allow_twins(opened, table)
    answers = at_once([lambda each=each: each.post(content, "key") for each in in_processes(at)])
    assert len({answer.body for answer in answers}) == 1
    assert rows(opened, "SELECT count(*) FROM revision") == [(1,)]


def test_without_both_indexes_one_key_has_several_effects(opened: Opened, at: Laboratory) -> None:
    content = diesel("W-1")
    allow_twins(opened, "result")
    allow_twins(opened, "kept_answer")
    apart = in_processes(at)
    meeting = Meeting(opened.app, threading.Barrier(len(apart)))
    at_once([lambda each=each: each.over(meeting).post(content, "key") for each in apart])
    assert rows(opened, "SELECT count(*) FROM revision")[0][0] > 1


def test_without_the_natural_key_one_report_is_stored_several_times(opened: Opened, at: Laboratory) -> None:
    content = diesel("W-1")
    allow_twins(opened, "result")
    at_once([lambda key=f"key-{number}": at.post(content, key) for number in range(AT_ONCE)])
    assert rows(opened, "SELECT count(*) FROM revision")[0][0] > 1


def allow_twins(opened: Opened, table: str) -> None:
    """Take the unique index of a table away."""
    with opened.owner.writing() as connection:
        if opened.owner.is_sqlite:
            connection.exec_driver_sql(f"CREATE TABLE loose AS SELECT * FROM {table}")  # noqa: S608 - a name of ours
            connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql(f"ALTER TABLE loose RENAME TO {table}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
