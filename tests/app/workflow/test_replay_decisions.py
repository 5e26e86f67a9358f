"""Every stored decision is recomputed to the same bytes, wherever it is; and whatever was changed is found."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.ledger.canonical import Json, canonical
from app.ledger.entry import Entry, EntryKind, read_entry
from app.library.packed_rules import load_packed
from app.ports.audit import StoredDecision
from app.ports.body_papers import Paper
from app.store.audit import StoredAudit
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.check_bundle import Bench
from app.workflow.fingerprint import digest
from app.workflow.replay import Replay
from app.workflow.replay_decisions import Replaying, replay_decision, replay_decisions
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from lims_adapters.registry import Registry
from tests.app.people import address, another_process
from tests.app.store.casework import casework
from tests.app.store.conftest import KINDS, fresh_database

BENCH = Bench(load_packed, Registry((ADAPTER,)))
SEEDS, ZONES = ("0", "1", "2", "3", "4"), ("Asia/Shanghai", "America/Anchorage")
REPLAYING = """
import sys
from app.library.packed_rules import load_packed
from app.store.audit import StoredAudit
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.check_bundle import Bench
from app.workflow.replay_decisions import Replaying, replay_decisions
from lims_adapters.registry import discover
database = Database(sys.argv[1])
log, desk = StoredLog(database), Replaying(StoredAudit(database), Bench(load_packed, discover()))
size = log.size()
print([(n, found.value) for n, found in replay_decisions(log.bodies(0, size), size, desk)])
database.close()
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """A database in which one case was decided, and what the log and the tables have of it."""

    database: Database
    stored: StoredDecision
    entry: Entry


@pytest.fixture(scope="module", params=KINDS)
def decided(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decided]:
    with fresh_database(str(request.param), tmp_path_factory.mktemp("replay")) as opened:
        casework(opened.app).certified()
        log = StoredLog(opened.app)
        (stored,) = StoredAudit(opened.app).decisions(0, log.size())
        (body,) = log.bodies(stored.entry, stored.entry + 1)
        entry = read_entry(body)
        assert isinstance(entry, Entry)
        yield Decided(opened.app, stored, entry)


def replayed(decided: Decided, store: StoredAudit | None = None) -> list[tuple[int, Replay]]:
    log = StoredLog(decided.database)
    desk = Replaying(store or StoredAudit(decided.database), BENCH)
    return list(replay_decisions(log.bodies(0, log.size()), log.size(), desk))


def test_a_decision_is_recomputed_to_identical_bytes(decided: Decided) -> None:
    assert decided.entry.kind is EntryKind.DECISION_MADE
    assert replayed(decided) == [(decided.stored.entry, Replay.IDENTICAL)]


def test_it_is_the_same_under_every_hash_seed_and_in_every_zone(decided: Decided) -> None:
    expected = f"[({decided.stored.entry}, 'identical')]\n"
    for zone in ZONES:
        with ExitStack() as running:
            made = [
                running.enter_context(
                    another_process(REPLAYING, address(decided.database), PYTHONHASHSEED=seed, TZ=zone)
                )
                for seed in SEEDS
            ]
            assert [each.communicate()[0] for each in made] == [expected] * len(SEEDS)


class _Changed(StoredAudit):
    """The store of which one thing was changed or taken away by somebody who owns the database."""

    def __init__(self, database: Database, **changed: object) -> None:
        super().__init__(database)
        self._changed = changed

    def decisions(self, start: int, stop: int) -> Iterator[StoredDecision]:
        for each in super().decisions(start, stop):
            if self._changed.get("decision", each) is not None:
                yield replace(each, **self._changed.get("row", {}))  # type: ignore[arg-type]

    def paper(self, paper: Paper, body: str, version: int) -> bytes | None:
        found = super().paper(paper, body, version)
        return self._other(paper.value, found)

    def report(self, report: str, revision_no: int) -> bytes | None:
        return self._other("report", super().report(report, revision_no))

    def rules(self, sha256: str) -> bytes | None:
        return self._other("rules", super().rules(sha256))

    def _other(self, name: str, found: bytes | None) -> bytes | None:
        change = self._changed.get(name)
        if name not in self._changed or found is None:
            return found
        return None if change is None else found.replace(*change)  # type: ignore[misc]


def resealed(stored: StoredDecision, **changed: Json) -> dict[str, object]:
    """Return columns of a decision that says something else, under a digest of its own."""
    record = canonical({**json.loads(stored.record), **changed})
    return {"record": record, "sha256": digest(record)}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"decision": None}, Replay.ROW_MISSING),
        ({"row": {"record": b"{}"}}, Replay.DECISION_CHANGED),
        ({"row": {"dossier": b"{}"}}, Replay.DECISION_DIFFERS),
        ({"row": {"settings_version": 9}}, Replay.PAPER_MISSING),
        ({"row": {"adopted_version": 9}}, Replay.PAPER_MISSING),
        ({"row": {"rules_sha256": "0" * 64}}, Replay.RULES_MISSING),
        ({"body_settings": None}, Replay.PAPER_MISSING),
        ({"body_settings": (b"JSPB-{year}", b"JSPC-{year}")}, Replay.DECISION_DIFFERS),
        ({"report": None}, Replay.ORIGINAL_MISSING),
        ({"report": (b"W2026-0012", b"W2026-0013")}, Replay.DECISION_DIFFERS),
        ({"rules": None}, Replay.RULES_MISSING),
        ({"rules": (b"certainty", b"Certainty")}, Replay.RULES_CHANGED),
    ],
)
def test_whatever_was_changed_is_found(decided: Decided, changed: dict[str, object], found: Replay) -> None:
    assert replayed(decided, _Changed(decided.database, **changed)) == [(decided.stored.entry, found)]


def test_a_decision_that_was_remade_whole_is_not_the_one_that_the_log_has(decided: Decided) -> None:
    row = resealed(decided.stored, standing="not_met")
    assert replayed(decided, _Changed(decided.database, row=row)) == [(decided.stored.entry, Replay.ROW_CHANGED)]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"standing": "not_met"}, Replay.DECISION_DIFFERS),
        ({"deciding": "0"}, Replay.DECIDING_UNKNOWN),
        ({"seals": {}}, Replay.RULES_MISSING),
        ({"reports": [{"name": "none"}]}, Replay.ORIGINAL_MISSING),
    ],
)
def test_a_log_that_tells_of_what_cannot_be_recomputed_is_not_believed(
    decided: Decided, changed: dict[str, object], found: Replay
) -> None:
    stored = replace(decided.stored, **resealed(decided.stored, **changed))  # type: ignore[arg-type]
    entry = replace(decided.entry, subject={"decision": stored.sha256})
    desk = Replaying(StoredAudit(decided.database), BENCH)
    assert replay_decision(stored, entry, desk) is found


@pytest.mark.parametrize("record", [b"no JSON", b"[]"])
def test_a_record_that_is_no_decision_is_none(decided: Decided, record: bytes) -> None:
    stored = replace(decided.stored, record=record, sha256=digest(record))
    entry = replace(decided.entry, subject={"decision": stored.sha256})
    assert replay_decision(stored, entry, Replaying(StoredAudit(decided.database), BENCH)) is Replay.DECISION_CHANGED


def test_a_row_whose_entry_tells_something_else_is_found(decided: Decided) -> None:
    moved = _Changed(decided.database, row={"entry": 0})
    assert replayed(decided, moved) == [(0, Replay.ROW_CHANGED), (decided.stored.entry, Replay.ROW_MISSING)]


def test_rule_data_under_their_own_seal_that_lack_a_file_are_missing(decided: Decided) -> None:
    rules = json.loads(StoredAudit(decided.database).rules(decided.stored.rules_sha256) or b"{}")
    rules["files"].pop("limits/calendars/CN.toml")
    content = canonical(rules)

    class Poorer(StoredAudit):
        def rules(self, sha256: str) -> bytes:
            del sha256
            return content

    stored = replace(decided.stored, rules_sha256=digest(content))
    assert replay_decision(stored, decided.entry, Replaying(Poorer(decided.database), BENCH)) is Replay.RULES_MISSING


def test_where_nothing_was_decided_nothing_is_recomputed(tmp_path: Path) -> None:
    with fresh_database("sqlite", tmp_path) as opened:
        casework(opened.app)
        log = StoredLog(opened.app)
        desk = Replaying(StoredAudit(opened.app), BENCH)
        assert list(replay_decisions(log.bodies(0, log.size()), log.size(), desk)) == []
