"""What a certificate says: `labverdict.certificate/1`, its number and its days.

Number format and renewal are settings of the body, the validity is the rule's own (8.1.1). It names no person.
"""

import json
from dataclasses import dataclass
from datetime import date

from app.certification.body import RenewalNumber, RenewalStart, in_force
from app.certification.cases.over import last_day
from app.certification.certificate_document import FORMAT
from app.certification.certificate_number import EXPECTED, SERIAL, YEAR, is_number_format
from app.certification.deadlines import Circumstances, due
from app.certification.lifecycle.vocabulary import Act, Deadline
from app.ledger.canonical import Json, canonical
from app.ports.certificates import CertificateView, Wording
from app.workflow.case_desk import CaseDesk, Faulty
from app.workflow.decide_case import Settled
from app.workflow.fingerprint import digest
from lims_adapters.contract import Issue

MAKES = frozenset({Act.ISSUE, Act.REISSUE, Act.ISSUE_ANOTHER, Act.RENEW})
_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Worded:
    """What a certificate is made from: the step, who holds it, the one before it, and the decision's bytes."""

    settled: Settled
    holder: str
    former: CertificateView | None
    decision: bytes


@dataclass(frozen=True, slots=True)
class _Frame:
    number: str
    version: int
    starts_on: date
    expires_on: date
    act: Act


def wording_of(act: Act, worded: Worded, desk: CaseDesk) -> Wording | Faulty:
    """Return what the certificate will say that an act makes.

    Codes: `number_format_unusable` (set before they were refused), `validity_unknown` (the rule prints no length),
    `certificate_unknown`.
    """
    frame = _frame(act, worded, desk)
    if isinstance(frame, Issue):
        return Faulty((frame,))
    on = worded.settled.record.on
    document = canonical(_document(frame, worded))
    return Wording(
        number=frame.number,
        version=frame.version,
        holder=worded.holder,
        starts_on=frame.starts_on,
        expires_on=frame.expires_on,
        document=document,
        act=frame.act.value,
        dated=on,
    )


def is_imported(certificate: CertificateView) -> bool:
    """Tell whether a version of a certificate is one from before the service."""
    return "imported" in json.loads(certificate.document)


def certified_unit(certificate: CertificateView) -> tuple[str, dict[str, Json]]:
    """Return the scheme and the unit of a certificate."""
    told = json.loads(certificate.document)
    return str(told["scheme"]), dict(told["unit"])


def _frame(act: Act, worded: Worded, desk: CaseDesk) -> _Frame | Issue:
    on, former = worded.settled.record.on, worded.former
    if act is Act.ISSUE or (act is Act.ISSUE_ANOTHER and former is not None):
        return _new(worded, on, desk)
    if former is None:
        return Issue("certificate_unknown", "certificate", "", "the certificate that the case is about")
    if act is Act.REISSUE:
        return _Frame(former.number, former.version + 1, former.starts_on, former.expires_on, act)
    body = worded.settled.before.ground.papers.body
    start = former.expires_on if in_force(body.renewal_start, on) is RenewalStart.EXPIRY else on
    if in_force(body.renewal_number, on) is RenewalNumber.NEW:
        return _new(worded, start, desk)
    expires_on = _expires_on(worded, start)
    return (
        expires_on
        if isinstance(expires_on, Issue)
        else _Frame(former.number, former.version + 1, start, expires_on, act)
    )


def _new(worded: Worded, start: date, desk: CaseDesk) -> _Frame | Issue:
    """Return the frame of the first version of a number."""
    expires_on = _expires_on(worded, start)
    if isinstance(expires_on, Issue):
        return expires_on
    number = _number(worded, desk)
    return number if isinstance(number, Issue) else _Frame(number, 1, start, expires_on, Act.ISSUE)


def _number(worded: Worded, desk: CaseDesk) -> str | Issue:
    """Return a number that nobody has: the body's format with the year of the decision and the next serial."""
    on = worded.settled.record.on
    form = in_force(worded.settled.before.ground.papers.body.number_format, on) or ""
    if not is_number_format(form):
        return Issue("number_format_unusable", "number_format", form, f"{EXPECTED}, with {SERIAL} once")
    series = form.replace(YEAR, str(on.year))
    certificates = desk.issuing.certificates
    while True:
        number = series.replace(SERIAL, f"{certificates.reserve(series, desk.at()):0{_WIDTH}}")
        # A certificate from before the service may have it.
        if certificates.published(number) is None:
            return number


def _expires_on(worded: Worded, start: date) -> date | Issue:
    """Return the first day without validity."""
    ground = worded.settled.before.ground
    found = due(
        ground.scheme.deadlines[Deadline.VALIDITY], start, ground.scheme.calendar, Circumstances(ground.papers.body)
    )
    day = last_day(found)
    return Issue("validity_unknown", "8.1.1", "", "a length of validity") if day is None else day


def _document(frame: _Frame, worded: Worded) -> dict[str, Json]:
    settled = worded.settled
    application = settled.advanced.held.brought.application
    applicant = None if application is None else application.applicant
    limits, head = settled.before.ground.scheme.limits, settled.before.head
    adopted = settled.before.ground.papers.limits
    return {
        "format": FORMAT,
        "number": frame.number,
        "version": frame.version,
        "act": frame.act.value,
        "body": head.body,
        "holder": {
            "id": worded.holder,
            "name": None if applicant is None else applicant.name,
            "credit_code": None if applicant is None else applicant.credit_code,
        },
        "unit": dict(head.unit),
        "scheme": head.scheme,
        "limits": {
            "title": limits.title,
            "standard": limits.standard.number,
            "seals": dict(limits.seals),
            "adopted": None if adopted is None else adopted.sha256,
        },
        "starts_on": frame.starts_on.isoformat(),
        "expires_on": frame.expires_on.isoformat(),
        "decided_on": settled.record.on.isoformat(),
        "decision": digest(worded.decision),
    }
