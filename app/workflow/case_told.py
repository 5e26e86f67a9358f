"""What became of a case and of a step in it, as plain values: the same to a person's program and over HTTP."""

from collections.abc import Iterable

from app.certification.cases.held import Held
from app.certification.cases.record import Case
from app.certification.cases.refusal import Missing, Refused
from app.certification.cases.timeline import Happened, Line, Ran
from app.certification.lifecycle.citation import Citation
from app.ledger.canonical import Json
from app.workflow.deadline_record import due_record

TIMELINE = "labverdict.timeline/1"
REFUSED = "labverdict.step-refused/1"


def timeline_told(case: Case, held: Held, lines: Iterable[Line]) -> dict[str, Json]:
    """Return the story of a case as `labverdict.timeline/1`."""
    return {
        "format": TIMELINE,
        "case": case.id,
        "kind": case.kind.value,
        "scheme": case.scheme,
        "state": str(held.state),
        "accepted_on": None if held.accepted_on is None else held.accepted_on.isoformat(),
        "evidence": held.evidence,
        "causes": sorted(cause.value for cause in held.causes),
        "timeline": [_line(each) for each in lines],
    }


def refused_told(found: Refused) -> dict[str, Json]:
    """Return why an event is not taken, with everything that is missing, as `labverdict.step-refused/1`."""
    return {
        "format": REFUSED,
        "why": found.why.value,
        "state": str(found.state),
        "event": str(found.event),
        "at": found.at,
        "clause": None if found.citation is None else citation_told(found.citation),
        "missing": [_missing(each) for each in found.missing],
    }


def citation_told(citation: Citation) -> dict[str, Json]:
    """Return a clause with its document and how far it carries."""
    return {"document": citation.document.value, "number": citation.number, "basis": citation.basis.value}


def _line(line: Line) -> dict[str, Json]:
    match line:
        case Happened(record, to, citation, corrected_by):
            return {
                "n": record.n,
                "event": record.event.value,
                "role": record.role.value,
                "person": record.person,
                "on": record.on.isoformat(),
                "at": record.at,
                "corrects": record.corrects,
                "corrected_by": corrected_by,
                "to": None if to is None else str(to),
                "clause": None if citation is None else citation_told(citation),
            }
        case Ran(clock, due, stopped_on):
            return {
                "deadline": clock.deadline.value,
                "start": clock.start.isoformat(),
                "started_by": clock.started_by,
                "stopped_on": None if stopped_on is None else stopped_on.isoformat(),
                "due": due_record(due),
            }


def _missing(missing: Missing) -> dict[str, Json]:
    return {
        "guard": missing.guard.value,
        "standing": missing.standing.value,
        "clause": citation_told(missing.citation),
        "needs": [{"sort": need.sort.value, "what": str(need.what)} for need in missing.needs],
    }
