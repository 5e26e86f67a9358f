"""The service is killed at every step of issuing: each case has no certificate or exactly one, logged and signed."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.audit import audit_rows
from app.ledger.entry import Entry, EntryKind, read_entry
from app.ledger.envelope import Trust
from app.library.packed_rules import load_packed
from app.store.audit import StoredAudit
from app.store.log import StoredLog
from app.workflow.check_bundle import Bench
from app.workflow.issue_certificate import ISSUED
from app.workflow.replay import Replay
from app.workflow.replay_decisions import Replaying, replay_decisions
from tests.app.people import address, another_process
from tests.app.store.issuing import check_proven
from tests.app.workflow.test_replay_decisions import REPLAYING, SEEDS, ZONES
from tests.campaigns.campaign import dice, size, tell
from tests.campaigns.issuing_siege import Heard, Plan, Siege, halves, plans, prepared, unbound
from tests.campaigns.siege import Zygote, zygote
from tests.served.cast import BODY, CLIENT, Cast, cast
from tests.served.lines import within_the_process

KINDS = ("sqlite", "postgresql")
# Over both databases together.
KILLS = size("ISSUING_KILLS", 40)
OTHER_SEEDS = SEEDS[: size("SEEDS", 1)]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("zygote")) as started:
        yield started


@contextmanager
def deciding(kind: str, folder: Path, count: int) -> Iterator[tuple[Cast, list[str]]]:
    """Prepare cases for their decision."""
    with cast(kind, folder / "data", within_the_process) as everybody:
        yield everybody, prepared(everybody, count)


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_has_no_certificate_or_exactly_one_after_recovery(kind: str, tmp_path: Path, warm: Zygote) -> None:
    count, chance = -(-KILLS // len(KINDS)), dice(len(kind))
    with deciding(kind, tmp_path, count) as (everybody, cases):
        siege, begun = Siege(everybody, warm, chance), time.monotonic()
        siege.besiege(cases, plans(count, chance), count)
        issued = len(siege.heard)
        tell(
            f"{kind}: {siege.kills} kills while issuing, {siege.kills_of_recovery} of them in recovery and "
            f"{siege.outlived} after the answer; {issued} cases decided, {issued} certificates; "
            f"{time.monotonic() - begun:.0f} s; {dict(Counter(each.point for each in siege.heard.values()))}"
        )
        assert siege.faults == []
        assert halves(everybody) == []
        assert faults_of_certificates(everybody, siege.heard) == []
        assert faults_of_log(everybody, siege.heard) == []
        check_replay(everybody, issued)


def faults_of_certificates(everybody: Cast, heard: dict[str, Heard]) -> list[str]:
    """Hold what the client was told against the certificates, their proofs, and who is told of them."""
    service, told = everybody.service, Counter[tuple[str, str]]()
    with closing(unbound(everybody)) as database, database.reading() as connection:
        events = connection.exec_driver_sql("SELECT organisation_id, type, body FROM event").all()
        acts = Counter(connection.exec_driver_sql("SELECT case_id FROM certificate_act").scalars())
    for organisation, sort, body in events:
        if sort == ISSUED:
            told[json.loads(bytes(body))["data"]["case"], organisation] += 1
    faults = []
    body, client = (everybody.organisations[name] for name in (BODY, CLIENT))
    for case, each in heard.items():
        found = service.cases.issuing.certificates.of_case(body, case)
        if found is None or each.answer is None or json.loads(each.answer)["certificate"] != found.number:
            faults.append(f"{case}, {each.point}: another certificate than the answer has")
            continue
        check_proven(found, service.log_signer)
        faults += [] if acts[case] == 1 else [f"{case}, {each.point}: {acts[case]} acts"]
    expected = {(case, who): 1 for case in heard for who in (body, client)}
    return faults if told == expected else [*faults, f"events {told - Counter(expected)}"]


def faults_of_log(everybody: Cast, heard: dict[str, Heard]) -> list[str]:
    """Audit the log under a signed head; the decision of each case is told there once, and nothing else is."""
    service = everybody.service
    service.notary.head()
    with closing(unbound(everybody)) as database:
        log = StoredLog(database)
        end = log.size()
        bodies = list(log.bodies(0, end))
        trust = Trust(PublicKeys([service.log_signer.public_key]), frozenset({ALG}))
        audit = audit_rows(zip(bodies, log.leaves(0, end), strict=True), log.checkpoints(end), trust)
        with database.reading() as connection:
            stored = connection.exec_driver_sql(
                "SELECT case_id, decision_sha256 AS sha256, entry FROM case_decision"
            ).all()
    entries = [entry for entry in map(read_entry, bodies) if isinstance(entry, Entry)]
    logged = [(each.subject["decision"], each.n) for each in entries if each.kind is EntryKind.DECISION_MADE]
    faults = [fault.what for fault in audit.faults]
    faults += [] if sorted(logged) == sorted((row.sha256, row.entry) for row in stored) else ["decisions, logged"]
    return [*faults, *([] if sorted(row.case_id for row in stored) == sorted(heard) else ["decisions, stored"])]


def check_replay(everybody: Cast, count: int) -> None:
    """Check that every decision is recomputed to the same bytes, under other seeds and in other zones too."""
    service = everybody.service
    log = StoredLog(service.stores.database)
    desk = Replaying(StoredAudit(service.stores.database), Bench(load_packed, service.registry))
    found = list(replay_decisions(log.bodies(0, log.size()), log.size(), desk))
    assert [each for _, each in found] == [Replay.IDENTICAL] * count
    said = str([(n, each.value) for n, each in found])
    for seed in OTHER_SEEDS:
        for zone in ZONES:
            place = address(service.stores.database)
            with another_process(REPLAYING, place, PYTHONHASHSEED=seed, TZ=zone) as made:
                assert made.communicate()[0].strip() == said
    tell(f"{count} decisions recomputed to identical bytes under {len(OTHER_SEEDS)} hash seeds in {len(ZONES)} zones")


@pytest.mark.parametrize("kind", KINDS)
def test_without_recovery_a_case_stays_decided_without_its_certificate(kind: str, tmp_path: Path, warm: Zygote) -> None:
    points = ("in the intent", "after the intent", "in the certificate's row")
    with deciding(kind, tmp_path, len(points)) as (everybody, cases):
        siege = Siege(everybody, warm, dice(1), is_recovered=False)
        siege.besiege(cases, [Plan(point) for point in points], len(points))
        left = halves(everybody)
        tell(f"control on {kind}, nobody recovers: {len(left)} of {len(points)} decided without a certificate")
        assert siege.faults == []
        assert sorted(left) == sorted(f"{case} ['issued', 0, 1]" for case in cases[1:])
