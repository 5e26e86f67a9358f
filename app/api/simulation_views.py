"""A simulation as it is shown: who changes, on which clauses, who stays, and what one side cannot read."""

from app.api.case_views import path_of
from app.certification.finding import ClauseFinding
from app.certification.simulation import Change, Difference, Point
from app.ports.cases import CaseSummary
from app.workflow.simulate_cases import Simulated, Undecidable


def simulation_view(found: Simulated) -> dict[str, object]:
    """Return a page of a simulation."""
    cases = found.cases
    return {
        "changes": [_change(each, cases[each.case]) for each in found.comparison.changes],
        "unchanged": [
            {**_case(cases[each.case]), "standing": each.standing.value} for each in found.comparison.unchanged
        ],
        "undecidable": [_undecidable(each, cases[each.case]) for each in found.undecidable],
        "next": found.following,
    }


def _case(summary: CaseSummary) -> dict[str, object]:
    case = summary.case
    return {
        "case": case.id,
        "kind": case.kind,
        "number": case.number,
        "scheme": case.scheme,
        "links": {"case": path_of(case.kind, case.id)},
    }


def _change(change: Change[ClauseFinding], summary: CaseSummary) -> dict[str, object]:
    return {
        **_case(summary),
        "move": change.move.value,
        "before": change.before.value,
        "after": change.after.value,
        "because": [_difference(each) for each in change.because],
        "beside": [_difference(each) for each in change.beside],
    }


def _difference(one: Difference[ClauseFinding]) -> dict[str, object]:
    return {"clause": one.key, "before": _point(one.before), "after": _point(one.after)}


def _point(point: Point[ClauseFinding] | None) -> object:
    if point is None:
        return None
    answered = point.said.answered
    return {
        "standing": point.standing.value,
        "reason": answered.why.value,
        "figures": [list(figure) for figure in answered.figures],
        "needed": [{"sort": need.sort.value, "what": need.what} for need in answered.needs],
    }


def _undecidable(one: Undecidable, summary: CaseSummary) -> dict[str, object]:
    """Return a case with its faults; what was found in a document is not shown."""
    faults = [{"code": each.code, "place": each.where, "expected": each.expected} for each in one.issues]
    return {**_case(summary), "errors": faults}
