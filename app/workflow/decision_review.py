"""Decisions that rest on a report which its laboratory corrected afterwards: their body has them to review.

Original and amended data are both kept (ISO/IEC 17025, 7.5.2). A decision stays what it was, and a certificate that
came of it stands until somebody acts; whether the correction changes anything is for the body to find out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.ledger.canonical import read_canonical
from app.ports.cases import CaseSummary
from app.workflow.case_bundle import newest_decision
from app.workflow.case_desk import CaseDesk
from app.workflow.case_reports import corrected_since


@dataclass(frozen=True, slots=True)
class Review:
    """A decided case, and the newest name of each report that its decision names, by the name it has there."""

    case: CaseSummary
    corrected: Mapping[str, str]


def corrected_under(body: str, case: str, desk: CaseDesk) -> Mapping[str, str]:
    """Return which reports of the newest decision in a body's case were corrected since; nothing where none is made."""
    view = newest_decision(body, case, desk)
    told = None if view is None else read_canonical(view.decision.record)
    listed = told.get("reports") if isinstance(told, dict) else None
    names = [str(each["name"]) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return corrected_since(body, names, desk)


def to_review(body: str, desk: CaseDesk) -> Iterator[Review]:
    """Yield every case of a body whose newest decision rests on a report that was corrected since, the oldest first."""
    for found in desk.cases.overtaken(body):
        corrected = corrected_under(body, found.case.id, desk)
        if corrected:
            yield Review(found, corrected)
