"""A certification body with cases, an applicant, a laboratory, and somebody whom none of it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.identity.organisations import OrganisationKind
from app.ledger.entry import SealedEntry
from app.machine import RandomIds
from app.ports.access import Account, Organisation, Person
from app.ports.body_papers import PaperRow
from app.ports.cases import ActRow, Case, Document, Party, PartyRole, RecordRow, StateRow, Step, Telling, Told
from app.ports.certificates import Wording
from app.ports.evidence import Answer, EventRow
from app.store.access import StoredAccess
from app.store.cases import StoredCases
from app.store.certificates import StoredCertificates
from app.store.engine import Database

BODY, OTHER_BODY, APPLICANT, LAB, STRANGER = "body", "other-body", "applicant", "laboratory", "stranger"
ALL = (BODY, OTHER_BODY, APPLICANT, LAB, STRANGER)
PARTIES = (Party(APPLICANT, PartyRole.APPLICANT, "body-account"), Party(LAB, PartyRole.LABORATORY, "body-account"))
AT, DAY, EXPIRES = "2026-05-10T04:00:00.000000Z", date(2026, 5, 10), date(2029, 5, 10)
OPEN, DECIDED = StateRow("filed", date(2026, 6, 1)), StateRow("certified", None)
_ids = RandomIds()


def settle(database: Database) -> None:
    """Store who is who: each organisation with two persons and an account."""
    access = StoredAccess(database)
    for name in ALL:
        access.add_organisation(Organisation(name, OrganisationKind.CERTIFICATION_BODY, name), AT)
        for person in (f"{name}-one", f"{name}-two"):
            access.add_person(Person(person, name, person), AT)
        access.add_account(Account(f"{name}-account", name, f"{name}-one", name), AT)


def record(n: int, event: str = "noted", *, corrects: int | None = None) -> RecordRow:
    content = f'{{"event":"{event}","n":{n}}}'.encode()
    return RecordRow(n, event, "officer", "body-one", "body-account", DAY, AT, content, corrects)


def step(case: str, expected_n: int, *, state: StateRow = OPEN, by: str = BODY, acts: tuple[ActRow, ...] = ()) -> Step:
    return Step(BODY, case, by, expected_n, (record(expected_n + 1),), state, AT, acts)


def telling(*readers: str) -> Telling:
    """Tell these readers, and answer with the numbers of the log entries."""

    def tell(entries: Sequence[SealedEntry]) -> Told:
        events = tuple(EventRow(_ids.new(), reader, "case.noted", b"{}") for reader in readers)
        return Told(events, Answer(created=True, body=repr([entry.n for entry in entries]).encode()))

    return tell


def told(reader: str) -> EventRow:
    return EventRow(_ids.new(), reader, "case.granted", b"{}")


@dataclass(frozen=True, slots=True)
class Docket:
    """The stores of one database, and the cases in them."""

    cases: StoredCases
    certificates: StoredCertificates

    def opened(self, number: str, *, body: str = BODY, parties: tuple[Party, ...] = PARTIES) -> str:
        """Open a case with one record and return its identifier."""
        case = Case(_ids.new(), body, "application", "JSPB01-180004-2023", number, AT)
        first = replace(step(case.id, 0, by=body), body=body)
        self.cases.open(case, parties, first, telling(*(party.organisation for party in parties)))
        return case.id


def docket(database: Database) -> Docket:
    settle(database)
    return Docket(StoredCases(database), StoredCertificates(database))


def wording(number: str, version: int = 1, *, holder: str = APPLICANT, act: str = "issue") -> Wording:
    document = f'{{"number":"{number}","version":{version}}}'.encode()
    return Wording(number, version, holder, DAY, EXPIRES, document, act, DAY)


def act(number: str, n: int, name: str = "suspend", until: date | None = date(2026, 8, 10)) -> ActRow:
    return ActRow(number, 1, n, name, DAY, until)


def file(case: str, sha256: str, sender: str, open_to: PartyRole | None = None) -> Document:
    return Document(BODY, case, sender, f"{sender}-account", "执照.pdf", sha256, sha256.encode(), open_to)


def paper(version: int, *, set_by: str = "body-one", confirmed_by: str = "body-two", body: str = BODY) -> PaperRow:
    return PaperRow(body, version, b'{"version":%d}' % version, set_by, confirmed_by, f"{body}-account", AT)
