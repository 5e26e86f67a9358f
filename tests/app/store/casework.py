"""A body, an applicant and a laboratory whose case is the shipped diesel case, event by event, in real stores."""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.certification.cases.situation import Declaration
from app.certification.certification_scheme import CertificationScheme
from app.certification.dossier import Never
from app.certification.lifecycle.events import Event
from app.certification.lifecycle.vocabulary import Kind
from app.identity.caller import Caller
from app.identity.organisations import OrganisationKind
from app.identity.roles import Permission, Role
from app.keys.ed25519 import Ed25519Signer
from app.library.bundle import bundle
from app.library.shelf import Library, data_root, load
from app.machine import RandomIds
from app.ports.access import Account, Organisation, Person
from app.ports.body_papers import Paper, PaperRow
from app.ports.cases import CaseView, Party, PartyRole
from app.ports.certificates import Published
from app.ports.evidence import Answer, EventRow
from app.ports.machine import instant_text
from app.store.access import StoredAccess
from app.store.body_papers import StoredBodyPapers
from app.store.cases import StoredCases
from app.store.engine import Database
from app.store.evidence import StoredEvidence
from app.store.office_acts import StoredOfficeActs
from app.store.reading import StoredReadings
from app.workflow.case_desk import Acting, CaseDesk, NotDone
from app.workflow.correct_report import Correction, correct_report
from app.workflow.desk import Desk
from app.workflow.examine import Posted
from app.workflow.file_report import Purpose, file_report
from app.workflow.fingerprint import digest
from app.workflow.open_case import open_case
from app.workflow.take_step import Asking, take_step
from app.workflow.verify_report import Question
from lims_adapters.formats.labverdict_json.adapter import ADAPTER
from lims_adapters.registry import Registry
from tests.app.dossiers import DIESEL, DRYER, Change, Document, document, report, scheme_of
from tests.app.people import SetClock
from tests.app.store.issuing import issuing

BODY, APPLICANT, LAB, STRANGER = "body", "applicant", "laboratory", "stranger"
KINDS = {
    BODY: OrganisationKind.CERTIFICATION_BODY,
    APPLICANT: OrganisationKind.APPLICANT,
    LAB: OrganisationKind.LABORATORY,
    STRANGER: OrganisationKind.APPLICANT,
}
STAFF = {
    "P-0001": Role.APPLICATION_OFFICER,
    "P-0002": Role.EVALUATOR,
    "P-0003": Role.EVALUATOR,
    "P-0004": Role.VERIFIER,
    "P-0005": Role.REVIEWER,
    "P-0006": Role.DECIDER,
    "P-0007": Role.DECIDER,
    "P-0008": Role.ADMINISTRATOR,
    "P-0009": Role.COMPLAINTS_HANDLER,
    "P-0010": Role.PLANNER,
}
SIGNER = Ed25519Signer.of(Ed25519PrivateKey.generate())
DECIDED_ON = date(2026, 7, 10)


@cache
def rules() -> bytes:
    return bundle(data_root())


@cache
def shelf() -> Library:
    """Return all rules."""
    return load(data_root())


@cache
def events() -> Sequence[Document]:
    """Return the events of the shipped case."""
    found: Sequence[Document] = document("diesel_case.json")["records"]
    return found


def schemes(name: str) -> CertificationScheme | None:
    return scheme_of(name) if name in {DIESEL, DRYER} else None


@dataclass
class Declared:
    """Everybody has declared to be free of conflicts and never to have advised the client."""

    silent: set[str] = field(default_factory=set)

    def declared(self, body: str, client: str) -> Sequence[Declaration]:
        assert (body, client) == (BODY, APPLICANT)
        return [Declaration(each, is_free=True, advised_until=Never.NEVER) for each in STAFF if each not in self.silent]


@dataclass
class Casework:
    """The desk, the clock and the names of what was filed."""

    desk: CaseDesk
    clock: SetClock
    report: str = ""
    keys: int = 0

    def on(self, day: date) -> None:
        """Set the clock to noon of a day in Shanghai."""
        self.clock.instant = datetime.combine(day, time(4), UTC)

    def file(self, *changes: Change, scheme: str = DIESEL) -> str:
        """File the shipped report under a scheme for the body to read, and return its name in evidence."""
        name = "diesel_report.json" if scheme == DIESEL else "dryer_report.json"
        posted = Posted(report(name, *changes), "report.json", None, None, Question(scheme))
        self.keys += 1
        answer = file_report(_laboratory(), posted, Purpose(f"k{self.keys}", (BODY,)), self.desk.desk)
        assert isinstance(answer, Answer), answer
        return f"{json.loads(answer.body)['report']}/1"

    def correct(self, name: str, *changes: Change) -> None:
        """File another revision of a report."""
        posted = Posted(report("diesel_report.json", *changes), "report.json", None, None, Question(DIESEL))
        self.keys += 1
        report_id, _, made_from = name.partition("/")
        correction = Correction(report_id, made_from, lambda _: True, "录入错误", f"k{self.keys}")
        answer = correct_report(_laboratory(), posted, correction, self.desk.desk)
        assert isinstance(answer, Answer), answer

    def event(self, n: int, **changed: Any) -> Document:  # noqa: ANN401 - members of an event
        """Return an event of the shipped case as it is sent, naming the filed report."""
        shown = copy.deepcopy(events()[n - 1])
        sent = {key: shown[key] for key in ("event", "on", "data") if key in shown} | changed
        text = json.dumps(sent, ensure_ascii=False).replace("diesel_report.json", self.report)
        found: Document = json.loads(text)
        return found

    def open(
        self,
        acting: Acting,
        kind: Kind,
        key: str | None = None,
        **members: Any,  # noqa: ANN401 - of a document
    ) -> Answer | NotDone:
        return open_case(acting, kind, json.dumps(members).encode(), key, self.desk)

    def take(self, case: str, person: str, event: Document, key: str | None = None) -> Answer | NotDone:
        content = json.dumps(event, ensure_ascii=False).encode()
        return take_step(acting(person), Asking(content, key, case), self.desk)

    def done(self, found: Answer | NotDone) -> Document:
        assert isinstance(found, Answer), found
        told: Document = json.loads(found.body)
        return told

    def filed(self, number: str = "A-2026-0007") -> str:
        """Open the application, as the client, and let the laboratory see it."""
        self.on(date.fromisoformat(events()[0]["on"]))
        unit = document("diesel_case.json")["unit"]
        told = self.done(
            self.open(
                acting("A-0001"), Kind.APPLICATION, body=BODY, number=number, scheme=DIESEL, unit=unit,
                event=self.event(1),
            )
        )  # fmt: skip
        case = str(told["case"])
        self.let_in(case, LAB)
        return case

    def let_in(self, case: str, laboratory: str) -> None:
        """Let a laboratory see a case."""
        party = Party(laboratory, PartyRole.LABORATORY, "P-0001-account")
        event = EventRow(self.desk.desk.ids.new(), laboratory, "case.granted", b"{}")
        assert self.desk.cases.grant_party(BODY, case, party, event, self.desk.at())

    def follow(self, case: str, last: int = 11) -> None:
        """Take the steps of the shipped case from the second on."""
        for n in range(2, last + 1):
            shown = events()[n - 1]
            self.on(date.fromisoformat(shown["on"]))
            if n == 4:
                self.report = self.report or self.file()
            self.done(self.take(case, shown["person"], self.event(n)))

    def decision(self, event: Event = Event.ISSUE) -> Document:
        return {"event": event.value, "on": DECIDED_ON.isoformat(), "data": {"reasons": "三项结果均符合"}}

    def certified(self) -> tuple[str, str]:
        """Take the shipped case up to its certificate, and return case and number."""
        case = self.filed()
        self.follow(case)
        self.on(DECIDED_ON)
        told = self.done(self.take(case, "P-0006", self.decision()))
        return case, str(told["certificate"])

    def published(self, number: str) -> Published:
        found = self.desk.issuing.certificates.published(number)
        assert found is not None
        return found

    def seen(self, case: str, reader: str = BODY) -> CaseView:
        found = self.desk.cases.read(reader, case)
        assert found is not None
        return found


def acting(person: str) -> Acting:
    match person[0]:
        case "A":
            return Acting(APPLICANT, person, f"{person}-account", frozenset({Role.CLIENT}))
        case "L":
            return Acting(LAB, person, f"{person}-account", frozenset({Role.LAB_AUTHORISER}))
        case "S":
            return Acting(STRANGER, person, f"{person}-account", frozenset({Role.CLIENT}))
        case _:
            return Acting(BODY, person, f"{person}-account", frozenset({STAFF[person]}))


def _laboratory() -> Caller:
    permissions = frozenset(Permission)
    return Caller(LAB, OrganisationKind.LABORATORY, "L-0001-account", "L-0001", "credential", permissions)


def casework(database: Database, point: str = "") -> Casework:
    """Return a desk over a new database, at which issuing stops at a point, if one is named."""
    access, clock = StoredAccess(database), SetClock()
    at = instant_text(clock.now())
    for name, kind in KINDS.items():
        access.add_organisation(Organisation(name, kind, name), at)
    whose = {"A-0001": APPLICANT, "L-0001": LAB, "S-0001": STRANGER} | dict.fromkeys(STAFF, BODY)
    for person, organisation in whose.items():
        access.add_person(Person(person, organisation, f"示例{person}"), at)
        access.add_account(Account(f"{person}-account", organisation, person, person), at)
    StoredEvidence(database).keep_rules(digest(rules()), rules(), at)
    found = again(database, clock, point)
    content = json.dumps(document("body.json"), ensure_ascii=False).encode()
    found.desk.papers.put(Paper.SETTINGS, PaperRow(BODY, 1, content, "P-0007", "P-0008", "P-0008-account", at))
    return found


def again(database: Database, clock: SetClock, point: str = "") -> Casework:
    """Return another desk over the same database, as after a restart."""
    access = StoredAccess(database)
    evidence, readings = StoredEvidence(database), StoredReadings(database)
    desk = Desk(shelf(), Registry((ADAPTER,)), digest(rules()), evidence, readings, clock, RandomIds())
    return Casework(
        CaseDesk(
            desk=desk,
            cases=StoredCases(database),
            issuing=issuing(database, SIGNER, point),
            papers=StoredBodyPapers(database),
            declarations=Declared(),
            office=StoredOfficeActs(database),
            schemes=schemes,
            persons=access.persons,
            organisations=access.organisation,
        ),
        clock,
    )


def day_after(days: int) -> date:
    return DECIDED_ON + timedelta(days=days)
