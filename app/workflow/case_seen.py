"""A case as one reader may see it: where it stands, its story, its files and the certificate that came of it."""

from dataclasses import dataclass

from app.certification.body import Body
from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.cases.timeline import Line
from app.certification.certification_scheme import CertificationScheme
from app.ports.cases import CaseView
from app.ports.certificates import CertificateView
from app.workflow.case_desk import CaseDesk


@dataclass(frozen=True, slots=True)
class Seen:
    """`stored` is the case as the reader sees it, `case` and `held` what its records amount to."""

    stored: CaseView
    case: Case
    held: Held
    scheme: CertificationScheme
    settings: Body | None
    timeline: tuple[Line, ...]
    certificate: CertificateView | None


def case_seen(reader: str, case: str, desk: CaseDesk) -> Seen | None:
    """Return a case as its body or one of its parties sees it; None for what is foreign or does not exist."""
    raise NotImplementedError
