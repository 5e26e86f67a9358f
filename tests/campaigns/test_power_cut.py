"""The power fails while reports are filed: whatever was acknowledged is there when it comes back.

The store's own SQL is replayed on a disk that keeps what was synced; in half of the cuts also any part of the rest.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.ledger.chain import walk
from tests.campaigns.campaign import dice, size, tell
from tests.campaigns.disk import Disk, connected
from tests.campaigns.script import Script, evidence, record

CUTS, REPORTS = size("CUTS", 20), size("CUT_REPORTS", 30)
FILE = "labverdict.db"
MOST_OPERATIONS = 900
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "recursive_triggers=ON")
# As the service has it, and so often that many a cut meets a checkpoint.
CHECKPOINT_PAGES = (1000, 1000, 100, 100)


@dataclass(slots=True)
class Tally:
    """What came of the cuts."""

    cuts: int = 0
    in_checkpoint: int = 0
    acknowledged: int = 0
    lost: int = 0
    unacknowledged_but_stored: int = 0
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    return record(tmp_path_factory.mktemp("script"), REPORTS)


@dataclass(frozen=True, slots=True)
class Syncing:
    """When SQLite syncs what is durable, and after how many pages it makes a checkpoint."""

    synchronous: str
    checkpoint_pages: int


def play(script: Script, begin: int, syncing: Syncing, disk: Disk) -> int:
    """Run the script from transaction `begin` until the power fails, and return how many were acknowledged in all."""
    done = begin
    with connected(disk, FILE) as connection:
        for pragma in (*PRAGMAS, f"wal_autocheckpoint={syncing.checkpoint_pages}"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        for transaction in script.transactions[begin:]:
            level = syncing.synchronous if transaction.durable else "NORMAL"
            for statement in (f"PRAGMA synchronous={level}", *transaction.statements):
                connection.execute(statement).fetchall()
            if disk.left is not None:
                break
            done += 1
    return done


def recover(folder: Path, left: Mapping[str, bytes], script: Script, tally: Tally) -> tuple[int, bytes]:
    """Open what is left with the SQLite of the service; return how many reports are there and the recovered file."""
    for name in (FILE, f"{FILE}-wal"):
        (folder / name).write_bytes(left.get(name, b""))
    with closing(sqlite3.connect(folder / FILE)) as connection:
        tally.faults += [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        entries = connection.execute("SELECT body, hash FROM log_entry ORDER BY n")
        misfit = walk((body, bytes.fromhex(leaf)) for body, leaf in entries).misfit
        tally.faults += [] if misfit is None else [f"entry {misfit.at}: {misfit.what}"]
        found = evidence(connection)
    if found != script.evidence[: len(found)]:
        tally.faults.append("something is there that was not filed, or a part of it")
    return len(found), (folder / FILE).read_bytes()


def cut_again_and_again(folder: Path, script: Script, synchronous: str, chance: random.Random) -> Tally:
    """Cut the power at random moments, and go on from what is left each time, from the start after the last report."""
    tally, content, there = Tally(), script.start, 0
    while tally.cuts < CUTS:
        disk = Disk({FILE: content}, chance if tally.cuts % 2 else None)
        disk.cut_at = chance.randrange(MOST_OPERATIONS)
        begin = script.acknowledged[there - 1] if there else 0
        pages = CHECKPOINT_PAGES[tally.cuts % len(CHECKPOINT_PAGES)]
        done = play(script, begin, Syncing(synchronous, pages), disk)
        if disk.left is None:
            content, there = script.start, 0
            continue
        acknowledged = sum(at <= done for at in script.acknowledged)
        new = acknowledged - there
        there, content = recover(folder, disk.left, script, tally)
        tally.cuts += 1
        tally.in_checkpoint += FILE in disk.unsynced
        tally.acknowledged += new
        tally.lost += max(0, acknowledged - there)
        tally.unacknowledged_but_stored += max(0, there - acknowledged)
    return tally


def told(tally: Tally) -> str:
    return (
        f"{tally.cuts} cuts ({tally.in_checkpoint} in a checkpoint), {tally.acknowledged} reports acknowledged, "
        f"{tally.lost} lost, {tally.unacknowledged_but_stored} stored unacknowledged, {len(tally.faults)} faults"
    )


def test_nothing_acknowledged_is_lost_when_the_power_fails(tmp_path: Path, script: Script) -> None:
    tally = cut_again_and_again(tmp_path, script, "FULL", dice(1))
    tell(f"synchronous=FULL: {told(tally)}")
    assert tally.faults == []
    assert tally.lost == 0
    assert tally.acknowledged > 0


def test_without_a_sync_at_every_commit_acknowledged_reports_are_lost(tmp_path: Path, script: Script) -> None:
    tally = cut_again_and_again(tmp_path, script, "NORMAL", dice(1))
    tell(f"control, synchronous=NORMAL: {told(tally)}")
    assert tally.lost > 0
    assert tally.faults == []


def test_the_script_is_the_one_of_the_service(script: Script) -> None:
    """Each report is written ahead once and durably once, and is known by all that the tables keep of it."""
    kinds = [transaction.durable for transaction in script.transactions]
    assert kinds == [False, True] * REPORTS
    assert list(script.acknowledged) == list(range(2, 2 * REPORTS + 1, 2))
    for number, kept in enumerate(script.evidence):
        shared = 0 if number % 3 else 1
        counted = Counter(row[0] for row in kept)
        single = dict.fromkeys(("report", "revision", "entry", "answer", "original"), 1)
        assert counted == Counter({**single, "result": 22, "party": shared, "event": 1 + shared})
    assert len(set(script.evidence)) == REPORTS
