"""A score as a record for programs, `labverdict.score/1`: every number a text, exact."""

from typing import TypeAlias

from app.certification.cheapest import Cheapest
from app.certification.score import Answer, Awarded, Card, NotApplicable, Score
from app.certification.scorecard import Line, Scorecard
from methods.printing import exact_text

FORMAT = "labverdict.score/1"

Record: TypeAlias = str | bool | list["Record"] | dict[str, "Record"] | None


def score_record(scorecard: Scorecard, card: Card, score: Score, found: Cheapest | None = None) -> Record:
    """Return what was scored, by whom, and where it stands; `cheapest` is null where it was not asked for."""
    sensitivity = score.sensitivity
    return {
        "format": FORMAT,
        "scheme": score.scheme,
        "clause": scorecard.clause,
        "organisation": card.organisation,
        "evaluator": card.evaluator,
        "evaluated_on": card.evaluated_on.isoformat(),
        "standing": score.standing.value,
        "total": None if score.total is None else exact_text(score.total),
        "total_pass": exact_text(scorecard.total_pass),
        "heading_pass": exact_text(scorecard.heading_pass),
        "headings": [
            {
                "id": part.heading.id,
                "weight": exact_text(part.heading.weight),
                "got": str(part.got),
                "applicable": str(part.applicable),
                "score": None if part.unanswered else exact_text(part.quotient),
                "standing": part.standing.value,
            }
            for part in score.headings
        ],
        "causes": [{"reason": cause.reason.value, "at": cause.at} for cause in score.causes],
        "vetoes": [{"id": veto.id, "satisfied": card.vetoes.get(veto.id)} for veto in scorecard.vetoes],
        "lines": [_line(line, card.answers.get(line.id)) for line in scorecard.lines.values()],
        "not_applicable_as_zero": None
        if sensitivity is None
        else {"total": exact_text(sensitivity.total), "standing": sensitivity.standing.value},
        "cheapest": None
        if found is None
        else {"lines": list(found.lines), "cost": str(found.cost), "total": exact_text(found.total)},
    }


def _line(line: Line, answer: Answer | None) -> Record:
    record: dict[str, Record] = {"id": line.id, "maximum": str(line.points)}
    match answer:
        case Awarded(points, basis):
            return record | {"points": str(points), "basis": basis.value}
        case NotApplicable(reason, approver):
            return record | {"points": None, "not_applicable": reason, "approved_by": approver}
        case None:
            return record | {"points": None}
