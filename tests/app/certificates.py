"""Certificates in a store, each issued in a case of a body to a holder, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.certification.certificate_document import FORMAT, Certificate, Holder
from app.certification.check_code import check_code
from app.certification.lifecycle.vocabulary import Act
from app.certification.unit import Unit
from app.keys.ed25519 import Ed25519Signer
from app.ledger.canonical import canonical
from app.ledger.entry import SealedEntry
from app.machine import RandomIds
from app.ports.cases import ActRow, Case, Party, PartyRole, RecordRow, StateRow, Step, Told
from app.ports.certificates import Wording
from app.ports.evidence import Answer
from app.ports.machine import Clock
from app.store.cases import StoredCases
from app.store.certificates import StoredCertificates
from app.store.engine import Database
from app.store.log import StoredLog
from app.workflow.checkpoint import Notary
from app.workflow.fingerprint import digest
from app.workflow.issue_certificate import IssuingDesk, issue_certificate
from app.workflow.public_desk import Register
from tests.app.dossiers import DIESEL

AT = "2024-06-03T04:00:00.000000Z"
DAY, EXPIRES = date(2024, 6, 3), date(2027, 6, 3)
UNIT = Unit("示例石化有限公司", "示例石化有限公司一号厂", "0号", None)
CERTIFICATE = Certificate(
    number="JSPB-2024-0001",
    version=1,
    act=Act.ISSUE,
    body="body",
    holder=Holder("holder", "示例石化有限公司", None),
    unit=UNIT,
    scheme=DIESEL,
    title="车用柴油产品认证规则",
    standard="GB 19147-2016",
    seals={"limits/seal.sha256": "0" * 64},
    adopted=None,
    starts_on=DAY,
    expires_on=EXPIRES,
    decided_on=DAY,
    decision="1" * 64,
)
_ids = RandomIds()


def code_of(certificate: Certificate) -> str:
    """Return the check code that is printed on a certificate."""
    return check_code(digest(written(certificate)))


def written(certificate: Certificate) -> bytes:
    """Return the document of a certificate."""
    unit, holder = certificate.unit, certificate.holder
    imported = certificate.imported
    return canonical(
        {
            "format": FORMAT,
            "number": certificate.number,
            "version": certificate.version,
            "act": certificate.act.value,
            "body": certificate.body,
            "holder": {"id": holder.id, "name": holder.name, "credit_code": holder.credit_code},
            "unit": {
                "manufacturer": unit.manufacturer,
                "plant": unit.plant,
                "grade": unit.grade,
                "series": unit.series,
            },
            "scheme": certificate.scheme,
            "limits": {
                "title": certificate.title,
                "standard": certificate.standard,
                "seals": dict(certificate.seals),
                "adopted": certificate.adopted,
            },
            "starts_on": certificate.starts_on.isoformat(),
            "expires_on": certificate.expires_on.isoformat(),
            "decided_on": certificate.decided_on.isoformat(),
            "decision": certificate.decision,
            **({} if imported is None else {"imported": {"document": imported, "note": "未见证"}}),
        }
    )


@dataclass(frozen=True, slots=True)
class Made:
    """Who acts in whose cases: a body by one of its persons and accounts."""

    body: str
    person: str
    account: str


def _tell(entries: Sequence[SealedEntry]) -> Told:
    del entries
    return Told((), Answer(created=True, body=b"{}"))


@dataclass(frozen=True, slots=True)
class Office:
    """Issues certificates, and does to them what is asked."""

    database: Database
    signer: Ed25519Signer
    clock: Clock
    by: Made

    @property
    def register(self) -> Register:
        return StoredCertificates(self.database)

    def issue(self, certificate: Certificate) -> Certificate:
        """Issue a version of a certificate to an organisation of the store, and return it as it is issued."""
        own = replace(certificate, body=self.by.body)
        wording = Wording(
            *(own.number, own.version, own.holder.id, own.starts_on, own.expires_on),
            *(written(own), own.act.value, own.decided_on),
        )
        desk = IssuingDesk(
            StoredCertificates(self.database),
            Notary(StoredLog(self.database), self.signer, self.clock),
            self.clock,
            _ids,
        )
        case = self._case(own.holder.id)
        issue_certificate(self._step(case, 1, own.decided_on), wording, _tell, desk)
        return own

    def act(self, number: str, act: Act, on: date, until: date | None = None, version: int = 1) -> None:
        """Do something to a certificate, in a case of its own."""
        published = self.register.published(number)
        assert published is not None
        row = ActRow(number, version, len(published.acts) + 1, act.value, on, until)
        case = self._case(published.versions[0].holder)
        StoredCases(self.database).append(replace(self._step(case, 1, on), acts=(row,)), _tell)

    def _case(self, holder: str) -> str:
        # Its records tell nothing, so it is of a kind that no clause decides again.
        case = Case(_ids.new(), self.by.body, "complaint", DIESEL, _ids.new(), AT)
        party = Party(holder, PartyRole.APPLICANT, self.by.account)
        StoredCases(self.database).open(case, (party,), self._step(case.id, 0, date(2024, 6, 1)), _tell)
        return case.id

    def _step(self, case: str, expected_n: int, on: date) -> Step:
        n = expected_n + 1
        content = f'{{"case":"{case}","n":{n}}}'.encode()
        record = RecordRow(n, "noted", "officer", self.by.person, self.by.account, on, AT, content, None)
        return Step(self.by.body, case, self.by.body, expected_n, (record,), StateRow("dismissed", None), AT, ())
