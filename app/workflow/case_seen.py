"""A case as one reader may see it: where it stands, its story, its files and the certificate that came of it."""

from dataclasses import dataclass

from app.certification.body import Body
from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.cases.timeline import Line, timeline
from app.certification.certification_scheme import CertificationScheme
from app.ports.cases import CaseView, PartyRole
from app.ports.certificates import CertificateView
from app.workflow.case_desk import CaseDesk
from app.workflow.case_record import Head
from app.workflow.current_case import current_of


@dataclass(frozen=True, slots=True)
class Seen:
    """`stored` is the case with the parties and files that the reader sees, `case` and `held` what its records are.

    `head` says what it is, `certificate` what came of it.
    """

    stored: CaseView
    head: Head
    case: Case
    held: Held
    scheme: CertificationScheme
    settings: Body
    timeline: tuple[Line, ...]
    certificate: CertificateView | None


def sees_whole(view: CaseView, reader: str) -> bool:
    """Tell whether a case is wholly the reader's to see: its body's and its applicant's, not a laboratory's."""
    return reader == view.summary.case.body or PartyRole.APPLICANT in {each.role for each in view.parties}


def case_seen(reader: str, case: str, desk: CaseDesk) -> Seen | None:
    """Return a case as its body or one of its parties sees it; None for what is foreign or does not exist.

    The body's papers and its reports are read as the body reads them: what they amount to is the case itself.
    """
    view = desk.cases.read(reader, case)
    if view is None:
        return None
    current = current_of(view, desk)
    ground = current.ground
    return Seen(
        stored=view,
        head=current.head,
        case=current.case,
        held=current.held,
        scheme=ground.scheme,
        settings=ground.papers.body,
        timeline=timeline(current.case, current.held, ground.scheme, ground.papers.body),
        certificate=desk.issuing.certificates.of_case(reader, case),
    )
