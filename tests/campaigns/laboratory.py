"""A laboratory that files reports at a desk on a database of the test's."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.identity.roles import PERMISSIONS, Role
from app.library.bundle import bundle
from app.library.shelf import Library, data_root, load
from app.machine import RandomIds, SystemClock
from app.ports.evidence import Answer, EvidenceStore
from app.ports.machine import instant_text
from app.store.access import StoredAccess
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.reading import StoredReadings
from app.workflow.administer import Office, Started, start
from app.workflow.desk import Desk
from app.workflow.examine import Posted
from app.workflow.file_report import Filed, Purpose, file_report
from app.workflow.fingerprint import digest
from app.workflow.verify_report import Question
from lims_adapters.registry import Registry, discover

DIESEL = Path(__file__).parents[1] / "data" / "diesel_report.json"
SCHEME = "JSPB01-180004-2023"
NAME, PERSON = "示例检测实验室", "示例"


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Who files, and at which desk."""

    desk: Desk
    caller: Caller

    def post(self, content: bytes, key: str, shared_with: tuple[str, ...] = ()) -> Filed:
        posted = Posted(content, "report.json", None, None, Question(SCHEME))
        return file_report(self.caller, posted, Purpose(key, shared_with), self.desk)

    def file(self, content: bytes, key: str) -> Answer:
        """File what is expected to be stored now."""
        filed = self.post(content, key)
        assert isinstance(filed, Answer), filed
        assert filed.created
        return filed

    def over(self, evidence: EvidenceStore) -> "Laboratory":
        """Return the same laboratory at a desk with another store of evidence."""
        return replace(self, desk=replace(self.desk, evidence=evidence))


@cache
def rules() -> tuple[Library, Registry, bytes]:
    data = data_root()
    return load(data), discover(), bundle(data)


def found(database: Database, name: str = NAME, kind: OrganisationKind = OrganisationKind.LABORATORY) -> Caller:
    """Start an organisation and return the person who works there."""
    ids = RandomIds()
    started = start(kind, name, PERSON, Office(StoredAccess(database), SystemClock(), ids, ids))
    assert isinstance(started, Started), started
    new = started.founding
    assert new.account.person is not None
    permissions = PERMISSIONS[Role.LAB_AUTHORISER]
    return Caller(new.organisation.id, kind, new.account.id, new.account.person, new.credential.id, permissions)


def desk_on(database: Database) -> Desk:
    """Put a desk together on a database at the newest schema."""
    library, registry, sealed = rules()
    evidence, clock = StoredEvidence(database), SystemClock()
    evidence.keep_rules(digest(sealed), sealed, instant_text(clock.now()))
    return Desk(library, registry, digest(sealed), evidence, StoredReadings(database), clock, RandomIds())


def at(database: Database) -> Laboratory:
    """Start a laboratory in a database at the newest schema."""
    return Laboratory(desk_on(database), found(database))


def diesel(report_no: str, results: Sequence[Mapping[str, Any]] | None = None) -> bytes:
    """Return the diesel report under another number, and with other results where some are given."""
    report = json.loads(DIESEL.read_bytes()) | {"report_no": report_no}
    if results is not None:
        report["results"] = results
    return json.dumps(report, ensure_ascii=False).encode()


def sulfur(value: str, replicate: str | None = None) -> Mapping[str, Any]:
    """Return one result of the diesel report with another value."""
    result: Mapping[str, Any] = json.loads(DIESEL.read_bytes())["results"][1]
    return {**result, "value": value, "replicate": replicate}


def at_once(works: Sequence[Any]) -> list[Any]:
    """Call every one in a thread of its own, all at the same moment, and return what they returned."""
    answers: list[Any] = [None] * len(works)
    line = threading.Barrier(len(works))

    def run(number: int) -> None:
        line.wait()
        answers[number] = works[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
