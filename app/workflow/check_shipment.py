"""A buyer's shipment: the report on the batch through the one funnel, and the certificate on the loading day.

Nothing is stored. The report is judged under the rule of the certificate as it was in force on the loading day, with
the limits that the body had adopted when it issued the certificate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.certification.adopted_limits import SealedLimits
from app.certification.certificate_document import Certificate
from app.certification.shipment import Shipment, check_shipment
from app.ports.body_papers import BodyPapers, Paper, PaperRow
from app.workflow.adopted_limits import kept_limits_from
from app.workflow.examine import Examined, Posted, Rejected, examine
from app.workflow.look_up_certificate import Found, LookUp, NotFound, NotYet, look_up_certificate
from app.workflow.public_desk import PublicDesk
from app.workflow.unreadable import CertificateUnreadable
from app.workflow.verify_report import Hold, Question
from lims_adapters.contract import Issue

LOADED_ON = "--loaded-on"


@dataclass(frozen=True, slots=True)
class Report:
    """What was sent about the batch: bytes, the name they came under, a table's head, the format where it is named."""

    content: bytes
    name: str
    head: bytes | None
    format: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The certificate that was looked up for the loading day, and what the report shows beside it."""

    found: Found
    shipment: Shipment


def check_shipment_of(
    number: str, code: str, loaded_on: date, report: Report, desk: PublicDesk
) -> Checked | NotFound | NotYet | Rejected:
    """Check a shipment; the report is not read for anybody who has no code of the certificate."""
    found = look_up_certificate(LookUp(number, code, loaded_on), desk)
    if not isinstance(found, Found):
        return found
    certificate = found.certificate
    question = Question(certificate.scheme, certificate.unit.grade, loaded_on)
    posted = Posted(report.content, report.name, report.head, report.format, question)
    examined = examine(posted, desk.shelf, desk.registry, _hold(found, desk.papers))
    match examined:
        case Rejected(issues=issues):
            return Rejected(tuple(_of_loading_day(issues)))
        case Examined(verdicts=verdicts):
            return Checked(found, check_shipment(found.stands, certificate.unit, verdicts, loaded_on))


def _hold(found: Found, papers: BodyPapers) -> Hold | None:
    """Return what puts the limits into the rule that the body had adopted."""
    certificate = found.certificate
    if certificate.adopted is None:
        return None
    for row in _versions(certificate, papers):
        # A version that was adopted for another scheme is refused here, and not the one.
        limits = kept_limits_from(row.content, found.scheme.limits)
        if isinstance(limits, SealedLimits) and limits.sha256 == certificate.adopted:
            return limits.hold
    raise CertificateUnreadable(f"{certificate.number}: no version of the limits {certificate.adopted}")


def _versions(certificate: Certificate, papers: BodyPapers) -> Iterator[PaperRow]:
    """Yield every version of a body's adopted limits, the newest first."""
    row = papers.newest(Paper.ADOPTED_LIMITS, certificate.body)
    while row is not None:
        yield row
        row = papers.version(Paper.ADOPTED_LIMITS, certificate.body, row.version - 1)


def _of_loading_day(issues: Sequence[Issue]) -> Iterator[Issue]:
    """Name the day as it is asked for here."""
    return (replace(issue, where=LOADED_ON) if issue.where == "--as-of" else issue for issue in issues)
