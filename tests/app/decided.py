"""Decisions on filed reports, stored as the service stores them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.keys.ed25519 import Ed25519Signer
from app.ledger.canonical import canonical
from app.ledger.entry import SealedEntry
from app.library.bundle import bundle, files_in
from app.library.shelf import data_root
from app.machine import RandomIds
from app.ports.access import Account, Organisation, Person
from app.ports.body_papers import Paper, PaperRow
from app.ports.cases import Case, DecisionRow, RecordRow, StateRow, Step, Told
from app.ports.evidence import Answer
from app.store.access import StoredAccess
from app.store.audit import StoredAudit
from app.store.body_papers import StoredBodyPapers
from app.store.cases import StoredCases
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.log import StoredLog
from app.store.reading import StoredReadings
from app.workflow.case_record import report_name
from app.workflow.checkpoint import Notary
from app.workflow.desk import Desk
from app.workflow.examine import Posted
from app.workflow.file_report import Purpose, file_report
from app.workflow.fingerprint import digest
from app.workflow.record_decision import Asked, Recorded, Reports, Rules, record_decision
from app.workflow.stored_bundle import BundleDesk
from app.workflow.verify_report import Question
from lims_adapters.contract import Issue
from tests.app.bundles import REGISTRY
from tests.app.dossiers import DATA, DIESEL, ON, Change, document, library, scheme_of
from tests.app.ledger.logs import OURS
from tests.app.people import SetClock

AT = "2026-07-10T04:00:00.000000Z"
BODY, OTHER_BODY, LAB = "body", "other-body", "laboratory"
KINDS = {
    BODY: OrganisationKind.CERTIFICATION_BODY,
    OTHER_BODY: OrganisationKind.CERTIFICATION_BODY,
    LAB: OrganisationKind.LABORATORY,
}


@cache
def rules() -> bytes:
    return bundle(data_root())


def settle(database: Database) -> None:
    """Store a laboratory and two bodies, each with two persons and an account."""
    access = StoredAccess(database)
    for name, kind in KINDS.items():
        access.add_organisation(Organisation(name, kind, name), AT)
        for person in (f"{name}-one", f"{name}-two"):
            access.add_person(Person(person, name, person), AT)
        access.add_account(Account(f"{name}-account", name, f"{name}-one", name), AT)


@dataclass(frozen=True, slots=True)
class Office:
    """The stores of a database, and who acts there, by account and person."""

    database: Database
    body: str = BODY
    laboratory: str = LAB
    body_account: str = f"{BODY}-account"
    body_persons: tuple[str, str] = (f"{BODY}-one", f"{BODY}-two")
    laboratory_account: str = f"{LAB}-account"
    signer: Ed25519Signer = OURS

    @property
    def papers(self) -> StoredBodyPapers:
        return StoredBodyPapers(self.database)

    @property
    def notary(self) -> Notary:
        return Notary(StoredLog(self.database), self.signer, SetClock())

    @property
    def desk(self) -> Desk:
        evidence, readings = StoredEvidence(self.database), StoredReadings(self.database)
        return Desk(library(DIESEL), REGISTRY, digest(rules()), evidence, readings, SetClock(), RandomIds())

    @property
    def bundles(self) -> BundleDesk:
        audit = StoredAudit(self.database)

        @lru_cache
        def stored(sha256: str) -> bytes:
            content = audit.rules(sha256)
            assert content is not None
            return content

        return BundleDesk(
            cases=StoredCases(self.database),
            papers=self.papers,
            readings=StoredReadings(self.database),
            rule_files=lambda sha256, names: files_in(stored(sha256), names),
            notary=self.notary,
        )

    def filed(self, content: bytes, key: str, *, scheme: str = DIESEL) -> str:
        """File a report that the body may read, and return its name in evidence."""
        caller = Caller(
            self.laboratory, OrganisationKind.LABORATORY, self.laboratory_account, None, "a key", frozenset()
        )
        posted = Posted(content, "report.json", None, None, Question(scheme))
        desk = Desk(
            library(scheme),
            REGISTRY,
            digest(rules()),
            StoredEvidence(self.database),
            StoredReadings(self.database),
            SetClock(),
            RandomIds(),
        )
        answer = file_report(caller, posted, Purpose(key, (self.body,)), desk)
        assert isinstance(answer, Answer), answer
        return f"{json.loads(answer.body)['report']}/1"

    def put(self, paper: Paper, content: bytes) -> int:
        """Store the next version of a paper of the body."""
        newest = self.papers.newest(paper, self.body)
        version = 1 if newest is None else newest.version + 1
        one, two = self.body_persons
        self.papers.put(paper, PaperRow(self.body, version, content, one, two, self.body_account, AT))
        return version

    def decided(self, number: str, dossier: bytes, *, scheme: str = DIESEL, adopted: bytes | None = None) -> str:
        """Decide a dossier under settings and limits that are stored now, store the decision, and return its case."""
        settings = canonical(json.loads((DATA / "body.json").read_text(encoding="utf-8")))
        version = self.put(Paper.SETTINGS, settings)
        adopted_version = None if adopted is None else self.put(Paper.ADOPTED_LIMITS, adopted)
        asked = Asked(dossier, settings, ON, adopted)
        found = record_decision(asked, Rules(scheme_of(scheme), library(scheme)), Reports(self._fetch, REGISTRY))
        assert isinstance(found, Recorded), found
        decision = DecisionRow(found.record, dossier, version, adopted_version, digest(rules()), ON)
        return self.opened(number, scheme=scheme, decision=decision)

    def opened(self, number: str, *, scheme: str = DIESEL, decision: DecisionRow | None = None) -> str:
        """Open a case of one record, with a decision or without."""
        case = Case(RandomIds().new(), self.body, "application", scheme, number, AT)
        record = _record(1, self.body_persons[0], self.body_account, ON)
        step = Step(self.body, case.id, self.body, 0, (record,), StateRow("certified", None), AT, decision=decision)
        StoredCases(self.database).open(case, (), step, _telling)
        return case.id

    def _fetch(self, name: str) -> bytes | Issue:
        named = report_name(name)
        found = None if named is None else self.desk.readings.original_of(self.body, named.report, named.revision)
        return Issue("report_unknown", "", name, "a report") if found is None else found[1]


def office(database: Database) -> Office:
    """Settle a database in which nothing is yet."""
    settle(database)
    keep_rules(database)
    return Office(database)


def keep_rules(database: Database) -> None:
    StoredEvidence(database).keep_rules(digest(rules()), rules(), AT)


def diesel(name: str, *changes: Change) -> bytes:
    """Return the shipped dossier on a report of this name, some of its members changed."""

    def on_report(held: dict[str, object], test: int) -> None:
        tests = held["tests"]
        assert isinstance(tests, list)
        tests[test]["report"] = name

    return canonical(document("diesel_dossier.json", partial(on_report, test=0), *changes))


def diesel_report(number: str = "W2026-0012", folder: Path = DATA) -> bytes:
    return (folder / "diesel_report.json").read_bytes().replace(b"W2026-0012", number.encode())


def _record(n: int, person: str, account: str, on: date) -> RecordRow:
    return RecordRow(n, "issue", "decider", person, account, on, AT, b'{"n":%d}' % n)


def _telling(entries: Sequence[SealedEntry]) -> Told:
    del entries
    return Told((), Answer(created=True, body=b"{}"))
