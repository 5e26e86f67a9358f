"""What a body has set and adopted, as it is read for a case."""

from dataclasses import dataclass

from app.certification.adopted_limits import SealedLimits
from app.certification.body import Body, read_body
from app.certification.certification_scheme import CertificationScheme
from app.certification.form import Refused
from app.ports.body_papers import BodyPapers, Paper, PaperRow
from app.workflow.adopted_limits import kept_limits_from
from app.workflow.set_paper import newest_adopted
from app.workflow.unreadable import PaperUnreadable


@dataclass(frozen=True, slots=True)
class Papers:
    """The newest settings of a body and the newest limits that it adopted for a scheme; None where there are none."""

    body: Body
    settings: PaperRow | None
    adopted: PaperRow | None
    limits: SealedLimits | None


def papers_of(body: str, scheme: CertificationScheme, papers: BodyPapers) -> Papers:
    """Return the papers of a body; without settings nothing is set, and what needs a setting stays open."""
    settings = papers.newest(Paper.SETTINGS, body)
    adopted = newest_adopted(papers, body, scheme.limits.id)
    limits = None if adopted is None else kept_limits_from(adopted.content, scheme.limits)
    if isinstance(limits, Refused):
        raise PaperUnreadable(f"adopted limits of {body}: {limits.issues[0].code}")
    return Papers(body_of(body, settings), settings, adopted, limits)


def body_of(body: str, settings: PaperRow | None) -> Body:
    """Return the settings of a body."""
    if settings is None:
        return Body(body, 0, ("", ""))
    found = read_body(settings.content)
    if isinstance(found, Refused):
        raise PaperUnreadable(f"settings of {body}: {found.issues[0].code}")
    return found
