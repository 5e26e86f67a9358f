"""The service is killed at random moments while it files reports: what it acknowledged is there, once."""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest

from app.identity.organisations import OrganisationKind
from app.keys.ed25519 import ALG, PublicKeys
from app.ledger.audit import audit_rows
from app.ledger.envelope import Trust
from app.service import assemble
from app.settings import read_settings
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.administer import Office, Started, start
from tests import postgres
from tests.campaigns.campaign import dice, size, tell
from tests.campaigns.siege import PATIENCE_S, PAUSE_S, Sender, Server, Zygote, results_of, sending, zygote
from tests.campaigns.wire import free_port

KILLS, ACKNOWLEDGED = size("KILLS", 3), size("ACKS", 100)
SENDERS, MOST_KILLS_OF_CONTROL = 4, 60
# One kill in so many comes while the server starts, which takes about so long.
STARTING, START_S = 10, 0.5
Settings = Mapping[str, str]

_STORED = """
SELECT report.id, report.report_no, receipt, verdict, verdict_sha256, content, original_sha256
FROM revision
JOIN report ON report.id = report_id
JOIN original ON original.organisation_id = revision.organisation_id AND sha256 = original_sha256
"""
_RESULTS = "SELECT report_id, count(*) AS results FROM result GROUP BY report_id"


@dataclass(slots=True)
class Siege:
    """What the senders were told while the server was killed again and again."""

    kills: int = 0
    acknowledged: dict[str, bytes] = field(default_factory=dict)
    stored_unheard: int = 0
    repeated: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def heard(self, senders: list[Sender]) -> None:
        for sender in senders:
            self.acknowledged |= sender.acknowledged
            self.stored_unheard += sender.stored_unheard
            self.repeated += sender.repeated
            self.faults += sender.faults

    def told(self, lost: int) -> str:
        return (
            f"{self.kills} kills, {len(self.acknowledged)} reports acknowledged, {lost} lost, "
            f"{self.stored_unheard} stored though their answer never came, {self.repeated} sent again, "
            f"{self.seconds:.0f} s"
        )


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("zygote")) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    own = {
        "LABVERDICT_DATA": str(tmp_path / "data"),
        "LABVERDICT_PORT": str(free_port()),
        "LABVERDICT_LOG_LEVEL": "error",
    }
    if request.param == "sqlite":
        yield own
    else:
        with postgres.shared().fresh() as urls:
            yield own | {"LABVERDICT_DATABASE": urls.app}


def laboratory(settings: Settings, name: str) -> str:
    """Start a laboratory and return its key."""
    service = assemble(read_settings(settings, terminal=False))
    with closing(service.stores):
        office = Office(service.stores.access, service.clock, service.ids, service.ids)
        started = start(OrganisationKind.LABORATORY, name, "示例", office)
        assert isinstance(started, Started)
        return started.text


def besiege(target: Server, senders: list[Sender], kills: int, acknowledged: int, chance: random.Random) -> Siege:
    """Kill the server so often and until so much is acknowledged; at the end every sender has its answer."""
    siege, begun = Siege(), time.monotonic()

    def heard() -> int:
        return sum(len(sender.acknowledged) for sender in senders)

    def hold() -> None:
        """Wait for a moment by chance: while the server starts, or after some more answers."""
        if not chance.randrange(STARTING):
            time.sleep(chance.uniform(0, START_S))
            return
        target.wait()
        enough, until = heard() + chance.randrange(2 * acknowledged // kills + 1), time.monotonic() + PATIENCE_S
        while heard() < enough and time.monotonic() < until:
            time.sleep(PAUSE_S)
        time.sleep(chance.uniform(0, 2 * PAUSE_S))

    target.start()
    with sending(senders):
        while siege.kills < kills or heard() < acknowledged:
            hold()
            target.kill()
            siege.kills += 1
            target.start()
        target.wait()
    siege.seconds = time.monotonic() - begun
    siege.heard(senders)
    target.kill()
    return siege


def senders(settings: Settings, seed: int) -> list[Sender]:
    secret, stop = laboratory(settings, f"示例检测实验室 {seed}"), Event()
    port = int(settings["LABVERDICT_PORT"])
    return [Sender(f"W-{seed}-{number}", secret, port, dice(seed + number), stop) for number in range(SENDERS)]


def unbound(settings: Settings) -> Database:
    """Open the database as one whom row level security does not bind."""
    url = settings.get("LABVERDICT_DATABASE", f"sqlite:///{settings['LABVERDICT_DATA']}/labverdict.db")
    return Database(url.replace(postgres.APP, postgres.SUPERUSER))


def faults_of(settings: Settings, acknowledged: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """Return how many of the acknowledged receipts are not stored as they are, and what else is wrong."""
    faults: list[str] = []
    stored: dict[str, bytes] = {}
    with closing(unbound(settings)) as database, database.reading() as connection:
        if database.is_sqlite:
            checked = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            faults += [text for text in checked if text != "ok"]
        results = {row.report_id: row.results for row in connection.exec_driver_sql(_RESULTS)}
        numbers: Counter[str] = Counter()
        rows = connection.exec_driver_sql(_STORED)
        for report, report_no, receipt, verdict, of_verdict, content, of_content in rows:
            numbers[report_no] += 1
            stored[report_no] = bytes(receipt)
            digests = (sha256(verdict).hexdigest(), sha256(content).hexdigest())
            if digests != (of_verdict, of_content) or results[report] != results_of(report_no):
                faults.append(f"{report_no}: not whole")
        faults += [f"{report_no}: stored {times} times" for report_no, times in numbers.items() if times > 1]
    lost = sum(stored.get(report_no) != receipt for report_no, receipt in acknowledged.items())
    return lost, [*faults, *faults_of_log(settings, stored)]


def faults_of_log(settings: Settings, stored: Mapping[str, bytes]) -> list[str]:
    """Sign the log's head and audit it from the first to the last entry; every receipt names its own entry."""
    service = assemble(read_settings(settings, terminal=False))
    with closing(service.stores), closing(unbound(settings)) as database:
        service.notary.head()
        log = StoredLog(database)
        size = log.size()
        leaves = log.leaves(0, size)
        trust = Trust(PublicKeys([service.log_signer.public_key]), frozenset({ALG}))
        audit = audit_rows(zip(log.bodies(0, size), leaves, strict=True), log.checkpoints(size), trust)
    receipts = [json.loads(receipt) for receipt in stored.values()]
    entries = {receipt["log_entry"] for receipt in receipts}
    misnamed = [each["report_no"] for each in receipts if leaves[each["log_entry"]].hex() != each["log_entry_hash"]]
    twice = [] if len(entries) == len(receipts) else ["two receipts name one entry"]
    return [*(fault.what for fault in audit.faults), *misnamed, *twice]


def test_nothing_acknowledged_is_lost_or_doubled_by_a_kill(settings: Settings, warm: Zygote) -> None:
    few = 10 if "LABVERDICT_DATABASE" in settings else 1
    target = Server(warm, settings)
    siege = besiege(target, senders(settings, 3), -(-KILLS // few), ACKNOWLEDGED // few, dice(4))
    lost, faults = faults_of(settings, siege.acknowledged)
    tell(siege.told(lost))
    assert siege.faults == []
    assert faults == []
    assert lost == 0


def test_a_store_that_answers_before_it_commits_loses_what_it_acknowledged(settings: Settings, warm: Zygote) -> None:
    target = Server(warm, settings, eager=True)
    lost, kills, acknowledged = 0, 0, 0
    while not lost and kills < MOST_KILLS_OF_CONTROL:
        siege = besiege(target, senders(settings, 5 + kills), 2, 20, dice(6 + kills))
        lost, _ = faults_of(settings, siege.acknowledged)
        kills += siege.kills
        acknowledged += len(siege.acknowledged)
    tell(f"control, answers before COMMIT: {lost} of {acknowledged} lost after {kills} kills")
    assert lost > 0
