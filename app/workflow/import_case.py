"""A certificate from before the service is taken in with its history, and is marked as that wherever it is shown.

What happened is recorded on its own days, by persons as the body's papers name them; nobody of the service saw it. So
nothing of it is judged: no guard is asked, no report is verified, and there is no decision to recompute. The steps have
to be those of the table of an application, as the case could not be read back otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.certification.cases.correction import CorrectsNothing
from app.certification.cases.fold import Impossible, fold
from app.certification.cases.held import Held
from app.certification.certificate_document import FORMAT as CERTIFICATE
from app.certification.form import Refused as Unread
from app.certification.lifecycle.states import State
from app.certification.lifecycle.vocabulary import Act, Kind
from app.identity.organisations import OrganisationKind
from app.ledger.canonical import Json, canonical
from app.ledger.entry import SealedEntry
from app.ports.cases import Case as CaseRow
from app.ports.cases import Document, Opening, Party, PartyRole, RecordRow, Step, Told
from app.ports.certificates import Wording
from app.ports.evidence import Answer, Taken
from app.workflow.case_desk import Acting, CaseDesk, Faulty, NumberTaken
from app.workflow.case_record import Head, Paper, Values, record_bytes
from app.workflow.current_case import Ground, ground_of, read_paper
from app.workflow.fingerprint import digest
from app.workflow.import_document import Former, ImportDocument, read_import
from app.workflow.issue_certificate import issue_certificate
from app.workflow.step_told import state_row
from lims_adapters.contract import Issue

FORMAT = "labverdict.case_imported/1"
UNSEEN = "recorded before the service; nobody of the service saw it"


@dataclass(frozen=True, slots=True)
class _Importing:
    """What is taken in, by whom, and what its records amount to."""

    acting: Acting
    sent: ImportDocument
    content: bytes
    paper: Paper
    held: Held
    ground: Ground

    @property
    def sha256(self) -> str:
        return digest(self.content)


def import_case(acting: Acting, content: bytes, desk: CaseDesk) -> Answer | Faulty | NumberTaken:
    """Take in a certificate with its history; the answer names the case.

    Codes besides those of the form: `scheme_unknown`, `party_not_known`, `certificate_taken`, `event_impossible`,
    `event_unordered`, `event_to_come`, `history_unfinished`.
    """
    sent = read_import(content)
    if isinstance(sent, Unread):
        return Faulty(sent.issues)
    ground = ground_of(acting.organisation, sent.scheme, desk)
    if ground is None:
        return Faulty((Issue("scheme_unknown", "/scheme", sent.scheme, "the number of a rule that is held here"),))
    paper = _paper(acting, sent, desk)
    case = read_paper(paper, ground)
    if isinstance(case, Unread):
        return Faulty(tuple(_of_history(each) for each in case.issues))
    held = fold(case)
    faults = (*_unusable(sent, desk), *_impossible([each.on for each in case.records], held, desk.today()))
    if faults or not isinstance(held, Held):
        return Faulty(faults)
    importing = _Importing(acting, sent, content, paper, held, ground)
    try:
        return _stored(importing, desk)
    except Taken:
        return NumberTaken(sent.number)


def _paper(acting: Acting, sent: ImportDocument, desk: CaseDesk) -> Paper:
    """Return the case with its history; the instants are those at which it is taken in."""
    head = Head(desk.desk.ids.new(), Kind.APPLICATION.value, acting.organisation, sent.scheme, sent.unit, None, None)
    at = desk.at()
    return Paper(head, tuple({"n": str(n), "at": at, **event} for n, event in enumerate(sent.history, 1)))


def _of_history(issue: Issue) -> Issue:
    """Place a fault of the case in the document that was sent."""
    return Issue(issue.code, issue.where.replace("/records/", "/history/", 1), issue.found, issue.expected)


def _unusable(sent: ImportDocument, desk: CaseDesk) -> Iterator[Issue]:
    holder = desk.organisations(sent.holder)
    if holder is None or holder.kind is not OrganisationKind.APPLICANT:
        yield Issue("party_not_known", "/holder", sent.holder, "the id of an applicant")
    number = sent.certificate.number
    if desk.issuing.certificates.published(number) is not None:
        yield Issue("certificate_taken", "/certificate/number", number, "a number that no certificate has")


def _impossible(days: Sequence[date], held: Held | Impossible | CorrectsNothing, today: date) -> Iterator[Issue]:
    """Yield why the history cannot be one."""
    for n, day in enumerate(days):
        if n and day < days[n - 1]:
            yield Issue("event_unordered", f"/history/{n}/on", day.isoformat(), f"not before {days[n - 1]}")
        if day > today:
            yield Issue("event_to_come", f"/history/{n}/on", day.isoformat(), f"not after {today}")
    match held:
        case Held(state=State.ISSUED):
            return
        case Held(state=state):
            yield Issue("history_unfinished", "/history", str(state), f"events up to {State.ISSUED}")
        case Impossible() | CorrectsNothing():
            event = held.event if isinstance(held, Impossible) else ""
            yield Issue("event_impossible", f"/history/{held.n - 1}/event", event, "a step of the table")


def _stored(importing: _Importing, desk: CaseDesk) -> Answer:
    """Store case and certificate, sign the log, and tell body and holder."""
    acting, sent, head, at = importing.acting, importing.sent, importing.paper.head, desk.at()
    case = CaseRow(head.id, head.body, head.kind, head.scheme, sent.number, at, imported=importing.sha256)
    step = Step(
        body=head.body,
        case=head.id,
        by=acting.organisation,
        expected_n=0,
        records=tuple(_record(event, importing, at) for event in importing.paper.events),
        state=state_row(importing.held, importing.ground),
        at=at,
        opens=Opening(case, (Party(sent.holder, PartyRole.APPLICANT, acting.account),), _file(importing)),
    )

    def telling(entries: Sequence[SealedEntry]) -> Told:
        told: dict[str, Json] = {
            "format": FORMAT,
            "case": head.id,
            "number": sent.number,
            "state": step.state.state,
            "certificate": sent.certificate.number,
            "version": sent.certificate.version,
            "imported": importing.sha256,
            "log_entry": entries[-1].n,
            "log_entry_hash": entries[-1].hash,
        }
        return Told((), Answer(created=True, body=canonical(told)))

    return issue_certificate(step, _wording(importing, step), telling, desk.issuing)


def _file(importing: _Importing) -> Document:
    """Return what was sent as a file of the case; it is stored with the case, whose certificate names its digest."""
    body, acting = importing.paper.head.body, importing.acting
    case, sha256, content = importing.paper.head.id, importing.sha256, importing.content
    return Document(body, case, acting.organisation, acting.account, "import.json", sha256, content, None)


def _record(event: Values, importing: _Importing, at: str) -> RecordRow:
    """Return a record: its person is whom the papers name, its account the one that took it in."""
    acting = importing.acting
    imported: dict[str, Json] = {"by": acting.person, "document": importing.sha256, "note": UNSEEN}
    return RecordRow(
        n=int(str(event["n"])),
        event=str(event["event"]),
        role=str(event["role"]),
        person=None,
        account=acting.account,
        dated=date.fromisoformat(str(event["on"])),
        recorded_at=at,
        content=record_bytes(importing.paper.head, event, imported),
    )


def _wording(importing: _Importing, step: Step) -> Wording:
    former = importing.sent.certificate
    return Wording(
        number=former.number,
        version=former.version,
        holder=importing.sent.holder,
        starts_on=former.starts_on,
        expires_on=former.expires_on,
        document=canonical(_document(former, importing, step.records[-1].dated)),
        act=Act.ISSUE.value,
        dated=step.records[-1].dated,
    )


def _document(former: Former, importing: _Importing, decided_on: date) -> dict[str, Json]:
    """Return the certificate: in place of its decision it names the document from which it was taken in."""
    application, limits = importing.held.brought.application, importing.ground.scheme.limits
    applicant = None if application is None else application.applicant
    head = importing.paper.head
    return {
        "format": CERTIFICATE,
        "number": former.number,
        "version": former.version,
        "act": Act.ISSUE.value,
        "body": head.body,
        "holder": {
            "id": importing.sent.holder,
            "name": None if applicant is None else applicant.name,
            "credit_code": None if applicant is None else applicant.credit_code,
        },
        "unit": dict(head.unit),
        "scheme": head.scheme,
        "limits": {"title": limits.title, "standard": limits.standard.number, "seals": {}, "adopted": None},
        "starts_on": former.starts_on.isoformat(),
        "expires_on": former.expires_on.isoformat(),
        "decided_on": decided_on.isoformat(),
        "decision": importing.sha256,
        "imported": {"document": importing.sha256, "note": UNSEEN},
    }
